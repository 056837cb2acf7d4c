"""What is done to a stack set: its instances are made, brought up to date and removed."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from .. import change_log
from ..errors import LimitExceeded, ValidationError
from ..faults import faults
from ..organization import Organization
from . import deployment
from .desired import Desired
from .quotas import add_stack, require_few_units
from .stack import Stack, now, require_updatable
from .stack_set import Operation, Preferences, Result, StackInstance, StackSet
from .stacks import stacks_in
from .targets import Target

Step = Callable[[StackInstance], None]


def create_instances(
    stack_set: StackSet, organization: Organization, target: Target, preferences: Preferences
) -> Operation:
    """Makes the instances of the target that do not exist yet and remembers its units for auto-deployment."""
    require_few_units("CreateStackInstances", target.units)
    target.check(organization)
    for unit in target.units:
        stack_set.targets.setdefault(unit, set()).update(target.regions)
    wanted: list[StackInstance] = []
    for place, unit in target.places(organization).items():
        instance = stack_set.instances.get(place)
        if instance is None:
            instance = stack_set.instances[place] = StackInstance(place, unit)
        instance.organizational_unit = unit
        instance.overrides = dict(target.overrides)
        wanted.append(instance)
    return _deploy_to(stack_set, organization, "CREATE", wanted, preferences)


def update_set(stack_set: StackSet, organization: Organization, preferences: Preferences) -> Operation:
    """Brings every instance to the set's present template and parameters, which are changed however this ends."""
    everything = list(stack_set.instances.values())
    for instance in _operable(everything):
        instance.status = "OUTDATED"
    return _deploy_to(stack_set, organization, "UPDATE", everything, preferences)


def update_instances(
    stack_set: StackSet, organization: Organization, target: Target, preferences: Preferences
) -> Operation:
    instances = _targeted(stack_set, organization, target)
    for instance in instances:
        instance.overrides = dict(target.overrides)
    return _deploy_to(stack_set, organization, "UPDATE", instances, preferences)


def delete_instances(
    stack_set: StackSet, organization: Organization, target: Target, preferences: Preferences, *, retain: bool
) -> Operation:
    """Removes the instances of every account that is below the units now, and the units, if no filter narrows them."""
    require_few_units("DeleteStackInstances", target.units)
    if target.filter == "NONE":
        for unit in target.units:
            left = stack_set.targets.get(unit, set()) - set(target.regions)
            stack_set.targets.pop(unit, None)
            if left:
                stack_set.targets[unit] = left
    return remove_instances(
        stack_set, organization, _targeted(stack_set, organization, target), preferences, retain=retain
    )


def remove_instances(
    stack_set: StackSet,
    organization: Organization,
    instances: list[StackInstance],
    preferences: Preferences,
    *,
    retain: bool,
) -> Operation:
    operation = Operation("DELETE", retain_stacks=retain)
    _run(
        stack_set, organization, operation, instances, preferences, lambda each: _remove(stack_set, each, retain=retain)
    )
    return operation


def _targeted(stack_set: StackSet, organization: Organization, target: Target) -> list[StackInstance]:
    places = target.places(organization)
    return [instance for place, instance in stack_set.instances.items() if place in places]


def _operable(instances: list[StackInstance]) -> list[StackInstance]:
    """An instance that could not be removed is excluded from updates, as the API's page of StackInstance says."""
    return [instance for instance in instances if instance.status != "INOPERABLE"]


def _deploy_to(
    stack_set: StackSet,
    organization: Organization,
    action: str,
    instances: list[StackInstance],
    preferences: Preferences,
) -> Operation:
    operation = Operation(action)
    _run(stack_set, organization, operation, _operable(instances), preferences, lambda each: _deploy(stack_set, each))
    return operation


