"""What is done to the resources of a stack, one after the other: made, changed, replaced and removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from ..errors import ResourceFailure, ValidationError
from ..faults import faults
from ..resources.registry import resource_type
from ..resources.resource_type import FailedCreation, Request, ResourceType
from ..turn import pause
from .evaluation import Evaluation
from .failures import code_of, note_failure, reason_of
from .order import creation_order
from .stack import Resource, Stack, now
from .template import Template
from .values import evaluation_of, outputs_of

GONE = frozenset({"NoSuchBucket", "NoSuchEntity", "NotFound", "ResourceNotFoundException", "StackSetNotFoundException"})
"""What is not there any more needs no deletion: the contract of delete handlers, resource-type-test-contract."""
RETAINED = frozenset({"Retain", "RetainExceptOnCreate"})
RETAINED_AT_FIRST = frozenset({"Retain"})
"""What survives when the very operation that made it is taken back."""


class ResourcesFailed(Exception):
    """A resource failed; its event is written."""


def make_resources(stack: Stack, template: Template) -> None:
    """Brings every resource of the template to what the template says, dependencies first, then the outputs."""
    for logical_id in creation_order(template):
        declared = template.resources[logical_id]
        evaluate = evaluation_of(stack, template)
        try:
            wanted = "Condition" not in declared or evaluate.condition(declared["Condition"])
            if wanted:
                _make_one(stack, logical_id, declared, evaluate)
        except ResourcesFailed:
            raise
        except Exception as error:
            made = stack.resources.get(logical_id)
            verb = "CREATE" if made is None or made.status == "CREATE_FAILED" else "UPDATE"
            note_failure(stack, logical_id, declared["Type"], verb, error)
            raise ResourcesFailed(f"The following resource(s) failed to {verb.lower()}: [{logical_id}].") from error
    try:
        stack.outputs = outputs_of(stack, template)
    except Exception as error:
        note_failure(stack, stack.name, "AWS::CloudFormation::Stack", "UPDATE", error, is_resource=False)
        raise ResourcesFailed(reason_of(error)) from error


def _make_one(stack: Stack, logical_id: str, declared: Mapping[str, Any], evaluate: Evaluation) -> None:
    type_name = declared["Type"]
    existing = stack.resources.get(logical_id)
    if existing and existing.type != type_name:
        raise ResourceFailure(
            "Update of resource type is not permitted. "
            f"The new template modifies resource type of the following resources: [{logical_id}]"
        )
    attributes = {key: value for key, value in declared.items() if key != "Properties"}
    if existing is None:
        stack.note(logical_id, type_name, "", "CREATE_IN_PROGRESS")
    handler = resource_type(type_name)
    properties = evaluate(declared.get("Properties") or {})
    handler.check(properties)
    request = _request(stack, logical_id, properties)
    if existing is None:
        _fail_on_purpose(stack, "CREATE", type_name, logical_id)
        try:
            physical = handler.create(request)
        except FailedCreation as failed:
            stack.resources[logical_id] = Resource(
                logical_id, type_name, properties, attributes, failed.physical, "CREATE_FAILED"
            )
            raise
        stack.resources[logical_id] = Resource(logical_id, type_name, properties, attributes, physical)
        stack.note(logical_id, type_name, physical.id, "CREATE_COMPLETE")
        return
    before = existing.properties
    if existing.status == "UPDATE_FAILED" and before == properties:
        before = existing.changed_from
    if before == properties:
        existing.attributes = attributes
        return
    stack.note(logical_id, type_name, existing.physical.id, "UPDATE_IN_PROGRESS")
    if handler.is_replaced(before, properties):
        _replace(stack, handler, existing, request)
    else:
        _fail_on_purpose(stack, "UPDATE", type_name, logical_id)
        # Noted first: after a failure the rollback must change it back, however far the change came.
        existing.properties, existing.changed_from = properties, before
        existing.status = "UPDATE_FAILED"
        existing.physical = handler.update(request, existing.physical, before)
    existing.attributes = attributes
    existing.properties = properties
    existing.status = "UPDATE_COMPLETE"
    existing.changed = now()
    stack.note(logical_id, type_name, existing.physical.id, "UPDATE_COMPLETE")


def _replace(stack: Stack, handler: ResourceType, existing: Resource, request: Request) -> None:
    """Makes the new resource; the old one goes when nothing refers to it any more, after the update."""
    handler.check_replacement(existing.properties, request.properties)
    reason = "Requested update requires the creation of a new physical resource; hence creating one."
    stack.note(existing.logical_id, existing.type, existing.physical.id, "UPDATE_IN_PROGRESS", reason)
    old = replace(existing)
    _fail_on_purpose(stack, "CREATE", existing.type, existing.logical_id)
    try:
        existing.physical = handler.create(request)
    except FailedCreation as failed:
        existing.physical = failed.physical
        stack.replaced.append(old)
        raise
    stack.replaced.append(old)


def reinstate_replaced(stack: Stack) -> None:
    """Lets the old resources be the stack's again and marks their replacements for removal."""
    for index, old in enumerate(stack.replaced):
        stack.replaced[index] = replace(stack.resources[old.logical_id], attributes={})
        stack.resources[old.logical_id] = old


