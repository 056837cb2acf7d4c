"""AWS::CloudFormation::StackSet, in the order in which AWS's own handler works.

Source: aws-cloudformation-resource-providers-cloudformation, aws-cloudformation-stackset, March 2025: CreateHandler,
UpdateHandler, DeleteHandler, BaseHandlerStd and Comparator. The rollback of a failed update is the same update handler
with the properties exchanged; what a failed creation has made is deleted by the delete handler.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from moto.core.exceptions import ServiceException

from .. import change_log
from ..errors import ResourceFailure, StackSetNotEmpty, StackSetNotFound
from ..organization import Organization
from ..place import Place
from ..resources.resource_type import FailedCreation, PhysicalResource, Request, ResourceType
from . import stack_set_operations as operations
from .administration import (
    administered,
    check_dependencies,
    check_member_template,
    check_nested,
    require_trusted_access,
)
from .parameters import parameter_values
from .quotas import require_room_for_stack_set
from .stack_set import Operation, Preferences, StackSet, forget, keep, stack_sets_in
from .target_changes import target_changes
from .targets import Target
from .template import Template

SETTINGS = ("AutoDeployment", "Capabilities", "Description", "Parameters", "Tags", "TemplateBody")
"""What CreateStackSet and UpdateStackSet are given alike."""
LONGEST_MESSAGE = 850


class CloudFormationStackSet(ResourceType):
    name = "AWS::CloudFormation::StackSet"
    name_property = "StackSetName"
    required = frozenset({"StackSetName", "PermissionModel", "TemplateBody"})
    replaced_by = frozenset({"StackSetName", "PermissionModel"})
    known = frozenset(
        {
            "AutoDeployment",
            "CallAs",
            "Capabilities",
            "Description",
            "ManagedExecution",
            "OperationPreferences",
            "Parameters",
            "PermissionModel",
            "StackInstancesGroup",
            "StackSetName",
            "Tags",
            "TemplateBody",
        }
    )

    def create(self, request: Request) -> PhysicalResource:
        properties = request.properties
        changes = target_changes([], _group(properties))
        organization = _organization(request)
        check_nested(Template(properties["TemplateBody"]))
        home = Place(organization.management_account, request.place.region)
        if any(each.name == properties["StackSetName"] for each in stack_sets_in(home)):
            raise ResourceFailure(
                f"Resource of type '{self.name}' with identifier '{properties['StackSetName']}' already exists."
            )
        require_room_for_stack_set(request.place.account)
        stack_set = StackSet(
            name=properties["StackSetName"],
            home=home,
            administrator=request.place.account,
            call_as=properties.get("CallAs", "SELF"),
            template=_template(properties),
            parameters={},
            capabilities=[],
            auto_deployment=False,
            retain_on_account_removal=False,
            managed_execution=_manages_execution(properties),
        )
        _adopt(stack_set, request)
        keep(stack_set)
        _note(request, "CreateStackSet", **_given(properties, *SETTINGS, "ManagedExecution", "PermissionModel"))
        physical = PhysicalResource(stack_set.id, {"StackSetId": stack_set.id})
        try:
            for target in changes.added:
                _note_instances(request, "CreateStackInstances", target)
                _stabilize(operations.create_instances(stack_set, organization, target, _preferences(properties)))
        except (ResourceFailure, ServiceException) as failure:
            raise FailedCreation(_message(failure), physical) from failure
        return physical

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """Deletes first, and never retains; then UpdateStackSet, if it would change something; then creates."""
        properties, preferences = request.properties, _preferences(request.properties)
        changes = target_changes(_group(before), _group(properties))
        organization = _organization(request)
        check_nested(Template(properties["TemplateBody"]))
        stack_set = _find(request, organization, physical)
        if stack_set.managed_execution != _manages_execution(properties):
            stack_set.managed_execution = _manages_execution(properties)
            _note(request, "UpdateStackSet", **_given(properties, "Capabilities", "ManagedExecution"))
        for target in changes.removed:
            _note_instances(request, "DeleteStackInstances", target)
            _stabilize(operations.delete_instances(stack_set, organization, target, preferences, retain=False))
        if _settings(before) != _settings(properties) or stack_set.tags != request.tags():
            _adopt(stack_set, request)
            _note(request, "UpdateStackSet", **_given(properties, *SETTINGS, "OperationPreferences"))
            _stabilize(operations.update_set(stack_set, organization, preferences))
        for target in changes.added:
            _note_instances(request, "CreateStackInstances", target)
            _stabilize(operations.create_instances(stack_set, organization, target, preferences))
        for target in changes.updated:
            _note_instances(request, "UpdateStackInstances", target)
            _stabilize(operations.update_instances(stack_set, organization, target, preferences))
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """Of the targets of the template only: an instance elsewhere leaves a set that is not empty."""
        organization = _organization(request)
        stack_set = _find(request, organization, physical)
        for target in target_changes(_group(request.properties), []).removed:
            _note_instances(request, "DeleteStackInstances", target)
            preferences = _preferences(request.properties)
            _stabilize(operations.delete_instances(stack_set, organization, target, preferences, retain=False))
        if stack_set.instances:
            raise StackSetNotEmpty
        forget(stack_set)
        _note(request, "DeleteStackSet")


def _note(request: Request, operation: str, **parameters: Any) -> None:
    """CloudFormation calls its own API for a stack set; here it is not called, and what it would have been is noted."""
    named = {**_given(request.properties, "StackSetName", "CallAs"), **parameters}
    change_log.log.note(request.place, "cloudformation", operation, named)


def _note_instances(request: Request, operation: str, target: Target) -> None:
    """The handler says nothing of RetainStacks, and nothing is retained."""
    _note(request, operation, **target.parameters(), **_given(request.properties, "OperationPreferences"))


def _group(properties: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(properties.get("StackInstancesGroup", []))


def _settings(properties: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the handler compares before it calls UpdateStackSet: neither capabilities nor preferences."""
    parameters = {each["ParameterKey"]: str(each["ParameterValue"]) for each in properties.get("Parameters", [])}
    return (*_given(properties, "AutoDeployment", "Description", "TemplateBody").items(), parameters)


