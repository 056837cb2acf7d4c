"""Which accounts and Regions a deployment target means.

docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html: INTERSECTION is those of the
accounts that belong to the units, DIFFERENCE all others below the units, NONE all, and UNION, the default, all of the
units and the accounts beside; no creation takes a UNION. That an account of a filter which is not below the units is
passed over without a word is what we believe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import ValidationError
from ..organization import Organization
from ..place import Place

FILTERS = ("NONE", "INTERSECTION", "DIFFERENCE")
"""Those of creations, and of the handler of AWS::CloudFormation::StackSet, whatever its schema says (its Validator)."""


@dataclass(frozen=True)
class Target:
    """Organizational units, narrowed by a filter of accounts, in some Regions."""

    units: tuple[str, ...]
    accounts: tuple[str, ...]
    filter: str
    regions: tuple[str, ...]
    overrides: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, Any]:
        """As CreateStackInstances takes it."""
        targets: dict[str, Any] = {"OrganizationalUnitIds": list(self.units)}
        if self.filter != "NONE":
            targets |= {"Accounts": list(self.accounts), "AccountFilterType": self.filter}
        overrides = [{"ParameterKey": key, "ParameterValue": value} for key, value in self.overrides]
        return {
            "DeploymentTargets": targets,
            "Regions": list(self.regions),
            **({"ParameterOverrides": overrides} if overrides else {}),
        }

    @staticmethod
    def parse(
        targets: Mapping[str, Any], regions: Sequence[str], overrides: Sequence[Mapping[str, str]] = ()
    ) -> Target:
        unknown = sorted(set(targets) - {"OrganizationalUnitIds", "Accounts", "AccountFilterType"})
        if unknown:
            raise ValidationError(f"the emulator does not do {unknown[0]} of DeploymentTargets")
        units = tuple(targets.get("OrganizationalUnitIds") or ())
        accounts = tuple(targets.get("Accounts") or ())
        filter_type = targets.get("AccountFilterType", "NONE")
        if not units:
            raise ValidationError(
                "StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target"
            )
        if filter_type not in FILTERS:
            raise ValidationError(f"{filter_type} is not a valid AccountFilterType")
        if (filter_type == "NONE") != (not accounts):
            raise ValidationError(
                "Accounts and an AccountFilterType of INTERSECTION or DIFFERENCE must be given together"
            )
        if not regions:
            raise ValidationError("Regions cannot be empty")
        pairs = tuple((each["ParameterKey"], each["ParameterValue"]) for each in overrides)
        return Target(units, accounts, filter_type, tuple(regions), pairs)

    @staticmethod
    def parse_update(
        targets: Mapping[str, Any], regions: Sequence[str], overrides: Sequence[Mapping[str, str]] = ()
    ) -> Target:
        """Of UpdateStackInstances, which alone takes a UNION, and accounts without units."""
        accounts = tuple(targets.get("Accounts") or ())
        if not accounts or targets.get("AccountFilterType", "UNION") != "UNION":
            return Target.parse(targets, regions, overrides)
        units = tuple(targets.get("OrganizationalUnitIds") or ())
        named = Target.parse({"OrganizationalUnitIds": units or ("",)}, regions, overrides)
        return replace(named, units=units, accounts=accounts, filter="UNION")

    def check(self, organization: Organization) -> None:
        for unit in self.units:
            if not organization.has_unit(unit):
                raise ValidationError(f"OrganizationalUnitId(s) {unit} do not exist in the organization")

    def places(self, organization: Organization) -> dict[Place, str]:
        """Every account and Region that is meant now, with the unit through which: none for an account beside units."""
        beside = self.accounts if self.filter == "UNION" else ()
        below = {
            Place(account, region): unit
            for region in self.regions
            for unit in self.units
            for account in organization.accounts_under(unit)
            if self._admits(account)
        }
        return {**{Place(account, region): "" for region in self.regions for account in beside}, **below}

    def _admits(self, account: str) -> bool:
        if self.filter == "INTERSECTION":
            return account in self.accounts
        return self.filter in ("NONE", "UNION") or account not in self.accounts


def parse_group(group: Sequence[Mapping[str, Any]]) -> list[Target]:
    """The targets of a whole StackInstancesGroup; whether its units exist is asked by the operations."""
    return [
        Target.parse(each["DeploymentTargets"], each.get("Regions", ()), each.get("ParameterOverrides", ()))
        for each in group
    ]
