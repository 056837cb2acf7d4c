"""The API of IAM Identity Center: moto's and what moto lacks, for those who administer the organization's instance."""

from __future__ import annotations

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.organizations.models import FakeDelegatedAdministrator
from moto.ssoadmin.exceptions import ResourceNotFoundException
from moto.ssoadmin.models import PermissionSet, ssoadmin_backends
from moto.ssoadmin.responses import SSOAdminResponse

from ..organization import organization_of
from . import reserved_roles
from .identity_center import IdentityCenter, boundary_of
from .replacement import add_to, replace_in

PRINCIPAL = "sso.amazonaws.com"
"""Of which another account can be the delegated administrator: userguide/delegated-admin.html."""
ASSIGNMENT = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")


class AccessDenied(JsonRESTError):
    def __init__(self) -> None:
        super().__init__("AccessDeniedException", "You do not have sufficient access to perform this action.")


def _backend(response: SSOAdminResponse) -> IdentityCenter:
    """That of the organization, for its management account and for the delegated administrator of Identity Center."""
    account, region = response.current_account, response.region
    organization = organization_of(account, response.partition)
    if organization is None:
        raise AccessDenied
    if account != organization.management_account and not organization.is_delegated_administrator(account, PRINCIPAL):
        raise AccessDenied
    backend = ssoadmin_backends[organization.management_account][region]
    assert isinstance(backend, IdentityCenter)
    return backend


def _given(response: SSOAdminResponse, *names: str) -> dict[str, Any]:
    return {name: response._get_param(name) for name in names}


def _create_account_assignment(response: SSOAdminResponse) -> str:
    done = _backend(response).assign(_given(response, *ASSIGNMENT))
    return json.dumps({"AccountAssignmentCreationStatus": done.to_json()})


def _delete_account_assignment(response: SSOAdminResponse) -> str:
    done = _backend(response).unassign(_given(response, *ASSIGNMENT))
    return json.dumps({"AccountAssignmentDeletionStatus": done.to_json()})


def _provision_permission_set(response: SSOAdminResponse) -> str:
    one = response._get_param("TargetId") if response._get_param("TargetType") == "AWS_ACCOUNT" else None
    done = _backend(response).provision(
        response._get_param("InstanceArn"), response._get_param("PermissionSetArn"), None if one is None else [one]
    )
    return json.dumps({"PermissionSetProvisioningStatus": done.to_json()})


def _status(kind: str, parameter: str) -> Any:
    def answer(response: SSOAdminResponse) -> str:
        found = _backend(response).requests.get(response._get_param(parameter))
        if found is None:
            raise ResourceNotFoundException("There is no such request.")
        return json.dumps({kind: found.to_json()})

    return answer


def _list_accounts_for_provisioned_permission_set(response: SSOAdminResponse) -> str:
    return json.dumps({"AccountIds": _backend(response).provisioned(response._get_param("PermissionSetArn"))})


def _permission_set(response: SSOAdminResponse) -> PermissionSet:
    return _backend(response).permission_set(
        response._get_param("InstanceArn"), response._get_param("PermissionSetArn")
    )


def _put_boundary(response: SSOAdminResponse) -> str:
    vars(_permission_set(response))["permissions_boundary"] = response._get_param("PermissionsBoundary")
    return "{}"


def _get_boundary(response: SSOAdminResponse) -> str:
    boundary = boundary_of(_permission_set(response))
    if boundary is None:
        raise ResourceNotFoundException("The permission set has no permissions boundary.")
    return json.dumps({"PermissionsBoundary": boundary})


def _delete_boundary(response: SSOAdminResponse) -> str:
    vars(_permission_set(response))["permissions_boundary"] = None
    return "{}"


def _tagged(response: SSOAdminResponse) -> PermissionSet:
    return _backend(response).permission_set(response._get_param("InstanceArn"), response._get_param("ResourceArn"))


def _tag_resource(response: SSOAdminResponse) -> str:
    tagged = _tagged(response)
    put = {each["Key"]: each for each in response._get_param("Tags")}
    tagged.tags = [each for each in tagged.tags or [] if each["Key"] not in put] + list(put.values())
    return "{}"


def _untag_resource(response: SSOAdminResponse) -> str:
    tagged = _tagged(response)
    tagged.tags = [each for each in tagged.tags or [] if each["Key"] not in response._get_param("TagKeys")]
    return "{}"


def _list_tags_for_resource(response: SSOAdminResponse) -> str:
    return json.dumps({"Tags": _tagged(response).tags or []})


def install() -> None:
    ssoadmin_backends.backend = IdentityCenter
    if PRINCIPAL not in FakeDelegatedAdministrator.SUPPORTED_SERVICES:
        FakeDelegatedAdministrator.SUPPORTED_SERVICES.append(PRINCIPAL)
    reserved_roles.install()
    replace_in(
        SSOAdminResponse,
        ssoadmin_backend=property(_backend),
        create_account_assignment=_create_account_assignment,
        delete_account_assignment=_delete_account_assignment,
        provision_permission_set=_provision_permission_set,
        list_accounts_for_provisioned_permission_set=_list_accounts_for_provisioned_permission_set,
        describe_account_assignment_creation_status=_status(
            "AccountAssignmentCreationStatus", "AccountAssignmentCreationRequestId"
        ),
        describe_account_assignment_deletion_status=_status(
            "AccountAssignmentDeletionStatus", "AccountAssignmentDeletionRequestId"
        ),
    )
    add_to(
        SSOAdminResponse,
        describe_permission_set_provisioning_status=_status(
            "PermissionSetProvisioningStatus", "ProvisionPermissionSetRequestId"
        ),
        put_permissions_boundary_to_permission_set=_put_boundary,
        get_permissions_boundary_for_permission_set=_get_boundary,
        delete_permissions_boundary_from_permission_set=_delete_boundary,
        tag_resource=_tag_resource,
        untag_resource=_untag_resource,
        list_tags_for_resource=_list_tags_for_resource,
    )
