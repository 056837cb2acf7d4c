"""IAM: refusals that moto leaves out, permissions boundaries of users, and the managed policies of AWS.

A bootstrap depends on these refusals: a boundary must exist before a role has it, and a policy that is a boundary
cannot be deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import moto.iam.urls
from moto.core.responses import ActionResult, EmptyResult
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.exceptions import DeleteConflictException, EntityAlreadyExists, LimitExceededException, NoSuchEntity
from moto.iam.models import (
    AWSManagedPolicy,
    Group,
    IAMBackend,
    InstanceProfile,
    ManagedPolicy,
    Role,
    User,
    iam_backends,
)
from moto.iam.responses import IamResponse

from .replacement import add_to, replace_in
from .sign_ins import SignIns

MOST_ATTACHED = 10
LONGEST_MANAGED_POLICY = 6_144
LONGEST_TRUST_POLICY = 2_048


class StrictIam(SignIns):
    @property
    def _url_module(self) -> Any:
        return moto.iam.urls

    def _init_managed_policies(self) -> dict[str, ManagedPolicy]:
        return _ManagedPolicies(self)

    def create_role(
        self,
        role_name: str,
        assume_role_policy_document: str,
        path: str,
        permissions_boundary: str | None,
        *args: Any,
        **kwargs: Any,
    ) -> Role:
        self.require_boundary(permissions_boundary)
        _require_free("Role", role_name, (role.name for role in self.roles.values()))
        _require_length(assume_role_policy_document, LONGEST_TRUST_POLICY, "ACLSizePerRole")
        return super().create_role(role_name, assume_role_policy_document, path, permissions_boundary, *args, **kwargs)

    def update_assume_role_policy(self, role_name: str, policy_document: str) -> None:
        _require_length(policy_document, LONGEST_TRUST_POLICY, "ACLSizePerRole")
        super().update_assume_role_policy(role_name, policy_document)

    def put_role_permissions_boundary(self, role_name: str, permissions_boundary: str) -> None:
        self.require_boundary(permissions_boundary)
        super().put_role_permissions_boundary(role_name, permissions_boundary)

    def put_user_permissions_boundary(self, user_name: str, permissions_boundary: str) -> None:
        self.require_boundary(permissions_boundary)
        _set_boundary(self.get_user(user_name), permissions_boundary)

    def delete_user_permissions_boundary(self, user_name: str) -> None:
        _set_boundary(self.get_user(user_name), None)

    def attach_role_policy(self, policy_arn: str, role_name: str) -> None:
        _require_room(self.get_role(role_name), policy_arn, "PoliciesPerRole")
        self.get_policy(policy_arn)
        super().attach_role_policy(policy_arn, role_name)

    def attach_group_policy(self, policy_arn: str, group_name: str) -> None:
        _require_room(self.get_group(group_name), policy_arn, "PoliciesPerGroup")
        self.get_policy(policy_arn)
        super().attach_group_policy(policy_arn, group_name)

    def attach_user_policy(self, policy_arn: str, user_name: str) -> None:
        _require_room(self.get_user(user_name), policy_arn, "PoliciesPerUser")
        self.get_policy(policy_arn)
        super().attach_user_policy(policy_arn, user_name)

    def create_policy(
        self, description: str, path: str, policy_document: str, policy_name: str, *args: Any, **kwargs: Any
    ) -> ManagedPolicy:
        if _taken(policy_name, (each.name for arn, each in self.managed_policies.items() if ":iam::aws:" not in arn)):
            raise EntityAlreadyExists(f"A policy called {policy_name} already exists. Duplicate names are not allowed.")
        _require_length(policy_document, LONGEST_MANAGED_POLICY, "PolicySize")
        return super().create_policy(description, path, policy_document, policy_name, *args, **kwargs)

    def create_user(self, region_name: str, user_name: str, *args: Any, **kwargs: Any) -> User:
        _require_free("User", user_name, self.users)
        return super().create_user(region_name, user_name, *args, **kwargs)

    def create_group(self, group_name: str, *args: Any, **kwargs: Any) -> Group:
        _require_free("Group", group_name, self.groups)
        return super().create_group(group_name, *args, **kwargs)

    def create_instance_profile(self, name: str, *args: Any, **kwargs: Any) -> InstanceProfile:
        _require_free("Instance Profile", name, self.instance_profiles)
        return super().create_instance_profile(name, *args, **kwargs)

    def create_policy_version(self, policy_arn: str, policy_document: str, set_as_default: bool) -> Any:
        _require_length(policy_document, LONGEST_MANAGED_POLICY, "PolicySize")
        return super().create_policy_version(policy_arn, policy_document, set_as_default)

    def get_policy(self, policy_arn: str) -> ManagedPolicy:
        if policy_arn not in self.managed_policies:
            raise NoSuchEntity(f"Policy {policy_arn} does not exist or is not attachable.")
        return self.managed_policies[policy_arn]

    def delete_policy(self, policy_arn: str) -> None:
        policy = self.get_policy(policy_arn)
        if policy.attachment_count or policy_arn in self.boundaries_in_use():
            raise DeleteConflictException("Cannot delete a policy attached to entities.")
        if len(policy.versions) > 1:
            raise DeleteConflictException(
                "This policy has more than one version. "
                "Before you delete a policy, you must delete the policy's versions."
            )
        super().delete_policy(policy_arn)

    def delete_user(self, user_name: str) -> None:
        user = self.get_user(user_name)
        if any(user in group.users for group in self.groups.values()):
            raise DeleteConflictException("Cannot delete entity, must remove users from group first.")
        if user.access_keys:
            raise DeleteConflictException("Cannot delete entity, must delete access keys first.")
        if user.signing_certificates:
            raise DeleteConflictException("Cannot delete entity, must delete signing certificates first.")
        super().delete_user(user_name)

    def delete_group(self, group_name: str) -> None:
        group = self.get_group(group_name)
        if group.users:
            raise DeleteConflictException("Cannot delete entity, must remove users from group first.")
        if group.managed_policies or group.policies:
            raise DeleteConflictException("Cannot delete entity, must detach all policies first.")
        super().delete_group(group_name)

    def boundaries_in_use(self) -> Iterator[str]:
        for role in self.roles.values():
            if role.permissions_boundary_arn:
                yield role.permissions_boundary_arn
        for user in self.users.values():
            boundary = getattr(user, "permissions_boundary", None)
            if boundary:
                yield boundary["PermissionsBoundaryArn"]

    def require_boundary(self, arn: str | None) -> None:
        if arn and arn not in self.managed_policies:
            raise NoSuchEntity(f"Scope ARN: {arn} does not exist or is not attachable.")


class _ManagedPolicies(dict[str, ManagedPolicy]):
    """AWS's own policies are made when one is asked for: all of them, in every account, would take a second each."""

    def __init__(self, iam: IAMBackend) -> None:
        super().__init__()
        self._iam = iam

    def __contains__(self, arn: object) -> bool:
        return super().__contains__(arn) or self._load(str(arn))

    def __missing__(self, arn: str) -> ManagedPolicy:
        if self._load(arn):
            return self[arn]
        raise KeyError(arn)

    def _load(self, arn: str) -> bool:
        if ":iam::aws:policy/" not in arn:
            return False
        name = arn.rsplit("/", maxsplit=1)[-1]
        if name not in _of_aws():
            return False
        policy = AWSManagedPolicy.from_data(name, self._iam.account_id, self._iam.region_name, _of_aws()[name])
        if policy.arn == arn:
            self[arn] = policy
        return policy.arn == arn


