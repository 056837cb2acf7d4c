"""AWS Organizations: seen from a delegated administrator, closed to other members, and watched by StackSets.

moto shows every member an empty organization and lets any account change its own.
"""

from __future__ import annotations

from typing import Any

import moto.organizations.urls
from moto.core.exceptions import JsonRESTError
from moto.organizations.models import (
    FakeAccount,
    FakeDelegatedAdministrator,
    OrganizationsBackend,
    organizations_backends,
)
from moto.organizations.responses import OrganizationsResponse

from ..organization import STACK_SETS_PRINCIPAL, announce, organization_of

FOR_EVERY_MEMBER = frozenset({"CreateOrganization", "DescribeOrganization"})


class AccessDenied(JsonRESTError):
    def __init__(self) -> None:
        super().__init__("AccessDeniedException", "You don't have permissions to access this resource.")


class WatchedOrganizations(OrganizationsBackend):
    """Announces every account that enters or leaves an organizational unit."""

    @property
    def _url_module(self) -> Any:
        return moto.organizations.urls

    def create_account(self, **kwargs: Any) -> dict[str, Any]:
        status = super().create_account(**kwargs)
        account = self.accounts[-1]
        self._announce(account, None, account.parent_id)
        return status

    def move_account(self, **kwargs: Any) -> None:
        account: FakeAccount = self.get_account_by_id(kwargs["AccountId"])
        left = account.parent_id
        if kwargs["SourceParentId"] != left:
            raise JsonRESTError("SourceParentNotFoundException", "You specified a source parent that is not the account's parent.")
        super().move_account(**kwargs)
        self._announce(account, left, account.parent_id)

    def remove_account_from_organization(self, **kwargs: str) -> None:
        account: FakeAccount = self.get_account_by_id(kwargs["AccountId"])
        self._announce(account, account.parent_id, None)
        super().remove_account_from_organization(**kwargs)

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
    raise AccessDenied()


def install() -> None:
    organizations_backends.backend = WatchedOrganizations
    OrganizationsResponse.organizations_backend = property(_backend_for_caller)  # type: ignore[assignment, method-assign]
    if STACK_SETS_PRINCIPAL not in FakeDelegatedAdministrator.SUPPORTED_SERVICES:
        FakeDelegatedAdministrator.SUPPORTED_SERVICES.append(STACK_SETS_PRINCIPAL)
