from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from .iam_identity_policies import policy_text
from .resource_type import (
    FailedCreation,
    PhysicalResource,
    Request,
    ResourceType,
    as_tags,
    change_tags,
    changed,
    differences,
)
from .sso_assignment import require_success

SETTINGS = {"Description": "Description", "RelayStateType": "RelayState", "SessionDuration": "SessionDuration"}
"""What UpdatePermissionSet changes, by the property."""


class SsoPermissionSet(ResourceType):
    """As its handler: aws-sso-permissionset in aws-cloudformation/aws-cloudformation-resource-providers-sso.

    The public source is older than the policies of accounts and boundaries, which are changed here as inline ones are.
    """

    name = "AWS::SSO::PermissionSet"
    name_property = "Name"
    required = frozenset({"InstanceArn", "Name"})
    replaced_by = frozenset({"InstanceArn", "Name"})
    known = frozenset(
        {
            *SETTINGS,
            "CustomerManagedPolicyReferences",
            "InlinePolicy",
            "InstanceArn",
            "ManagedPolicies",
            "Name",
            "PermissionsBoundary",
            "Tags",
        }
    )

    def create(self, request: Request) -> PhysicalResource:
        """A set that is assigned to nobody is provisioned nowhere, and may name what no account has."""
        sso, properties = request.client("sso-admin"), request.properties
        made = sso.create_permission_set(
            InstanceArn=properties["InstanceArn"],
            Name=properties["Name"],
            Tags=request.tag_list(),
            **_settings(properties),
        )["PermissionSet"]
        arn = made["PermissionSetArn"]
        physical = PhysicalResource(f"{arn}|{properties['InstanceArn']}", {"PermissionSetArn": arn})
        try:
            _change_policies(sso, _named(properties, arn), {}, properties)
        except ClientError as error:
            raise FailedCreation(str(error), physical) from error
        return physical

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """In all accounts that have it, or the update fails: UpdateHandler.java provisions at the end, and waits."""
        sso, after = request.client("sso-admin"), request.properties
        named = _named(after, physical.attributes["PermissionSetArn"])
        if any(changed(before, after, name) for name in SETTINGS):
            sso.update_permission_set(**named, **_settings(after))
        tagged = {"InstanceArn": after["InstanceArn"], "ResourceArn": named["PermissionSetArn"]}
        change_tags(
            as_tags(sso.list_tags_for_resource(**tagged)["Tags"]),
            request.tags(),
            lambda keys: sso.untag_resource(**tagged, TagKeys=keys),
            lambda tags: sso.tag_resource(**tagged, Tags=tags),
        )
        _change_policies(sso, named, before, after)
        provisioned = sso.provision_permission_set(**named, TargetType="ALL_PROVISIONED_ACCOUNTS")
        require_success(provisioned["PermissionSetProvisioningStatus"])
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        arn = physical.attributes["PermissionSetArn"]
        request.client("sso-admin").delete_permission_set(**_named(request.properties, arn))


def _named(properties: Mapping[str, Any], arn: str) -> dict[str, str]:
    return {"InstanceArn": properties["InstanceArn"], "PermissionSetArn": arn}


def _settings(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {parameter: properties[name] for name, parameter in SETTINGS.items() if name in properties}


def _change_policies(sso: Any, named: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    _change_managed_policies(sso, named, after.get("ManagedPolicies", []))
    references = "CustomerManagedPolicyReferences"
    removed, added = differences(before.get(references, []), after.get(references, []))
    for reference in removed:
        sso.detach_customer_managed_policy_reference_from_permission_set(
            **named, CustomerManagedPolicyReference=reference
        )
    for reference in added:
        sso.attach_customer_managed_policy_reference_to_permission_set(
            **named, CustomerManagedPolicyReference=reference
        )
    if "InlinePolicy" in after:
        sso.put_inline_policy_to_permission_set(**named, InlinePolicy=policy_text(after["InlinePolicy"]))
    elif "InlinePolicy" in before:
        sso.delete_inline_policy_from_permission_set(**named)
    if changed(before, after, "PermissionsBoundary"):
        if "PermissionsBoundary" in after:
            sso.put_permissions_boundary_to_permission_set(**named, PermissionsBoundary=after["PermissionsBoundary"])
        else:
            sso.delete_permissions_boundary_from_permission_set(**named)


def _change_managed_policies(sso: Any, named: Mapping[str, str], wanted: list[str]) -> None:
    """Nothing is taken away where none is wanted any more: ManagedPolicyAttachmentProxy.java."""
    if not wanted:
        return
    listed = sso.list_managed_policies_in_permission_set(**named)["AttachedManagedPolicies"]
    removed, added = differences([each["Arn"] for each in listed], wanted)
    for arn in removed:
        sso.detach_managed_policy_from_permission_set(**named, ManagedPolicyArn=arn)
    for arn in added:
        sso.attach_managed_policy_to_permission_set(**named, ManagedPolicyArn=arn)