@lru_cache(maxsize=1)
def _of_aws() -> dict[str, Any]:
    policies: dict[str, Any] = json.loads(aws_managed_policies_data)
    return policies


def _set_boundary(user: User, arn: str | None) -> None:
    boundary = {"PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": arn} if arn else None
    vars(user)["permissions_boundary"] = boundary


def _taken(name: str, names: Iterable[str]) -> bool:
    """Names of one kind are unique in the account, at any path and in any case (IAM's guide, reference_iam-quotas)."""
    return name.lower() in (each.lower() for each in names)


def _require_free(kind: str, name: str, names: Iterable[str]) -> None:
    if _taken(name, names):
        raise EntityAlreadyExists(f"{kind} with name {name} already exists.")


def _require_length(document: str, longest: int, quota: str) -> None:
    """AWS does not count white space."""
    length = len("".join(document.split()))
    if length > longest:
        raise LimitExceededException(f"Cannot exceed quota for {quota}: {longest}")


def _require_room(who: Role | Group | User, arn: str, quota: str) -> None:
    if arn not in who.managed_policies and len(who.managed_policies) >= MOST_ATTACHED:
        raise LimitExceededException(f"Cannot exceed quota for {quota}: {MOST_ATTACHED}")


def _strict(response: IamResponse) -> StrictIam:
    assert isinstance(response.backend, StrictIam)
    return response.backend


_create_user = IamResponse.create_user


def _create_user_with_boundary(response: IamResponse) -> ActionResult:
    iam, boundary = _strict(response), response._get_param("PermissionsBoundary")
    iam.require_boundary(boundary)
    result = _create_user(response)
    if boundary:
        iam.put_user_permissions_boundary(response._get_param("UserName"), boundary)
    return result


def _put_user_permissions_boundary(response: IamResponse) -> ActionResult:
    _strict(response).put_user_permissions_boundary(
        response._get_param("UserName"), response._get_param("PermissionsBoundary")
    )
    return EmptyResult()


def _delete_user_permissions_boundary(response: IamResponse) -> ActionResult:
    _strict(response).delete_user_permissions_boundary(response._get_param("UserName"))
    return EmptyResult()


def install() -> None:
    iam_backends.backend = StrictIam
    replace_in(IamResponse, create_user=_create_user_with_boundary)
    add_to(
        IamResponse,
        put_user_permissions_boundary=_put_user_permissions_boundary,
        delete_user_permissions_boundary=_delete_user_permissions_boundary,
    )
