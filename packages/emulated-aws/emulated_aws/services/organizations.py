"""AWS Organizations: seen from a delegated administrator, closed to other members, and watched by StackSets.

moto shows every member an empty organization and lets any account change its own.
"""

from __future__ import annotations

from typing import Any

import moto.organizations.urls
from moto.core.exceptions import JsonRESTError
from moto.organizations import utils
from moto.organizations.exceptions import (
    AWSOrganizationsNotInUseException,
    ConstraintViolationException,
    PolicyTypeNotEnabledException,
)
from moto.organizations.models import (
    FakeAccount,
    FakeDelegatedAdministrator,
    FakeOrganization,
    OrganizationsBackend,
    organizations_backends,
)
from moto.organizations.responses import OrganizationsResponse
from moto.organizations.utils import DEFAULT_RCP_POLICY_ID, DEFAULT_SCP_POLICY_ID

from ..organization import STACK_SETS_PRINCIPAL, announce, organization_of
from ..trusted_access import has_trusted_access
from .account_creation import REFUSALS, Creations, orders
from .replacement import replace_in

STATUSES = {"ACTIVE": "ACTIVE", "PENDING_CLOSURE": "PENDING_CLOSURE", "SUSPENDED": "SUSPENDED", "CLOSED": "SUSPENDED"}
"""The Status, retired in September 2026, of an account in each State.

SUSPENDED is what AWS did to the account; CLOSED is for 90 days what CloseAccount did, whose Status is SUSPENDED too:
docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html, API_CloseAccount.
"""
DEFAULTS = frozenset({DEFAULT_RCP_POLICY_ID, DEFAULT_SCP_POLICY_ID})
REGIONS_OF_ORGANIZATIONS = {"aws": "us-east-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}
"""Where the organizations API of a partition is."""
FOR_EVERY_MEMBER = frozenset({"CreateOrganization", "DescribeOrganization"})


class AccessDenied(JsonRESTError):
    def __init__(self) -> None:
        super().__init__("AccessDeniedException", "You don't have permissions to access this resource.")


class AccountWithId(FakeAccount):
    """moto chooses an id while it makes the account and its access role; this one has its id already."""

    def __init__(self, organization: FakeOrganization, account_id: str, **kwargs: Any) -> None:
        self._account_id = account_id
        super().__init__(organization, **kwargs)

    @property
    def id(self) -> str:
        return self._account_id

    @id.setter
    def id(self, chosen: str) -> None:
        """The given id stays."""


class StrictOrganizations(OrganizationsBackend):
    """Announces every account that enters or leaves an organizational unit."""

    @property
    def _url_module(self) -> Any:
        return moto.organizations.urls

    def create_organization_with_ids(self, organization_id: str, root_id: str) -> None:
        """moto invents the ids; those of a configuration must be the ones that are found."""
        self.create_organization(region=REGIONS_OF_ORGANIZATIONS[self.partition])
        assert self.org is not None
        self.org.id, self.org.root_id = organization_id, root_id
        root, manager = self.ou[0], self.accounts[0]
        root.id = manager.parent_id = root_id
        root.organization_id = manager.organization_id = organization_id
        organizations_backends.master_accounts[self.account_id] = (self.account_id, self.partition)

    def forget_organization(self) -> None:
        for account in self.accounts:
            organizations_backends.master_accounts.pop(account.id, None)
        self._reset()

    def create_account_with_id(self, account_id: str, name: str, parent: str) -> None:
        """Nobody is told: the caller decides whether the account was always there or entered just now."""
        assert self.org is not None
        account = AccountWithId(self.org, account_id, AccountName=name, Email=f"{account_id}@example.com")
        account.parent_id = parent
        self.accounts.append(account)
        for policy_id in (DEFAULT_SCP_POLICY_ID, DEFAULT_RCP_POLICY_ID):
            self.attach_policy(PolicyId=policy_id, TargetId=account_id)
        organizations_backends.master_accounts[account_id] = (self.account_id, self.partition)

    def _reset(self) -> None:
        super()._reset()
        self._creations = Creations()

    def create_account(self, **kwargs: Any) -> dict[str, Any]:
        """API_CreateAccount."""
        if self.org is None:
            raise AWSOrganizationsNotInUseException

        def make() -> str:
            super(StrictOrganizations, self).create_account(**kwargs)
            account = self.accounts[-1]
            self._announce(account, None, account.parent_id)
            return str(account.id)

        return self._creations.begin(kwargs["AccountName"], kwargs["Email"], make)

    def describe_create_account_status(self, **kwargs: Any) -> dict[str, Any]:
        return self._creations.describe(kwargs["CreateAccountRequestId"], self._has_email)

    def list_create_account_status(self, **kwargs: Any) -> dict[str, Any]:
        return self._creations.list(kwargs, self._has_email)

    def _has_email(self, email: str) -> bool:
        """An account that is closed keeps its address."""
        return any(account.email.lower() == email.lower() for account in self.accounts)

    def move_account(self, **kwargs: Any) -> None:
        """API_MoveAccount."""
        if orders.collisions > 0:
            orders.collisions -= 1
            raise JsonRESTError("ConcurrentModificationException", REFUSALS["ConcurrentModificationException"])
        account: FakeAccount = self.get_account_by_id(kwargs["AccountId"])
        left, entered = account.parent_id, kwargs["DestinationParentId"]
        if kwargs["SourceParentId"] != left:
            raise JsonRESTError(
                "SourceParentNotFoundException", "You specified a source parent that is not the account's parent."
            )
        if all(unit.id != entered for unit in self.ou):
            raise JsonRESTError(
                "DestinationParentNotFoundException", "You specified a destination parent that doesn't exist."
            )
        if entered == left:
            raise JsonRESTError("DuplicateAccountException", "The account is in the destination parent already.")
        super().move_account(**kwargs)
        self._announce(account, left, account.parent_id)

    def close_account(self, **kwargs: Any) -> None:
        """At once, where AWS takes minutes in which the state is PENDING_CLOSURE."""
        if kwargs["AccountId"] == self.account_id:
            raise ConstraintViolationException("You can't close the management account with this API.")
        super().close_account(**kwargs)
        self.set_state(kwargs["AccountId"], "CLOSED")

    def set_state(self, account_id: str, state: str) -> None:
        account: FakeAccount = self.get_account_by_id(account_id)
        account.state, account.status = state, STATUSES[state]

    def remove_account_from_organization(self, **kwargs: str) -> None:
        """API_RemoveAccountFromOrganization."""
        account: FakeAccount = self.get_account_by_id(kwargs["AccountId"])
        if account.id == self.account_id:
            raise JsonRESTError(
                "MasterCannotLeaveOrganizationException", "You can't remove a management account from an organization."
            )
        if any(administrator.account.id == account.id for administrator in self.admins):
            raise ConstraintViolationException("You cannot remove a delegated administrator from an organization.")
        self._announce(account, account.parent_id, None)
        super().remove_account_from_organization(**kwargs)

    def register_delegated_administrator(self, **kwargs: str) -> None:
        """API_RegisterDelegatedAdministrator: SERVICE_ACCESS_NOT_ENABLED."""
        if kwargs["ServicePrincipal"] == STACK_SETS_PRINCIPAL and not has_trusted_access(self.account_id):
            raise ConstraintViolationException(
                "You attempted to register a delegated administrator before you enabled service access. "
                "Call the EnableAWSServiceAccess API first."
            )
        super().register_delegated_administrator(**kwargs)

    def delete_organizational_unit(self, **kwargs: Any) -> None:
        """API_DeleteOrganizationalUnit."""
        unit = kwargs["OrganizationalUnitId"]
        if unit in {each.parent_id for each in self.accounts} | {each.parent_id for each in self.ou}:
            raise JsonRESTError(
                "OrganizationalUnitNotEmptyException", "The specified OU is not empty. Move its accounts and OUs first."
            )
        super().delete_organizational_unit(**kwargs)

    def attach_policy(self, **kwargs: Any) -> None:
        policy = self.get_policy_by_id(kwargs["PolicyId"])
        enabled = {each["Type"] for unit in self.ou for each in getattr(unit, "policy_types", [])}
        if not policy.aws_managed and policy.id not in DEFAULTS and policy.type not in enabled:
            raise PolicyTypeNotEnabledException
        super().attach_policy(**kwargs)

    def _announce(self, account: FakeAccount, left: str | None, entered: str | None) -> None:
        organization = organization_of(self.account_id, self.partition)
        assert organization is not None
        announce(organization, account.id, left, entered)


def _backend_for_caller(response: OrganizationsResponse) -> OrganizationsBackend:
    """A delegated administrator reads the organization of its management account; nobody else reads or writes it."""
    own = organizations_backends[response.current_account][response.partition]
    action = response._get_action()
    if own.org is not None or action in FOR_EVERY_MEMBER:
        return own
    organization = organization_of(response.current_account, response.partition)
    if organization is None:
        return own
    reads = action.startswith(("Describe", "List"))
    if reads and organization.is_delegated_administrator(response.current_account):
        return organization.backend
    raise AccessDenied


def install() -> None:
    organizations_backends.backend = StrictOrganizations
    # moto knows the ids that it invents, and AWS's are of 4 to 32 characters (API_Root, API_OrganizationalUnit).
    replace_in(utils, ROOT_ID_REGEX=r"r-[0-9a-z]{4,32}", OU_ID_REGEX=r"ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}")
    replace_in(OrganizationsResponse, organizations_backend=property(_backend_for_caller))
    if STACK_SETS_PRINCIPAL not in FakeDelegatedAdministrator.SUPPORTED_SERVICES:
        FakeDelegatedAdministrator.SUPPORTED_SERVICES.append(STACK_SETS_PRINCIPAL)
