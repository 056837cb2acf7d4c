from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import IdentityPolicies, policy_text
from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags, changed, unless_gone

LONGEST_NAME = 64


class IamRole(ResourceType):
    name = "AWS::IAM::Role"
    name_property = "RoleName"
    required = frozenset({"AssumeRolePolicyDocument"})
    replaced_by = frozenset({"RoleName", "Path"})
    known = frozenset(
        {
            "AssumeRolePolicyDocument",
            "Description",
            "ManagedPolicyArns",
            "MaxSessionDuration",
            "Path",
            "PermissionsBoundary",
            "Policies",
            "RoleName",
            "Tags",
        }
    )

    def create(self, request: Request) -> PhysicalResource:
        iam, properties = request.client("iam"), request.properties
        name = properties.get("RoleName") or request.generated_name(LONGEST_NAME)
        optional = {key: properties[key] for key in ("Description", "Path", "PermissionsBoundary") if key in properties}
        role = iam.create_role(
            RoleName=name,
            AssumeRolePolicyDocument=policy_text(properties["AssumeRolePolicyDocument"]),
            MaxSessionDuration=int(properties.get("MaxSessionDuration", 3600)),
            Tags=request.tag_list(),
            **optional,
        )["Role"]
        try:
            IdentityPolicies(iam, "role", name).apply({}, properties)
        except Exception:
            _remove(iam, name)
            raise
        return PhysicalResource(name, {"Arn": role["Arn"], "RoleId": role["RoleId"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        iam, after, name = request.client("iam"), request.properties, physical.id
        if changed(before, after, "AssumeRolePolicyDocument"):
            iam.update_assume_role_policy(RoleName=name, PolicyDocument=policy_text(after["AssumeRolePolicyDocument"]))
        if changed(before, after, "Description") or changed(before, after, "MaxSessionDuration"):
            iam.update_role(
                RoleName=name,
                Description=after.get("Description", ""),
                MaxSessionDuration=int(after.get("MaxSessionDuration", 3600)),
            )
        if changed(before, after, "PermissionsBoundary"):
            if "PermissionsBoundary" in after:
                iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=after["PermissionsBoundary"])
            else:
                iam.delete_role_permissions_boundary(RoleName=name)
        IdentityPolicies(iam, "role", name).apply(before, after)
        change_tags(
            as_tags(iam.list_role_tags(RoleName=name)["Tags"]),
            request.tags(),
            lambda keys: iam.untag_role(RoleName=name, TagKeys=keys),
            lambda tags: iam.tag_role(RoleName=name, Tags=tags),
        )
        return physical

    def actual(self, request: Request, physical: PhysicalResource) -> Mapping[str, Any] | None:
        iam, declared, name = request.client("iam"), request.properties, physical.id
        found = unless_gone(lambda: iam.get_role(RoleName=name), "NoSuchEntity")
        if found is None:
            return None
        trust, boundary = found["Role"]["AssumeRolePolicyDocument"], found["Role"].get("PermissionsBoundary", {})
        attached = [each["PolicyArn"] for each in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]]
        actual = dict(declared)
        if trust != json.loads(policy_text(declared["AssumeRolePolicyDocument"])):
            actual["AssumeRolePolicyDocument"] = trust
        if "PermissionsBoundary" in declared:
            actual["PermissionsBoundary"] = boundary.get("PermissionsBoundaryArn")
        if "ManagedPolicyArns" in declared and set(attached) != set(declared["ManagedPolicyArns"]):
            actual["ManagedPolicyArns"] = attached
        return actual

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        iam = request.client("iam")
        IdentityPolicies(iam, "role", physical.id).remove(request.properties)
        iam.delete_role(RoleName=physical.id)


def _remove(iam: Any, name: str) -> None:
    """Takes away a role that was made halfway."""
    for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
    for policy_name in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        iam.delete_role_policy(RoleName=name, PolicyName=policy_name)
    iam.delete_role(RoleName=name)
