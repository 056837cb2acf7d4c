"""IAM Identity Center: one instance of the organization, and what an assignment does in an account.

moto keeps permission sets and assignments and does nothing with them. Provisioning is asynchronous on AWS; here it is
done when the call returns, and how it ended is asked for as on AWS.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import moto.ssoadmin.urls
from moto.core.exceptions import JsonRESTError, ServiceException
from moto.core.utils import unix_time
from moto.iam.models import IAMBackend, iam_backends
from moto.ssoadmin.exceptions import ConflictException, ResourceNotFoundException
from moto.ssoadmin.models import Instance, PermissionSet, SSOAdminBackend

from ..organization import organization_of
from . import reserved_roles

NAME = re.compile(r"[\w+=,.@-]{1,32}")
"""API_CreatePermissionSet."""
STATUS_OF = {"NoSuchEntity": HTTPStatus.NOT_FOUND, "LimitExceeded": HTTPStatus.CONFLICT}


class ValidationException(JsonRESTError):
    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message)


@dataclass(frozen=True)
class Provisioning:
    """What became of a request to assign, to end an assignment or to provision."""

    id: str
    failure: str | None
    about: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        ended = {"Status": "SUCCEEDED"} if self.failure is None else {"Status": "FAILED", "FailureReason": self.failure}
        return {"RequestId": self.id, "CreatedDate": unix_time(), **self.about, **ended}


class IdentityCenter(SSOAdminBackend):
    """That of the management account in the Region of the instance; elsewhere there is none."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.instances.clear()
        self.requests: dict[str, Provisioning] = {}
        self._roles: dict[tuple[str, str], str] = {}
        """The name of the role of a permission set in an account."""

    @property
    def _url_module(self) -> Any:
        return moto.ssoadmin.urls

    def enable(self, instance_arn: str) -> None:
        instance = Instance(self.account_id, self.region_name)
        instance.instance_arn = instance_arn
        self.instances.append(instance)

    def create_permission_set(self, name: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        instance = kwargs.get("instance_arn") or args[1]
        self._require_instance(instance)
        if not NAME.fullmatch(name):
            raise ValidationException(f"the name {name!r} does not match {NAME.pattern}")
        if any(each.name == name and each.instance_arn == instance for each in self.permission_sets):
            raise ConflictException(f"PermissionSet with name {name} already exists.")
        super().create_permission_set(name, *args, **kwargs)
        made = self.permission_sets[-1]
        made.permission_set_arn = f"{instance.replace(':instance/', ':permissionSet/')}/ps-{secrets.token_hex(8)}"
        return made.to_json(include_creation_date=True)

    def permission_set(self, instance_arn: str, permission_set_arn: str) -> PermissionSet:
        return self._find_permission_set(instance_arn, permission_set_arn)

    def delete_permission_set(self, instance_arn: str, permission_set_arn: str) -> dict[str, Any]:
        """Not one that is assigned: API_DeletePermissionSet and userguide/howtoremovepermissionset.html."""
        self.permission_set(instance_arn, permission_set_arn)
        if any(each.permission_set_arn == permission_set_arn for each in self.account_assignments):
            raise ConflictException(f"PermissionSet with ARN {permission_set_arn} is assigned to an account.")
        return super().delete_permission_set(instance_arn, permission_set_arn)

    def assign(self, assignment: dict[str, str]) -> Provisioning:
        """API_CreateAccountAssignment: the permission set is provisioned to the account with it.

        "IAM Identity Center fails to assign the permission set if the policy doesn't exist" (userguide/howtocmp.html).
        """
        wanted = self._find_permission_set(assignment["InstanceArn"], assignment["PermissionSetArn"])
        failure = None
        if not self._is_assigned(assignment):
            failure = self._provision(wanted, assignment["TargetId"])
            if failure is None:
                super().create_account_assignment(**_arguments(assignment))
        return self._ended(failure, assignment)

    def unassign(self, assignment: dict[str, str]) -> Provisioning:
        """API_DeleteAccountAssignment. The role goes with the last of its set in the account.

        userguide/referencingpermissionsets.html: "If you delete all assignments to this permission set in the AWS
        account, the corresponding role that IAM Identity Center created is also deleted."
        """
        super().delete_account_assignment(**_arguments(assignment))
        key = (assignment["PermissionSetArn"], assignment["TargetId"])
        if all((each.permission_set_arn, each.target_id) != key for each in self.account_assignments):
            reserved_roles.remove(self._iam(key[1]), self._roles.pop(key))
        return self._ended(None, assignment)

    def provision(self, instance_arn: str, permission_set_arn: str, accounts: Iterable[str] | None) -> Provisioning:
        """API_ProvisionPermissionSet: to one account, or to all that have its role. Every one of them is tried."""
        wanted = self._find_permission_set(instance_arn, permission_set_arn)
        failures = [
            failure
            for account in (self.provisioned(permission_set_arn) if accounts is None else accounts)
            if (failure := self._provision(wanted, account)) is not None
        ]
        return self._ended(failures[0] if failures else None, {"PermissionSetArn": permission_set_arn})

    def provisioned(self, permission_set_arn: str) -> list[str]:
        return [account for arn, account in self._roles if arn == permission_set_arn]

    def _provision(self, wanted: PermissionSet, account: str) -> str | None:
        """Why it failed, if it did."""
        organization = organization_of(self.account_id, self.partition)
        if organization is None or not organization.has_account(account):
            return f"Received a 404 status error: {account} is not an account of the organization"
        iam, key = self._iam(account), (wanted.permission_set_arn, account)
        worn = _worn(wanted, account, self.partition)
        try:
            if key in self._roles:
                reserved_roles.wear(iam, self._roles[key], worn)
            else:
                self._roles[key] = reserved_roles.make(iam, self.region_name, wanted.name, worn)
        except ServiceException as error:
            status = STATUS_OF.get(str(getattr(error, "code", "")), HTTPStatus.BAD_REQUEST)
            return f"Received a {status.value} status error: {error.message}"
        return None

    def _iam(self, account: str) -> IAMBackend:
        return iam_backends[account][self.partition]

    def _ended(self, failure: str | None, about: dict[str, Any]) -> Provisioning:
        request = Provisioning(str(uuid4()), failure, about)
        self.requests[request.id] = request
        return request

    def _is_assigned(self, assignment: dict[str, str]) -> bool:
        return any(each.to_json() == _without_instance(assignment) for each in self.account_assignments)

    def _require_instance(self, arn: str) -> None:
        if all(each.instance_arn != arn for each in self.instances):
            raise ResourceNotFoundException(f"Could not find Instance with ARN {arn}")


def _worn(wanted: PermissionSet, account: str, partition: str) -> reserved_roles.Worn:
    """Policies of the account are known by name and path: API_CustomerManagedPolicyReference."""

    def of_account(name: str, path: str) -> str:
        return f"arn:{partition}:iam::{account}:policy{path}{name}"

    policies = [each.arn for each in wanted.managed_policies]
    policies += [of_account(each.name, each.path) for each in wanted.customer_managed_policies]
    boundary = boundary_of(wanted)
    if boundary is None:
        return reserved_roles.Worn(tuple(policies), None, wanted.inline_policy)
    reference = boundary.get("CustomerManagedPolicyReference")
    arn = of_account(reference["Name"], reference.get("Path", "/")) if reference else str(boundary["ManagedPolicyArn"])
    return reserved_roles.Worn(tuple(policies), arn, wanted.inline_policy)


def boundary_of(permission_set: PermissionSet) -> dict[str, Any] | None:
    """The boundary of a permission set, of which moto knows nothing."""
    return getattr(permission_set, "permissions_boundary", None)


def _without_instance(assignment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in assignment.items() if name != "InstanceArn"}


def _arguments(assignment: dict[str, str]) -> dict[str, str]:
    return {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): value for name, value in assignment.items()}
