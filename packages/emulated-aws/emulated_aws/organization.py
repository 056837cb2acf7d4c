"""The organization as StackSets sees it: which accounts are under a unit, and who may act for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.organizations.models import OrganizationsBackend, organizations_backends

STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"


@dataclass(frozen=True)
class Organization:
    backend: OrganizationsBackend

    @property
    def management_account(self) -> str:
        return self.backend.account_id

    @property
    def root_id(self) -> str:
        assert self.backend.org is not None
        return self.backend.org.root_id

    def account(self, account_id: str) -> Any:
        return self.backend.get_account_by_id(account_id)

    def has_unit(self, unit_id: str) -> bool:
        return any(unit.id == unit_id for unit in self.backend.ou)

    def chain(self, unit_id: str) -> list[str]:
        """The unit and everything above it, up to the root."""
        parents = {unit.id: unit.parent_id for unit in self.backend.ou}
        chain = [unit_id]
        while parent := parents.get(chain[-1]):
            chain.append(parent)
        return chain

    def accounts_under(self, unit_id: str) -> list[str]:
        """At any depth, without the management account, which StackSets never reaches."""
        return [
            account.id
            for account in self.backend.accounts
            if account.id != self.management_account and unit_id in self.chain(account.parent_id)
        ]

    def has_account(self, account_id: str) -> bool:
        return any(account.id == account_id for account in self.backend.accounts)

    def is_suspended(self, account_id: str) -> bool:
        """Also one that is closed or is being closed, in which nobody can do anything either."""
        return bool(self.account(account_id).status != "ACTIVE")

    def is_delegated_administrator(self, account_id: str, service_principal: str | None = None) -> bool:
        return any(
            administrator.account.id == account_id
            and (service_principal is None or service_principal in administrator.services)
            for administrator in self.backend.admins
        )


def organization_of(account_id: str, partition: str) -> Organization | None:
    """The organization that this account manages or is a member of."""
    own = organizations_backends[account_id][partition]
    if own.org is not None:
        return Organization(own)
    if account_id in organizations_backends.master_accounts:
        management_account, its_partition = organizations_backends.master_accounts[account_id]
        return Organization(organizations_backends[management_account][its_partition])
    return None


def is_usable(account_id: str) -> bool:
    """False for an account that its organization has closed, or AWS has suspended."""
    if account_id not in organizations_backends.master_accounts:
        return True
    management_account, partition = organizations_backends.master_accounts[account_id]
    members = organizations_backends[management_account][partition].accounts
    return all(member.status == "ACTIVE" for member in members if member.id == account_id)


Movement = Callable[[Organization, str, "str | None", "str | None"], None]
"""Told the organization, the account, the unit that it left and the unit that it entered."""

observers: list[Movement] = []
"""Who wants to know when an account enters or leaves a unit: StackSets."""


def announce(organization: Organization, account_id: str, left: str | None, entered: str | None) -> None:
    for observer in observers:
        observer(organization, account_id, left, entered)