def _given(properties: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: properties[name] for name in names if name in properties}


def _organization(request: Request) -> Organization:
    properties = request.properties
    if properties["PermissionModel"] != "SERVICE_MANAGED":
        raise ResourceFailure("the emulator does service-managed stack sets only")
    organization = administered(request.place, properties.get("CallAs", "SELF"))
    require_trusted_access(organization)
    return organization


def _template(properties: Mapping[str, Any]) -> Template:
    template = Template(properties["TemplateBody"])
    check_member_template(template)
    template.require_capabilities(properties.get("Capabilities", []))
    return template


def _adopt(stack_set: StackSet, request: Request) -> None:
    """Nothing of it, if the API would refuse one of the settings."""
    properties = request.properties
    if "AutoDeployment" not in properties:
        raise ResourceFailure("AutoDeployment is required for the SERVICE_MANAGED permission model")
    automatic = properties["AutoDeployment"]
    enabled, retains = _is_true(automatic.get("Enabled")), _is_true(automatic.get("RetainStacksOnAccountRemoval"))
    if retains and not enabled:
        raise ResourceFailure("RetainStacksOnAccountRemoval must not be enabled without automatic deployments")
    depends_on = check_dependencies(automatic.get("DependsOn", []), stack_set.home, stack_set)
    parameters = {each["ParameterKey"]: str(each["ParameterValue"]) for each in properties.get("Parameters", [])}
    template = _template(properties)
    parameter_values(template, parameters, request.place)
    stack_set.template, stack_set.parameters = template, parameters
    stack_set.auto_deployment, stack_set.retain_on_account_removal = enabled, retains
    stack_set.depends_on = depends_on
    stack_set.description = properties.get("Description")
    stack_set.capabilities = list(properties.get("Capabilities", []))
    stack_set.tags = request.tags()


def _find(request: Request, organization: Organization, physical: PhysicalResource) -> StackSet:
    home = Place(organization.management_account, request.place.region)
    for stack_set in stack_sets_in(home):
        if stack_set.id == physical.id:
            return stack_set
    raise StackSetNotFound(physical.id)


def _preferences(properties: Mapping[str, Any]) -> Preferences:
    return Preferences(properties.get("OperationPreferences", {}))


def _manages_execution(properties: Mapping[str, Any]) -> bool:
    return _is_true(properties.get("ManagedExecution", {}).get("Active"))


def _stabilize(operation: Operation) -> None:
    """NotStabilized, in the handler's words: the reason of each instance that failed, and no account."""
    if operation.status == "SUCCEEDED":
        return
    reasons = dict.fromkeys(result.reason for result in operation.failures())
    message = f"Stack set operation [{operation.id}] was unexpectedly stopped or failed. status reason(s):"
    message += "".join(f" [{reason}]" for reason in reasons)
    if len(message) > LONGEST_MESSAGE:
        message = message[:LONGEST_MESSAGE] + "... Use list-stack-set-operation-results for more information."
    raise ResourceFailure(
        f'Resource handler returned message: "{message}" '
        f"(RequestToken: {uuid.uuid4()}, HandlerErrorCode: NotStabilized)"
    )


def _message(failure: ResourceFailure | ServiceException) -> str:
    return str(failure.message) if isinstance(failure, ServiceException) else str(failure)


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