def _run(
    stack_set: StackSet,
    organization: Organization,
    operation: Operation,
    instances: list[StackInstance],
    preferences: Preferences,
    step: Step,
) -> None:
    """Region after Region, so many accounts at once.

    When more accounts failed in a Region than may fail, the rest of it and every later Region are cancelled (the API's
    page of StackSetOperationPreferences).
    """
    stack_set.operations.append(operation)
    stopped = False
    for region in preferences.regions({instance.place.region for instance in instances}):
        waiting = [instance for instance in instances if instance.place.region == region]
        accounts, failures = len(waiting), 0
        while waiting:
            at_once = preferences.concurrency(accounts, failures)
            for instance in waiting[:at_once]:
                result = _one(stack_set, organization, instance, step, operation, cancelled=stopped)
                operation.results.append(result)
                failures += result.status == "FAILED"
            waiting = waiting[at_once:]
            stopped = stopped or preferences.stops(failures, accounts)
    failed = stopped or (preferences.automatic and operation.failures())
    operation.status = "FAILED" if failed else "SUCCEEDED"
    operation.ended = now()


RESULTS = {"SKIPPED_SUSPENDED_ACCOUNT": "SUCCEEDED", "INOPERABLE": "FAILED"}
"""Detailed statuses of an instance that the result of an operation cannot have."""


def _one(
    stack_set: StackSet,
    organization: Organization,
    instance: StackInstance,
    step: Step,
    operation: Operation,
    *,
    cancelled: bool,
) -> Result:
    """A suspended account is skipped and no failure; only what touches nothing in it, a removal that retains, is done.

    Sources: aws.amazon.com/about-aws/whats-new/2023/06/aws-cloudformation-stacksets-suspended-accounts-deployments,
    repost.aws/knowledge-center/cloudformation-removal-stacksets.
    """
    instance.operation = operation.id
    if cancelled:
        instance.detailed_status = "CANCELLED"
        instance.reason = "Cancelled since failure tolerance has exceeded"
    elif operation.retain_stacks:
        step(instance)
    elif not organization.has_account(instance.place.account):
        instance.detailed_status = "FAILED"
        instance.reason = f"Account {instance.place.account} is not in the organization"
    elif organization.is_suspended(instance.place.account):
        instance.detailed_status = "SKIPPED_SUSPENDED_ACCOUNT"
        instance.reason = "The account is suspended"
    else:
        with change_log.on_behalf_of({"stackSet": stack_set.name}):
            step(instance)
    status = RESULTS.get(instance.detailed_status, instance.detailed_status)
    return Result(instance.place, instance.organizational_unit, status, instance.reason)


def _deploy(stack_set: StackSet, instance: StackInstance) -> None:
    """Makes the instance's stack, or brings it up to date; a stack whose first creation failed is made anew."""
    desired = Desired(stack_set.template, stack_set.parameters_for(instance), stack_set.tags)
    try:
        _require_access(instance, "CreateStack" if instance.stack is None else "UpdateStack")
        stack = instance.stack
        if stack is not None and stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"):
            deployment.delete(stack)
            stack = None
        if stack is None or stack.status == "DELETE_COMPLETE":
            stack = Stack(f"StackSet-{stack_set.name}-{uuid.uuid4()}", instance.place)
            add_stack(stacks_in(instance.place), stack)
            instance.stack = stack
            deployment.create(stack, desired)
        else:
            require_updatable(stack)
            deployment.update(stack, desired)
    except (LimitExceeded, ValidationError) as refused:
        _mark(instance, "OUTDATED", "FAILED", refused.message)
        return
    if stack.has_failed():
        _mark(instance, "OUTDATED", "FAILED", stack.failure())
    else:
        _mark(instance, "CURRENT", "SUCCEEDED", None)


def _remove(stack_set: StackSet, instance: StackInstance, *, retain: bool) -> None:
    if instance.stack is not None and not retain:
        try:
            _require_access(instance, "DeleteStack")
            deployment.delete(instance.stack)
        except ValidationError as refused:
            _mark(instance, "INOPERABLE", "INOPERABLE", refused.message)
            return
        if instance.stack.status != "DELETE_COMPLETE":
            _mark(instance, "INOPERABLE", "INOPERABLE", instance.stack.failure())
            return
    _mark(instance, "CURRENT", "SUCCEEDED", None)
    stack_set.instances.pop(instance.place, None)


def _require_access(instance: StackInstance, action: str) -> None:
    place = instance.place
    refusal = faults.refusal_of_stack_sets(place.account, place.partition, action)
    if refusal is not None:
        raise ValidationError(refusal)


def _mark(instance: StackInstance, status: str, detailed_status: str, reason: str | None) -> None:
    instance.status, instance.detailed_status, instance.reason = status, detailed_status, reason
