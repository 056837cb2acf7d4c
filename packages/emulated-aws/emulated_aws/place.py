"""An account in a Region: where a stack lives and where its resources are made."""

from __future__ import annotations

from dataclasses import dataclass

from moto.utilities.utils import get_partition


@dataclass(frozen=True, order=True)
class Place:
    account: str
    region: str

    @property
    def partition(self) -> str:
        return get_partition(self.region)

    @property
    def url_suffix(self) -> str:
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"
