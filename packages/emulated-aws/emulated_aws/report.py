"""What the emulator could not do or did not do truthfully, for the rehearsal to judge.

A rehearsal that passes because something was left out proves nothing, so everything left out is written down here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class UnknownType:
    type: str
    logical_id: str
    stack: str
    account: str


@dataclass(frozen=True)
class Failure:
    account: str
    stack: str
    logical_id: str
    type: str
    error: str


@dataclass
class Report:
    unknown_types: list[UnknownType] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    inert: dict[tuple[str, str], int] = field(default_factory=dict)

    def count_inert(self, type_name: str, reason: str) -> None:
        self.inert[type_name, reason] = self.inert.get((type_name, reason), 0) + 1

    def clear(self) -> None:
        self.unknown_types.clear()
        self.failures.clear()
        self.inert.clear()

    def to_json(self) -> dict[str, Any]:
        return {
            "unknownTypes": [
                {
                    "type": each.type,
                    "logicalId": each.logical_id,
                    "stack": each.stack,
                    "account": each.account,
                }
                for each in self.unknown_types
            ],
            "inert": [
                {"type": type_name, "reason": reason, "count": count}
                for (type_name, reason), count in self.inert.items()
            ],
            "failures": [
                {
                    "account": each.account,
                    "stack": each.stack,
                    "logicalId": each.logical_id,
                    "type": each.type,
                    "error": each.error,
                }
                for each in self.failures
            ],
        }


report = Report()
