from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import IdentityPolicies
from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags, changed, differences

LONGEST_NAME = 64


class IamUser(ResourceType):
    """Without a login profile: orgstrap puts no password into a template."""

    name = "AWS::IAM::User"
    name_property = "UserName"
    replaced_by = frozenset({"UserName"})
    known = frozenset({"Groups", "ManagedPolicyArns", "Path", "PermissionsBoundary", "Policies", "Tags", "UserName"})

    def create(self, request: Request) -> PhysicalResource:
        iam, properties = request.client("iam"), request.properties
        name = properties.get("UserName") or request.generated_name(LONGEST_NAME)
        optional = {key: properties[key] for key in ("Path", "PermissionsBoundary") if key in properties}
        user = iam.create_user(UserName=name, Tags=request.tag_list(), **optional)["User"]
        try:
            IdentityPolicies(iam, "user", name).apply({}, properties)
            _join(iam, name, {}, properties)
        except Exception:
            _remove(iam, name, properties)
            raise
        return PhysicalResource(name, {"Arn": user["Arn"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        iam, after, name = request.client("iam"), request.properties, physical.id
        if changed(before, after, "Path"):
            iam.update_user(UserName=name, NewPath=after.get("Path", "/"))
        if changed(before, after, "PermissionsBoundary"):
            if "PermissionsBoundary" in after:
                iam.put_user_permissions_boundary(UserName=name, PermissionsBoundary=after["PermissionsBoundary"])
            else:
                iam.delete_user_permissions_boundary(UserName=name)
        IdentityPolicies(iam, "user", name).apply(before, after)
        _join(iam, name, before, after)
        change_tags(
            as_tags(iam.list_user_tags(UserName=name)["Tags"]),
            request.tags(),
            lambda keys: iam.untag_user(UserName=name, TagKeys=keys),
            lambda tags: iam.tag_user(UserName=name, Tags=tags),
        )
        return PhysicalResource(name, {"Arn": iam.get_user(UserName=name)["User"]["Arn"]})

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """CloudFormation leaves access keys that it did not make, and IAM then refuses."""
        _remove(request.client("iam"), physical.id, request.properties)


def _join(iam: Any, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    left, joined = differences(before.get("Groups", []), after.get("Groups", []))
    for group in joined:
        iam.add_user_to_group(GroupName=group, UserName=name)
    member_of = {group["GroupName"] for group in iam.list_groups_for_user(UserName=name)["Groups"]}
    for group in set(left) & member_of:
        iam.remove_user_from_group(GroupName=group, UserName=name)


def _remove(iam: Any, name: str, properties: Mapping[str, Any]) -> None:
    _join(iam, name, properties, {})
    IdentityPolicies(iam, "user", name).remove(properties)
    iam.delete_user(UserName=name)
