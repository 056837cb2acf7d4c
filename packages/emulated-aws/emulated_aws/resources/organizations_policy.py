from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType, differences


class OrganizationsPolicy(ResourceType):
    name = "AWS::Organizations::Policy"
    required = frozenset({"Content", "Name", "Type"})
    replaced_by = frozenset({"Type"})
    known = frozenset({"Content", "Description", "Name", "Tags", "TargetIds", "Type"})

    def create(self, request: Request) -> PhysicalResource:
        organizations, properties = request.client("organizations"), request.properties
        policy = organizations.create_policy(
            Content=policy_text(properties["Content"]),
            Description=properties.get("Description", ""),
            Name=properties["Name"],
            Type=properties["Type"],
            Tags=request.tag_list(),
        )["Policy"]["PolicySummary"]
        try:
            _attach(organizations, policy["Id"], properties.get("TargetIds", []))
        except Exception:
            _detach(organizations, policy["Id"], _targets(organizations, policy["Id"]))
            organizations.delete_policy(PolicyId=policy["Id"])
            raise
        return PhysicalResource(policy["Id"], {"Id": policy["Id"], "Arn": policy["Arn"], "AwsManaged": False})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        organizations, after = request.client("organizations"), request.properties
        organizations.update_policy(
            PolicyId=physical.id,
            Name=after["Name"],
            Description=after.get("Description", ""),
            Content=policy_text(after["Content"]),
        )
        removed, added = differences(before.get("TargetIds", []), after.get("TargetIds", []))
        _attach(organizations, physical.id, added)
        _detach(organizations, physical.id, [each for each in removed if each in _targets(organizations, physical.id)])
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        organizations = request.client("organizations")
        _detach(organizations, physical.id, _targets(organizations, physical.id))
        organizations.delete_policy(PolicyId=physical.id)


def _targets(organizations: Any, policy: str) -> list[str]:
    return [target["TargetId"] for target in organizations.list_targets_for_policy(PolicyId=policy)["Targets"]]


def _attach(organizations: Any, policy: str, targets: list[str]) -> None:
    for target in targets:
        organizations.attach_policy(PolicyId=policy, TargetId=target)


def _detach(organizations: Any, policy: str, targets: list[str]) -> None:
    for target in targets:
        organizations.detach_policy(PolicyId=policy, TargetId=target)
