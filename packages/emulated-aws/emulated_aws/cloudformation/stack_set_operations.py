"""What is done to a stack set: its instances are made, brought up to date and removed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping

from .. import change_log
from ..errors import ValidationError
from ..organization import Organization
from . import deployment
from .desired import Desired
from .stack import Stack, now
from .stack_set import Operation, Preferences, Result, StackInstance, StackSet
from .stacks import stacks_in
from .targets import Target

Step = Callable[[StackInstance], None]


def create_instances(
    stack_set: StackSet, organization: Organization, targets: Iterable[Target], preferences: Preferences
) -> Operation:
    """Makes the instances of the targets that do not exist yet and remembers the units for auto-deployment."""
    wanted: list[StackInstance] = []
    for target in targets:
        target.check(organization)
        for unit in target.units:
            stack_set.targets.setdefault(unit, set()).update(target.regions)
        for place, unit in target.places(organization).items():
            instance = stack_set.instances.get(place)
            if instance is None:
                instance = stack_set.instances[place] = StackInstance(place, unit)
            instance.organizational_unit = unit
            instance.overrides = dict(target.overrides)
            wanted.append(instance)
    return _run(stack_set, organization, "CREATE", wanted, preferences, lambda instance: _deploy(stack_set, instance))


def update_set(stack_set: StackSet, organization: Organization, preferences: Preferences) -> Operation:
    """Brings every instance to the set's present template and parameters."""
    everything = list(stack_set.instances.values())
    for instance in everything:
        instance.status = "OUTDATED"
    return _run(
        stack_set, organization, "UPDATE", everything, preferences, lambda instance: _deploy(stack_set, instance)
    )


def update_instances(
    stack_set: StackSet,
    organization: Organization,
    instances: list[StackInstance],
    overrides: Mapping[str, str],
    preferences: Preferences,
) -> Operation:
    for instance in instances:
        instance.overrides = dict(overrides)
    return _run(
        stack_set, organization, "UPDATE", instances, preferences, lambda instance: _deploy(stack_set, instance)
    )


def delete_instances(
    stack_set: StackSet,
    organization: Organization,
    instances: list[StackInstance],
    preferences: Preferences,
    *,
    retain: bool,
) -> Operation:
    operation = _run(
        stack_set,
        organization,
        "DELETE",
        instances,
        preferences,
        lambda instance: _remove(stack_set, instance, retain=retain),
    )
    operation.retain_stacks = retain
    return operation


def _run(
    stack_set: StackSet,
    organization: Organization,
    action: str,
    instances: list[StackInstance],
    preferences: Preferences,
    step: Step,
) -> Operation:
    """Region after Region, so many accounts at once; when more failed than may fail, the rest is cancelled."""
    operation = Operation(action)
    stack_set.operations.append(operation)
    for region in sorted({instance.place.region for instance in instances}):
        here = [instance for instance in instances if instance.place.region == region]
        at_once = max(1, preferences.concurrency(len(here)))
        for start in range(0, len(here), at_once):
            cancelled = len(operation.failures()) > preferences.tolerance(len(here))
            for instance in here[start : start + at_once]:
                operation.results.append(
                    _one(stack_set, organization, instance, step, operation.id, cancelled=cancelled)
                )
    failed = bool(operation.failures()) or any(result.status == "CANCELLED" for result in operation.results)
    tolerated = all(
        len([result for result in operation.failures() if result.place.region == region])
        <= preferences.tolerance(len([each for each in instances if each.place.region == region]))
        for region in {instance.place.region for instance in instances}
    )
    operation.status = "FAILED" if failed and not tolerated else "SUCCEEDED"
    operation.ended = now()
    return operation


def _one(
    stack_set: StackSet,
    organization: Organization,
    instance: StackInstance,
    step: Step,
    operation_id: str,
    *,
    cancelled: bool,
) -> Result:
    instance.operation = operation_id
    if cancelled:
        instance.detailed_status = "CANCELLED"
        instance.reason = "Cancelled since failure tolerance has exceeded"
    elif organization.is_suspended(instance.place.account):
        instance.detailed_status = "SKIPPED_SUSPENDED_ACCOUNT"
        instance.reason = "The account is suspended"
    else:
        with change_log.on_behalf_of({"stackSet": stack_set.name}):
            step(instance)
    status = {"SKIPPED_SUSPENDED_ACCOUNT": "SUCCEEDED"}.get(instance.detailed_status, instance.detailed_status)
    return Result(instance.place, instance.organizational_unit, status, instance.reason)


def _deploy(stack_set: StackSet, instance: StackInstance) -> None:
    """Makes the instance's stack, or brings it up to date; a stack whose first creation failed is made anew."""
    desired = Desired(stack_set.template, stack_set.parameters_for(instance), stack_set.tags)
    try:
        stack = instance.stack
        if stack is not None and stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"):
            deployment.delete(stack)
            stack = None
        if stack is None or stack.status == "DELETE_COMPLETE":
            stack = instance.stack = Stack(f"StackSet-{stack_set.name}-{uuid.uuid4()}", instance.place)
            stacks_in(instance.place).all.append(stack)
            deployment.create(stack, desired)
        else:
            deployment.update(stack, desired)
    except ValidationError as refused:
        _mark(instance, "OUTDATED", "FAILED", refused.message)
        return
    if stack.has_failed():
        _mark(instance, "OUTDATED", "FAILED", f"ResourceLogicalId:{stack.failure()}")
    else:
        _mark(instance, "CURRENT", "SUCCEEDED", None)


def _remove(stack_set: StackSet, instance: StackInstance, *, retain: bool) -> None:
    if instance.stack is not None and not retain:
        try:
            deployment.delete(instance.stack)
        except ValidationError as refused:
            _mark(instance, "INOPERABLE", "FAILED", refused.message)
            return
        if instance.stack.status != "DELETE_COMPLETE":
            _mark(instance, "INOPERABLE", "FAILED", f"ResourceLogicalId:{instance.stack.failure()}")
            return
    _mark(instance, "CURRENT", "SUCCEEDED", None)
    stack_set.instances.pop(instance.place, None)


def _mark(instance: StackInstance, status: str, detailed_status: str, reason: str | None) -> None:
    instance.status, instance.detailed_status, instance.reason = status, detailed_status, reason
