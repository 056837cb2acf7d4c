from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType


class KmsAlias(ResourceType):
    name = "AWS::KMS::Alias"
    name_property = "AliasName"
    required = frozenset({"AliasName", "TargetKeyId"})
    replaced_by = frozenset({"AliasName"})
    known = frozenset({"AliasName", "TargetKeyId"})

    def create(self, request: Request) -> PhysicalResource:
        alias = request.properties["AliasName"]
        request.client("kms").create_alias(AliasName=alias, TargetKeyId=request.properties["TargetKeyId"])
        return PhysicalResource(alias)

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        request.client("kms").update_alias(AliasName=physical.id, TargetKeyId=request.properties["TargetKeyId"])
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("kms").delete_alias(AliasName=physical.id)