def remove_leftovers(stack: Stack, template: Template, retained: frozenset[str]) -> None:
    """What was replaced and what the template no longer has goes after everything else worked, dependents first."""
    while stack.replaced:
        old = stack.replaced.pop()
        if old.attributes.get("UpdateReplacePolicy") not in RETAINED:
            _remove_one(stack, old)
    evaluate = evaluation_of(stack, template)
    for logical_id in reversed(list(stack.resources)):
        declared = template.resources.get(logical_id)
        if declared and ("Condition" not in declared or evaluate.condition(declared["Condition"])):
            continue
        resource = stack.resources.pop(logical_id)
        if resource.attributes.get("DeletionPolicy") in retained:
            stack.note(logical_id, resource.type, resource.physical.id, "DELETE_SKIPPED")
        else:
            _remove_one(stack, resource)


def skip(stack: Stack, template: Template, logical_ids: Collection[str]) -> None:
    """Takes these resources for what the template makes of them."""
    for logical_id in logical_ids:
        if logical_id not in stack.resources or logical_id not in template.resources:
            raise ValidationError(f"ResourcesToSkip names {logical_id}, which does not fail to be rolled back")
        resource = stack.resources[logical_id]
        resource.properties = evaluation_of(stack, template)(template.resources[logical_id].get("Properties") or {})
        resource.status = "UPDATE_COMPLETE"
        stack.note(logical_id, resource.type, resource.physical.id, "UPDATE_COMPLETE")


def remove_all(stack: Stack, retained: frozenset[str], kept: Collection[str] = ()) -> bool:
    """Removes every resource but the retained ones, dependents first; false if one could not be removed."""
    complete = True
    for logical_id in reversed(list(stack.resources)):
        resource = stack.resources[logical_id]
        if resource.attributes.get("DeletionPolicy") in retained or logical_id in kept:
            stack.note(logical_id, resource.type, resource.physical.id, "DELETE_SKIPPED")
            del stack.resources[logical_id]
        elif _remove_one(stack, resource):
            del stack.resources[logical_id]
        else:
            complete = False
    return complete


def _remove_one(stack: Stack, resource: Resource) -> bool:
    stack.note(resource.logical_id, resource.type, resource.physical.id, "DELETE_IN_PROGRESS")
    try:
        _fail_on_purpose(stack, "DELETE", resource.type, resource.logical_id)
        request = _request(stack, resource.logical_id, resource.properties)
        resource_type(resource.type).delete(request, resource.physical)
    except Exception as error:
        if code_of(error) in GONE:
            stack.note(resource.logical_id, resource.type, resource.physical.id, "DELETE_COMPLETE")
            return True
        resource.status = "DELETE_FAILED"
        note_failure(stack, resource.logical_id, resource.type, "DELETE", error, resource.physical.id)
        return False
    stack.note(resource.logical_id, resource.type, resource.physical.id, "DELETE_COMPLETE")
    return True


def _fail_on_purpose(stack: Stack, operation: str, type_name: str, logical_id: str) -> None:
    fault = faults.next_fault(stack.place.account, operation, type_name, logical_id)
    if fault is None:
        return
    if fault.seconds > 0:
        pause(fault.seconds)
    if fault.error is not None:
        raise ResourceFailure(fault.error)


def _request(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Request:
    return Request(stack.place, stack.name, stack.id, stack.tags, logical_id, properties)
