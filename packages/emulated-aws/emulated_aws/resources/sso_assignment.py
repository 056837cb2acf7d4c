from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType

IDENTIFIER = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")


class SsoAssignment(ResourceType):
    """As its handler: aws-sso-assignment in aws-cloudformation/aws-cloudformation-resource-providers-sso."""

    name = "AWS::SSO::Assignment"
    required = known = replaced_by = frozenset(IDENTIFIER)

    def create(self, request: Request) -> PhysicalResource:
        sso, properties = request.client("sso-admin"), request.properties
        if _is_there(sso, properties):
            raise ResourceFailure("Assignment already exists. Can't process creation.")
        status = sso.create_account_assignment(**properties)["AccountAssignmentCreationStatus"]
        require_success(status)
        return PhysicalResource("|".join(properties[each] for each in IDENTIFIER))

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        sso, properties = request.client("sso-admin"), request.properties
        if _is_there(sso, properties):
            require_success(sso.delete_account_assignment(**properties)["AccountAssignmentDeletionStatus"])


def require_success(status: Mapping[str, Any]) -> None:
    if status["Status"] != "SUCCEEDED":
        raise ResourceFailure(f"Request {status['RequestId']} failed due to: {status['FailureReason']}")


def _is_there(sso: Any, properties: Mapping[str, Any]) -> bool:
    listed = sso.list_account_assignments(
        InstanceArn=properties["InstanceArn"],
        AccountId=properties["TargetId"],
        PermissionSetArn=properties["PermissionSetArn"],
    )["AccountAssignments"]
    principal = ("PrincipalType", "PrincipalId")
    return any(all(each[name] == properties[name] for name in principal) for each in listed)
