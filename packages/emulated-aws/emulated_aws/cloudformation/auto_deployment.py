"""What a stack set does by itself when an account enters or leaves an organizational unit.

docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html: account filters are
ignored, every parameter has its set-level value, and a move between targets deletes and creates. OperationPreferences
do not apply (API_StackSetOperationPreferences), and "all dependencies complete successfully before this StackSet's
operation begins" (API_AutoDeployment).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from graphlib import TopologicalSorter

from ..organization import Organization
from ..place import Place
from . import stack_set_operations as operations
from .movement_order import order
from .stack_set import AUTOMATIC, Operation, StackInstance, StackSet, all_stack_sets
from .targets import Target


@dataclass(frozen=True)
class _Move:
    organization: Organization
    account: str
    before: list[str]
    """The unit that was left and all above it; nothing for an account that is new."""
    after: list[str]


@dataclass(frozen=True)
class _Step:
    stack_set: StackSet
    run: Callable[[], Operation]


def account_moved(organization: Organization, account: str, left: str | None, entered: str | None) -> None:
    if account == organization.management_account:
        return
    move = _Move(
        organization,
        account,
        organization.chain(left) if left else [],
        organization.chain(entered) if entered else [],
    )
    order.begin(partial(_deploy, move))


def _deploy(move: _Move) -> None:
    organization = move.organization
    automatic = [
        stack_set
        for stack_set in all_stack_sets()
        if stack_set.home.account == organization.management_account and stack_set.auto_deployment
    ]
    ordered = _dependencies_first(automatic)
    changing = {stack_set.arn for stack_set in ordered if _moves_between_targets(stack_set, move) and order.coin()}
    leaving = [step for stack_set in reversed(ordered) for step in _leaving(stack_set, move, changing)]
    entering = [step for stack_set in ordered for step in _entering(stack_set, move, changing)]
    _run(leaving, entering)
    for stack_set in ordered:
        _name_units(stack_set, move)


def _run(leaving: list[_Step], entering: list[_Step]) -> None:
    """One operation after the other, each among those that may begin; what depends on one that failed never begins.

    A set enters after it has left, and after the sets on which it depends have entered. Whether DependsOn orders
    deletions, and which way round, AWS does not say.
    """
    failed: set[str] = set()
    while leaving or entering:
        must_leave = {step.stack_set.arn for step in leaving}
        must_enter = {step.stack_set.arn for step in entering}
        free = [
            step
            for step in entering
            if step.stack_set.arn not in must_leave and not must_enter & set(step.stack_set.depends_on)
        ]
        step = order.choose([*leaving, *free])
        if step in leaving:
            leaving.remove(step)
            step.run()
            continue
        entering.remove(step)
        if failed & set(step.stack_set.depends_on) or step.run().status != "SUCCEEDED":
            failed.add(step.stack_set.arn)


def _dependencies_first(stack_sets: list[StackSet]) -> list[StackSet]:
    by_arn = {stack_set.arn: stack_set for stack_set in stack_sets}
    sorter = TopologicalSorter(
        {arn: [each for each in stack_set.depends_on if each in by_arn] for arn, stack_set in by_arn.items()}
    )
    return [by_arn[arn] for arn in sorter.static_order()]


def _regions(stack_set: StackSet, move: _Move) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each Region of the set, with the targets that the account was below, and those that it is below."""
    for region in stack_set.regions():
        targets = {unit for unit, regions in stack_set.targets.items() if region in regions}
        yield (
            region,
            [unit for unit in move.before if unit in targets],
            [unit for unit in move.after if unit in targets],
        )


def _moves_between_targets(stack_set: StackSet, move: _Move) -> bool:
    """From one target of the set to another; below a target that stays the same, nothing happens, as we believe."""
    return any(before and after and not set(before) & set(after) for _, before, after in _regions(stack_set, move))


def _leaving(stack_set: StackSet, move: _Move, changing: set[str]) -> Iterator[_Step]:
    instances = [
        stack_set.instances[Place(move.account, region)]
        for region, before, after in _regions(stack_set, move)
        if Place(move.account, region) in stack_set.instances
        and before
        and not set(before) & set(after)
        and (not after or stack_set.arn in changing)
    ]
    if instances:
        yield _Step(stack_set, partial(_leave, stack_set, move, instances))


def _leave(stack_set: StackSet, move: _Move, instances: list[StackInstance]) -> Operation:
    retain = stack_set.retain_on_account_removal
    return operations.remove_instances(stack_set, move.organization, instances, AUTOMATIC, retain=retain)


def _entering(stack_set: StackSet, move: _Move, changing: set[str]) -> Iterator[_Step]:
    entered: dict[str, list[str]] = {}
    for region, before, after in _regions(stack_set, move):
        if set(before) & set(after):
            continue
        moves = before and stack_set.arn in changing
        if after and (moves or Place(move.account, region) not in stack_set.instances):
            entered.setdefault(after[0], []).append(region)
    for unit, regions in entered.items():
        target = Target((unit,), (move.account,), "INTERSECTION", tuple(regions))
        yield _Step(stack_set, partial(operations.create_instances, stack_set, move.organization, target, AUTOMATIC))


def _name_units(stack_set: StackSet, move: _Move) -> None:
    """An instance that stays is now of the target that its account is below."""
    for region, _, after in _regions(stack_set, move):
        instance = stack_set.instances.get(Place(move.account, region))
        if instance and after:
            instance.organizational_unit = after[0]
