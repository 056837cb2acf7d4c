"""The roles that IAM Identity Center makes in an account, which nobody else may change.

docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html and identity-center-and-iam-roles.html
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.core.exceptions import ServiceException
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse

from .replacement import replace_in

PATH = "/aws-reserved/sso.amazonaws.com/"
WITHOUT_REGION = "us-east-1"
INLINE_POLICY = "AwsSSOInlinePolicy"
LONGEST_SESSION = 43_200

CHANGES = (
    "add_role_to_instance_profile",
    "attach_role_policy",
    "delete_role",
    "delete_role_permissions_boundary",
    "delete_role_policy",
    "detach_role_policy",
    "put_role_permissions_boundary",
    "put_role_policy",
    "tag_role",
    "untag_role",
    "update_assume_role_policy",
    "update_role",
    "update_role_description",
)


class UnmodifiableEntity(ServiceException):
    """The words are those of repost.aws/knowledge-center/identity-center-aws-reserved-sso."""

    code = "UnmodifiableEntity"

    def __init__(self, role_name: str) -> None:
        super().__init__(
            f"Cannot perform the operation on the protected role '{role_name}' - this role is only modifiable by AWS"
        )


@dataclass(frozen=True)
class Worn:
    """What a permission set lets its role wear in an account."""

    managed_policies: tuple[str, ...]
    boundary: str | None
    inline_policy: str


def make(iam: IAMBackend, region: str, permission_set: str, worn: Worn) -> str:
    """Makes the role, with a suffix that no role before it had; nothing is left of one that cannot wear it all."""
    region_path = "" if region == WITHOUT_REGION else f"{region}/"
    name = f"AWSReservedSSO_{permission_set}_{secrets.token_hex(8)}"
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": _saml_provider(iam)},
                "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
            }
        ],
    }
    iam.create_role(name, json.dumps(trust), f"{PATH}{region_path}", worn.boundary, "", [], str(LONGEST_SESSION))
    try:
        wear(iam, name, worn)
    except ServiceException:
        remove(iam, name)
        raise
    return name


def wear(iam: IAMBackend, name: str, worn: Worn) -> None:
    """Brings a role to what its permission set says; it takes on before it puts off."""
    role = iam.get_role(name)
    if worn.boundary is None:
        role.permissions_boundary_arn = None
    elif worn.boundary != role.permissions_boundary_arn:
        iam.put_role_permissions_boundary(name, worn.boundary)
    for arn in worn.managed_policies:
        if arn not in role.managed_policies:
            iam.attach_role_policy(arn, name)
    for arn in [each for each in role.managed_policies if each not in worn.managed_policies]:
        iam.detach_role_policy(arn, name)
    if worn.inline_policy:
        iam.put_role_policy(name, INLINE_POLICY, worn.inline_policy)
    elif INLINE_POLICY in role.policies:
        iam.delete_role_policy(name, INLINE_POLICY)


def remove(iam: IAMBackend, name: str) -> None:
    wear(iam, name, Worn((), None, ""))
    iam.delete_role(name)


def _saml_provider(iam: IAMBackend) -> str:
    """The provider of the account, which Identity Center makes with the first role."""
    for provider in iam.saml_providers.values():
        if provider.name.startswith("AWSSSO_"):
            return str(provider.arn)
    name = f"AWSSSO_{secrets.token_hex(8)}_DO_NOT_DELETE"
    return str(iam.create_saml_provider(name, "<EntityDescriptor/>").arn)


def _unless_reserved(change: Callable[[IamResponse], Any]) -> Callable[[IamResponse], Any]:
    def changed(response: IamResponse) -> Any:
        name = response._get_param("RoleName")
        if any(role.name == name and role.path.startswith(PATH) for role in response.backend.get_roles()):
            raise UnmodifiableEntity(name)
        return change(response)

    return changed


def install() -> None:
    """IAM's API refuses; Identity Center reaches the roles behind it."""
    replace_in(IamResponse, **{name: _unless_reserved(getattr(IamResponse, name)) for name in CHANGES})
