"""What a stack set does by itself when an account enters or leaves an organizational unit."""

from __future__ import annotations

from graphlib import TopologicalSorter

from ..organization import Organization
from ..place import Place
from . import stack_set_operations as operations
from .stack_set import AUTOMATIC, StackSet, all_stack_sets
from .targets import Target


def account_moved(organization: Organization, account: str, left: str | None, entered: str | None) -> None:
    """Account filters are ignored and every parameter has its set-level value, as on AWS."""
    if account == organization.management_account:
        return
    automatic = [
        stack_set
        for stack_set in all_stack_sets()
        if stack_set.home.account == organization.management_account and stack_set.auto_deployment
    ]
    ordered = _dependencies_first(automatic)
    for stack_set in reversed(ordered):
        _leave(stack_set, organization, account, left, entered)
    for stack_set in ordered:
        _enter(stack_set, organization, account, entered)


def _dependencies_first(stack_sets: list[StackSet]) -> list[StackSet]:
    by_arn = {stack_set.arn: stack_set for stack_set in stack_sets}
    order = TopologicalSorter(
        {arn: [each for each in stack_set.depends_on if each in by_arn] for arn, stack_set in by_arn.items()}
    )
    return [by_arn[arn] for arn in order.static_order()]


def _enter(stack_set: StackSet, organization: Organization, account: str, entered: str | None) -> None:
    above = organization.chain(entered) if entered else []
    for unit in [unit for unit in above if unit in stack_set.targets]:
        missing = tuple(
            region for region in sorted(stack_set.targets[unit]) if Place(account, region) not in stack_set.instances
        )
        if missing:
            target = Target((unit,), (account,), "INTERSECTION", missing)
            operations.create_instances(stack_set, organization, target, AUTOMATIC)


def _leave(
    stack_set: StackSet, organization: Organization, account: str, left: str | None, entered: str | None
) -> None:
    before = organization.chain(left) if left else []
    after = organization.chain(entered) if entered else []
    instances = [
        instance
        for place, instance in list(stack_set.instances.items())
        if place.account == account
        and any(unit in stack_set.targets for unit in before)
        and not any(place.region in stack_set.targets.get(unit, set()) for unit in after)
    ]
    if instances:
        operations.remove_instances(
            stack_set, organization, instances, AUTOMATIC, retain=stack_set.retain_on_account_removal
        )
