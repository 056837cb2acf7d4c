"""Makes, changes and removes the resources of a stack, and takes back what was done when one of them fails."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from moto.core.exceptions import ServiceException

from ..errors import ResourceFailure, ValidationError
from ..report import Failure, UnknownType, report
from ..resources.registry import UnknownResourceType, resource_type
from ..resources.resource_type import Request, ResourceType
from .evaluation import NO_VALUE, Evaluation
from .order import creation_order
from .parameters import parameter_values
from .stack import Output, Resource, Stack, now
from .stacks import stacks_in
from .template import Template


@dataclass(frozen=True)
class Desired:
    """What a stack should become."""

    template: Template
    parameters: Mapping[str, str]
    tags: Mapping[str, str]


RETAINED = frozenset({"Retain", "RetainExceptOnCreate"})
RETAINED_AT_FIRST = frozenset({"Retain"})
"""What survives when the very operation that made it is taken back."""


class _Failed(Exception):
    """A resource failed; its event is written."""


def create(stack: Stack, desired: Desired, keep_on_failure: bool = False) -> None:
    stack.enter("CREATE_IN_PROGRESS", "User Initiated")
    _adopt(stack, desired)
    try:
        _make(stack, desired.template)
    except _Failed as failed:
        if keep_on_failure:
            stack.enter("CREATE_FAILED", str(failed))
            return
        stack.enter("ROLLBACK_IN_PROGRESS", f"{failed} Rollback requested by user.")
        complete = _remove_all(stack, RETAINED_AT_FIRST)
        stack.enter("ROLLBACK_COMPLETE" if complete else "ROLLBACK_FAILED", None if complete else stack.failure())
        return
    stack.enter("CREATE_COMPLETE")


def update(stack: Stack, desired: Desired) -> None:
    before = Desired(_template_of(stack), dict(stack.given_parameters), dict(stack.tags))
    stack.enter("UPDATE_IN_PROGRESS", "User Initiated")
    stack.updated = now()
    try:
        _change_to(stack, desired)
    except _Failed as failed:
        stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", str(failed))
        _reinstate_replaced(stack)
        try:
            _change_to(stack, before)
        except _Failed as stuck:
            stack.enter("UPDATE_ROLLBACK_FAILED", str(stuck))
            return
        _remove_leftovers(stack, before.template, RETAINED_AT_FIRST)
        stack.enter("UPDATE_ROLLBACK_COMPLETE")
        return
    stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    _remove_leftovers(stack, desired.template, RETAINED)
    stack.enter("UPDATE_COMPLETE")


def delete(stack: Stack) -> None:
    if stack.termination_protection:
        raise ValidationError(
            f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
        )
    if stack.status == "DELETE_COMPLETE":
        return
    stack.enter("DELETE_IN_PROGRESS", "User Initiated")
    if _remove_all(stack, RETAINED):
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
    _make(stack, desired.template)


def _make(stack: Stack, template: Template) -> None:
    """Brings every resource of the template to what the template says, dependencies first, then the outputs."""
    for logical_id in creation_order(template):
        declared = template.resources[logical_id]
        evaluate = _evaluation(stack, template)
        try:
            wanted = "Condition" not in declared or evaluate.condition(declared["Condition"])
            if wanted:
                _make_one(stack, logical_id, declared, evaluate)
        except _Failed:
            raise
        except Exception as error:
            verb = "UPDATE" if logical_id in stack.resources else "CREATE"
            _fail(stack, logical_id, declared["Type"], verb, error)
            raise _Failed(f"The following resource(s) failed to {verb.lower()}: [{logical_id}].") from error
    try:
        stack.outputs = _outputs(stack, template)
    except Exception as error:
        _fail(stack, stack.name, "AWS::CloudFormation::Stack", "UPDATE", error, is_resource=False)
        raise _Failed(_reason(error)) from error


def _make_one(stack: Stack, logical_id: str, declared: Mapping[str, Any], evaluate: Evaluation) -> None:
    type_name = declared["Type"]
    existing = stack.resources.get(logical_id)
    if existing and existing.type != type_name:
        raise ResourceFailure(f"Update of resource type is not permitted. The new template modifies resource type of the following resources: [{logical_id}]")
    attributes = {key: value for key, value in declared.items() if key != "Properties"}
    if existing is None:
        stack.note(logical_id, type_name, "", "CREATE_IN_PROGRESS")
    handler = resource_type(type_name)
    properties = evaluate(declared.get("Properties") or {})
    handler.check(properties)
    request = _request(stack, logical_id, properties)
    if existing is None:
        physical = handler.create(request)
        stack.resources[logical_id] = Resource(logical_id, type_name, properties, attributes, physical)
        stack.note(logical_id, type_name, physical.id, "CREATE_COMPLETE")
        return
    before = existing.properties
    if before == properties:
        existing.attributes = attributes
        return
    stack.note(logical_id, type_name, existing.physical.id, "UPDATE_IN_PROGRESS")
    if handler.is_replaced(before, properties):
        _replace(stack, handler, existing, request)
    else:
        # Noted first: after a failure the rollback must change it back, however far the change came.
        existing.properties = properties
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
    existing.physical = handler.create(request)
    stack.replaced.append(old)


def _reinstate_replaced(stack: Stack) -> None:
    """Lets the old resources be the stack's again and marks their replacements for removal."""
    for index, old in enumerate(stack.replaced):
        stack.replaced[index] = replace(stack.resources[old.logical_id], attributes={})
        stack.resources[old.logical_id] = old


