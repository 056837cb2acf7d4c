"""Creates, updates and deletes a stack, and takes back what was done when a resource fails."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import ValidationError
from .desired import Desired
from .drift import NO_DRIFT, Drift, take_note
from .parameters import parameter_values
from .resource_steps import (
    RETAINED,
    RETAINED_AT_FIRST,
    ResourcesFailed,
    make_resources,
    reinstate_replaced,
    remove_all,
    remove_leftovers,
    skip,
)
from .stack import Stack, now
from .stacks import stacks_in
from .template import Template


def create(stack: Stack, desired: Desired, *, keep_on_failure: bool = False) -> None:
    stack.enter("CREATE_IN_PROGRESS", "User Initiated")
    _adopt(stack, desired)
    try:
        make_resources(stack, desired.template)
    except ResourcesFailed as failed:
        if keep_on_failure:
            stack.enter("CREATE_FAILED", str(failed))
            return
        stack.enter("ROLLBACK_IN_PROGRESS", f"{failed} Rollback requested by user.")
        complete = remove_all(stack, RETAINED_AT_FIRST)
        stack.imports.clear()
        stack.enter("ROLLBACK_COMPLETE" if complete else "ROLLBACK_FAILED", None if complete else stack.failure())
        return
    stack.enter("CREATE_COMPLETE")


def update(stack: Stack, desired: Desired, drift: Drift = NO_DRIFT) -> None:
    """What nobody looked for drift of stays as it is: an update changes what its template changes."""
    stack.rolls_back_to = (_template_of(stack), dict(stack.given_parameters), dict(stack.tags))
    stack.enter("UPDATE_IN_PROGRESS", "User Initiated")
    stack.updated = now()
    take_note(stack, drift)
    try:
        _change_to(stack, desired)
    except ResourcesFailed as failed:
        stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", str(failed))
        reinstate_replaced(stack)
        _roll_back(stack)
        return
    stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    remove_leftovers(stack, desired.template, RETAINED)
    stack.enter("UPDATE_COMPLETE")


def continue_rollback(stack: Stack, skipped: Collection[str]) -> None:
    """Tries the rollback of an update again; what is skipped is taken for what it should be.

    docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
    """
    if stack.status != "UPDATE_ROLLBACK_FAILED" or stack.rolls_back_to is None:
        raise ValidationError(
            f"Stack:{stack.id} is in {stack.status} state and can not continue its rollback of an update."
        )
    stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated")
    skip(stack, stack.rolls_back_to[0], skipped)
    _roll_back(stack)


def _roll_back(stack: Stack) -> None:
    assert stack.rolls_back_to is not None, f"{stack.name} was not being updated"
    before = Desired(*stack.rolls_back_to)
    try:
        _change_to(stack, before)
    except ResourcesFailed as stuck:
        stack.enter("UPDATE_ROLLBACK_FAILED", str(stuck))
        return
    remove_leftovers(stack, before.template, RETAINED_AT_FIRST)
    stack.enter("UPDATE_ROLLBACK_COMPLETE")


def delete(stack: Stack, kept: Collection[str] = ()) -> None:
    """Resources can be kept that an earlier deletion could not delete.

    A stack whose exports are in use stays as it is, with the reason, and the call succeeds (aws/aws-cdk issue 604).
    """
    if stack.termination_protection:
        raise ValidationError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if stack.status == "DELETE_COMPLETE":
        return
    if kept and stack.status != "DELETE_FAILED":
        raise ValidationError(
            f"Invalid operation on stack [{stack.id}]. RetainResources is for a stack in DELETE_FAILED state."
        )
    in_use = stacks_in(stack.place).in_use(stack, {})
    if in_use:
        stack.enter(stack.status, in_use)
        return
    stack.enter("DELETE_IN_PROGRESS", "User Initiated")
    if remove_all(stack, RETAINED, kept):
        stack.deleted = now()
        stack.outputs = []
        stack.enter("DELETE_COMPLETE")
    else:
        stack.enter("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(stack.resources)}].")


def _template_of(stack: Stack) -> Template:
    assert stack.template is not None, f"{stack.name} was never deployed"
    return stack.template


def _adopt(stack: Stack, desired: Desired) -> None:
    stack.imports.clear()
    stack.template = desired.template
    stack.given_parameters = dict(desired.parameters)
    stack.tags = dict(desired.tags)
    stack.parameters = parameter_values(desired.template, desired.parameters, stack.place)


def _change_to(stack: Stack, desired: Desired) -> None:
    _adopt(stack, desired)
    make_resources(stack, desired.template)
