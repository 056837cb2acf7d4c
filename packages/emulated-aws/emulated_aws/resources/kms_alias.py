from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import Physical, Request, ResourceType


class KmsAlias(ResourceType):
    name = "AWS::KMS::Alias"
    name_property = "AliasName"
    required = frozenset({"AliasName", "TargetKeyId"})
    replaced_by = frozenset({"AliasName"})
    known = frozenset({"AliasName", "TargetKeyId"})

    def create(self, request: Request) -> Physical:
        alias = request.properties["AliasName"]
        request.client("kms").create_alias(AliasName=alias, TargetKeyId=request.properties["TargetKeyId"])
        return Physical(alias)

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        request.client("kms").update_alias(AliasName=physical.id, TargetKeyId=request.properties["TargetKeyId"])
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        request.client("kms").delete_alias(AliasName=physical.id)
