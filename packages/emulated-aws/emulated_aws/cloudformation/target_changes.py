"""Which instances a changed StackInstancesGroup removes, makes and updates, as AWS's handler works it out.

The handler compares organizational units and Regions, not accounts: an account that is below a removed unit loses its
instance, and gets a new one if it is below an added unit as well. With account filters it compares, in each Region and
unit, the accounts that the filters mean.

Source: aws-cloudformation-resource-providers-cloudformation, aws-cloudformation-stackset: InstancesAnalyzer,
AltResourceModelAnalyzer and AltStackInstancesCalculator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import ResourceFailure
from .targets import Target, parse_group

Group = Sequence[Mapping[str, Any]]
Overrides = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TargetChanges:
    """Each target is one call of the API, in this order."""

    removed: list[Target]
    added: list[Target]
    updated: list[Target]


def target_changes(before: Group, after: Group) -> TargetChanges:
    """What a group of instances becomes; a creation starts from no group and a deletion ends with none."""
    old, new = parse_group(before), parse_group(after)
    if any(each["DeploymentTargets"].get("AccountFilterType") for each in (*before, *after)):
        return _with_filters(old, new)
    return _by_unit_and_region(old, new)


def _by_unit_and_region(before: list[Target], after: list[Target]) -> TargetChanges:
    old, new = _flat(before), _flat(after)
    return TargetChanges(
        removed=_aggregated({key: overrides for key, overrides in old.items() if key not in new}),
        added=_aggregated({key: overrides for key, overrides in new.items() if key not in old}),
        updated=_aggregated(
            {key: overrides for key, overrides in new.items() if key in old and set(old[key]) != set(overrides)}
        ),
    )


def _flat(targets: list[Target]) -> dict[tuple[str, str], Overrides]:
    flat: dict[tuple[str, str], Overrides] = {}
    for target in targets:
        for region in target.regions:
            for unit in target.units:
                if (unit, region) in flat:
                    raise ResourceFailure(f"Stack instance [{unit},{region}] is duplicated")
                flat[unit, region] = target.overrides
    return flat


def _aggregated(flat: Mapping[tuple[str, str], Overrides]) -> list[Target]:
    """Units with the same Regions and overrides go together into one call."""
    regions: dict[tuple[str, Overrides], list[str]] = {}
    for (unit, region), overrides in flat.items():
        regions.setdefault((unit, overrides), []).append(region)
    units: dict[tuple[tuple[str, ...], Overrides], list[str]] = {}
    for (unit, overrides), where in regions.items():
        units.setdefault((tuple(sorted(where)), overrides), []).append(unit)
    return [Target(tuple(who), (), "NONE", where, overrides) for (where, overrides), who in units.items()]


@dataclass(frozen=True)
class _Accounts:
    """The accounts of a unit that filters mean: these, or all others."""

    named: frozenset[str]
    others: bool

    @staticmethod
    def of(target: Target) -> _Accounts:
        return _Accounts(frozenset(target.accounts), others=target.filter != "INTERSECTION")

    def __or__(self, more: _Accounts) -> _Accounts:
        return (self.inverse() & more.inverse()).inverse()

    def __and__(self, more: _Accounts) -> _Accounts:
        if self.others and more.others:
            return _Accounts(self.named | more.named, others=True)
        if self.others or more.others:
            some, but = (more, self) if self.others else (self, more)
            return _Accounts(some.named - but.named, others=False)
        return _Accounts(self.named & more.named, others=False)

    def inverse(self) -> _Accounts:
        return _Accounts(self.named, others=not self.others)

    def target(self, unit: str, region: str, overrides: Overrides) -> Iterator[Target]:
        """None if nobody is meant."""
        if self.named or self.others:
            kind = ("DIFFERENCE" if self.named else "NONE") if self.others else "INTERSECTION"
            yield Target((unit,), tuple(sorted(self.named)), kind, (region,), overrides)


_NOBODY = _Accounts(frozenset(), others=False)


def _with_filters(before: list[Target], after: list[Target]) -> TargetChanges:
    """An unfiltered unit that stays is updated each time, although nothing of it changed.

    In a Region that comes or goes, each entry of the group is one call, with all of its units.
    """
    old, new, overrides = _meant(before), _meant(after), _overrides(after)
    were, are = _regions(before), _regions(after)
    changes = TargetChanges(_in(before, were - are), _in(after, are - were), [])
    for unit, region in {**old, **new}:
        if region not in were & are:
            continue
        had, has = old.get((unit, region), _NOBODY), new.get((unit, region), _NOBODY)
        given = overrides.get(unit, ())
        changes.removed.extend((had & has.inverse()).target(unit, region, ()))
        changes.added.extend((has & had.inverse()).target(unit, region, given))
        changes.updated.extend((had & has).target(unit, region, given))
    return changes


def _regions(targets: list[Target]) -> set[str]:
    return {region for target in targets for region in target.regions}


def _in(targets: list[Target], regions: set[str]) -> list[Target]:
    """Region by Region."""
    return [
        replace(target, regions=(region,))
        for region in sorted(regions)
        for target in targets
        if region in target.regions
    ]


def _meant(targets: list[Target]) -> dict[tuple[str, str], _Accounts]:
    meant: dict[tuple[str, str], _Accounts] = {}
    for target in targets:
        for region in target.regions:
            for unit in target.units:
                meant[unit, region] = meant.get((unit, region), _NOBODY) | _Accounts.of(target)
    return meant


def _overrides(targets: list[Target]) -> dict[str, Overrides]:
    overrides: dict[str, Overrides] = {}
    for target in targets:
        for unit in target.units:
            if unit in overrides and (overrides[unit] or target.overrides):
                raise ResourceFailure("An OrganizationalUnitIds cannot be associated with more than one Parameters set")
            overrides[unit] = target.overrides
    return overrides