def _remove_leftovers(stack: Stack, template: Template, retained: frozenset[str]) -> None:
    """What was replaced and what the template no longer has goes after everything else worked, dependents first."""
    while stack.replaced:
        old = stack.replaced.pop()
        if old.attributes.get("UpdateReplacePolicy") not in RETAINED:
            _remove_one(stack, old)
    evaluate = _evaluation(stack, template)
    for logical_id in reversed(list(stack.resources)):
        declared = template.resources.get(logical_id)
        if declared and ("Condition" not in declared or evaluate.condition(declared["Condition"])):
            continue
        resource = stack.resources.pop(logical_id)
        if resource.attributes.get("DeletionPolicy") in retained:
            stack.note(logical_id, resource.type, resource.physical.id, "DELETE_SKIPPED")
        else:
            _remove_one(stack, resource)


def _remove_all(stack: Stack, retained: frozenset[str]) -> bool:
    """Removes every resource but the retained ones, dependents first; false if one could not be removed."""
    complete = True
    for logical_id in reversed(list(stack.resources)):
        resource = stack.resources[logical_id]
        if resource.attributes.get("DeletionPolicy") in retained:
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
        request = _request(stack, resource.logical_id, resource.properties)
        resource_type(resource.type).delete(request, resource.physical)
    except Exception as error:
        resource.status = "DELETE_FAILED"
        _fail(stack, resource.logical_id, resource.type, "DELETE", error, resource.physical.id)
        return False
    stack.note(resource.logical_id, resource.type, resource.physical.id, "DELETE_COMPLETE")
    return True


def _request(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Request:
    return Request(stack.place, stack.name, stack.id, stack.tags, logical_id, properties)


def _evaluation(stack: Stack, template: Template) -> Evaluation:
    place = stack.place
    names = {
        **stack.parameters,
        **{logical_id: resource.physical.id for logical_id, resource in stack.resources.items()},
        "AWS::AccountId": place.account,
        "AWS::NoValue": NO_VALUE,
        "AWS::NotificationARNs": [],
        "AWS::Partition": place.partition,
        "AWS::Region": place.region,
        "AWS::StackId": stack.id,
        "AWS::StackName": stack.name,
        "AWS::URLSuffix": place.url_suffix,
    }

    def attribute(logical_id: str, name: str) -> Any:
        if logical_id not in stack.resources:
            raise ResourceFailure(f"Template error: instance of Fn::GetAtt references undefined resource {logical_id}")
        return stack.resources[logical_id].physical.attribute(name)

    return Evaluation(names, attribute, template.document, stacks_in(place).exported)


def _outputs(stack: Stack, template: Template) -> list[Output]:
    evaluate = _evaluation(stack, template)
    outputs = []
    for key, declared in template.outputs.items():
        if "Condition" in declared and not evaluate.condition(declared["Condition"]):
            continue
        export = evaluate(declared["Export"]["Name"]) if "Export" in declared else None
        outputs.append(Output(key, str(evaluate(declared["Value"])), declared.get("Description"), export))
    taken = {output.export for owner, output in stacks_in(stack.place).exports() if owner is not stack}
    for output in outputs:
        if output.export in taken:
            raise ResourceFailure(f"Export with name {output.export} is already exported by another stack")
    return outputs


def _fail(
    stack: Stack,
    logical_id: str,
    type_name: str,
    verb: str,
    error: Exception,
    physical_id: str = "",
    is_resource: bool = True,
) -> None:
    """Writes a failure down where people and the rehearsal look: in the events and in the report."""
    reason = _reason(error)
    if is_resource:
        stack.note(logical_id, type_name, physical_id, f"{verb}_FAILED", reason)
    if isinstance(error, UnknownResourceType):
        report.unknown_types.append(UnknownType(type_name, logical_id, stack.name, stack.place.account))
    report.failures.append(Failure(stack.place.account, stack.name, logical_id, type_name, reason))
    if not isinstance(error, (BotoCoreError, ClientError, ResourceFailure, ServiceException, UnknownResourceType)):
        traceback.print_exception(error, limit=-4, file=sys.stderr)


def _reason(error: Exception) -> str:
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{answer['Message']} (Service: {error.operation_name}; Error Code: {answer['Code']})"
    if isinstance(error, ServiceException):
        return str(error.message)
    if isinstance(error, (ResourceFailure, UnknownResourceType, BotoCoreError)):
        return str(error)
    return f"{type(error).__name__}: {error}"
