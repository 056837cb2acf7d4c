from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType, changed, differences

LONGEST_NAME = 128
ENTITIES = {"Roles": "role", "Users": "user", "Groups": "group"}
MOST_VERSIONS = 5


class IamManagedPolicy(ResourceType):
    name = "AWS::IAM::ManagedPolicy"
    name_property = "ManagedPolicyName"
    required = frozenset({"PolicyDocument"})
    replaced_by = frozenset({"ManagedPolicyName", "Path", "Description"})
    known = frozenset({"Description", "Groups", "ManagedPolicyName", "Path", "PolicyDocument", "Roles", "Users"})

    def create(self, request: Request) -> PhysicalResource:
        iam, properties = request.client("iam"), request.properties
        optional = {key: properties[key] for key in ("Description", "Path") if key in properties}
        policy = iam.create_policy(
            PolicyName=properties.get("ManagedPolicyName") or request.generated_name(LONGEST_NAME),
            PolicyDocument=policy_text(properties["PolicyDocument"]),
            **optional,
        )["Policy"]
        arn = policy["Arn"]
        try:
            _change_attachments(iam, arn, {}, properties)
        except Exception:
            _detach_everywhere(iam, arn)
            iam.delete_policy(PolicyArn=arn)
            raise
        return PhysicalResource(arn, {"PolicyArn": arn, "PolicyId": policy["PolicyId"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        iam, after, arn = request.client("iam"), request.properties, physical.id
        if changed(before, after, "PolicyDocument"):
            versions = iam.list_policy_versions(PolicyArn=arn)["Versions"]
            if len(versions) == MOST_VERSIONS:
                oldest = next(each for each in versions if not each["IsDefaultVersion"])
                iam.delete_policy_version(PolicyArn=arn, VersionId=oldest["VersionId"])
            iam.create_policy_version(
                PolicyArn=arn, PolicyDocument=policy_text(after["PolicyDocument"]), SetAsDefault=True
            )
        _change_attachments(iam, arn, before, after)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        iam, arn = request.client("iam"), physical.id
        _change_attachments(iam, arn, request.properties, {})
        for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
        iam.delete_policy(PolicyArn=arn)


def _change_attachments(iam: Any, arn: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    attached = _attached_to(iam, arn)
    for key, kind in ENTITIES.items():
        removed, added = differences(before.get(key, []), after.get(key, []))
        for name in added:
            getattr(iam, f"attach_{kind}_policy")(**{f"{kind.capitalize()}Name": name}, PolicyArn=arn)
        for name in set(removed) & set(attached[kind]):
            getattr(iam, f"detach_{kind}_policy")(**{f"{kind.capitalize()}Name": name}, PolicyArn=arn)


def _attached_to(iam: Any, arn: str) -> dict[str, list[str]]:
    answer = iam.list_entities_for_policy(PolicyArn=arn)
    return {
        kind: [each[f"{kind.capitalize()}Name"] for each in answer[f"Policy{key}"]] for key, kind in ENTITIES.items()
    }


def _detach_everywhere(iam: Any, arn: str) -> None:
    _change_attachments(iam, arn, {key: _attached_to(iam, arn)[kind] for key, kind in ENTITIES.items()}, {})
