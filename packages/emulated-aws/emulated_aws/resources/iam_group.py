from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import IdentityPolicies
from .resource_type import PhysicalResource, Request, ResourceType

LONGEST_NAME = 128


class IamGroup(ResourceType):
    name = "AWS::IAM::Group"
    name_property = "GroupName"
    replaced_by = frozenset({"GroupName", "Path"})
    known = frozenset({"GroupName", "ManagedPolicyArns", "Path", "Policies"})

    def create(self, request: Request) -> PhysicalResource:
        iam, properties = request.client("iam"), request.properties
        name = properties.get("GroupName") or request.generated_name(LONGEST_NAME)
        group = iam.create_group(GroupName=name, Path=properties.get("Path", "/"))["Group"]
        try:
            IdentityPolicies(iam, "group", name).apply({}, properties)
        except Exception:
            IdentityPolicies(iam, "group", name).remove(properties)
            iam.delete_group(GroupName=name)
            raise
        return PhysicalResource(name, {"Arn": group["Arn"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        IdentityPolicies(request.client("iam"), "group", physical.id).apply(before, request.properties)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        iam = request.client("iam")
        IdentityPolicies(iam, "group", physical.id).remove(request.properties)
        iam.delete_group(GroupName=physical.id)
