"""Creates, updates and deletes a stack, and takes back what was done when a resource fails."""

from __future__ import annotations

from ..errors import ValidationError
from .desired import Desired
from .parameters import parameter_values
from .resource_steps import (
    RETAINED,
    RETAINED_AT_FIRST,
    ResourcesFailed,
    make_resources,
    reinstate_replaced,
    remove_all,
    remove_leftovers,
)
from .stack import Stack, now
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
        stack.enter("ROLLBACK_COMPLETE" if complete else "ROLLBACK_FAILED", None if complete else stack.failure())
        return
    stack.enter("CREATE_COMPLETE")


def update(stack: Stack, desired: Desired) -> None:
    before = Desired(_template_of(stack), dict(stack.given_parameters), dict(stack.tags))
    stack.enter("UPDATE_IN_PROGRESS", "User Initiated")
    stack.updated = now()
    try:
        _change_to(stack, desired)
    except ResourcesFailed as failed:
        stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", str(failed))
        reinstate_replaced(stack)
        try:
            _change_to(stack, before)
        except ResourcesFailed as stuck:
            stack.enter("UPDATE_ROLLBACK_FAILED", str(stuck))
            return
        remove_leftovers(stack, before.template, RETAINED_AT_FIRST)
        stack.enter("UPDATE_ROLLBACK_COMPLETE")
        return
    stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    remove_leftovers(stack, desired.template, RETAINED)
    stack.enter("UPDATE_COMPLETE")


def delete(stack: Stack) -> None:
    if stack.termination_protection:
        raise ValidationError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if stack.status == "DELETE_COMPLETE":
        return
    stack.enter("DELETE_IN_PROGRESS", "User Initiated")
    if remove_all(stack, RETAINED):
        stack.deleted = now()
        stack.outputs = []
        stack.enter("DELETE_COMPLETE")
    else:
        stack.enter("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(stack.resources)}].")


def _template_of(stack: Stack) -> Template:
    assert stack.template is not None, f"{stack.name} was never deployed"
    return stack.template


def _adopt(stack: Stack, desired: Desired) -> None:
    stack.template = desired.template
    stack.given_parameters = dict(desired.parameters)
    stack.tags = dict(desired.tags)
    stack.parameters = parameter_values(desired.template, desired.parameters, stack.place)


def _change_to(stack: Stack, desired: Desired) -> None:
    _adopt(stack, desired)
    make_resources(stack, desired.template)
