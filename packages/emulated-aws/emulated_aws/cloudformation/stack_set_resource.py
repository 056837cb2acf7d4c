"""AWS::CloudFormation::StackSet, in the order in which AWS's own handler works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import change_log
from ..errors import ResourceFailure
from ..organization import Organization
from ..place import Place
from ..resources.resource_type import PhysicalResource, Request, ResourceType
from . import stack_set_operations as operations
from .administration import (
    administered,
    check_dependencies,
    check_member_template,
    require_trusted_access,
)
from .parameters import parameter_values
from .stack_set import Operation, Preferences, StackSet, forget, keep, stack_sets_in
from .targets import Target, parse_group
from .template import Template

SETTINGS = ("AutoDeployment", "Capabilities", "Description", "ManagedExecution", "Parameters", "Tags", "TemplateBody")
"""What CreateStackSet and UpdateStackSet are given alike."""


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
        organization = _organization(request)
        home = Place(organization.management_account, request.place.region)
        if any(each.name == properties["StackSetName"] for each in stack_sets_in(home)):
            raise ResourceFailure(f"StackSet {properties['StackSetName']} already exists")
        group = parse_group(properties.get("StackInstancesGroup", []), organization)
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
        )
        _adopt(stack_set, request)
        keep(stack_set)
        _note(request, "CreateStackSet", **_given(properties, *SETTINGS, "PermissionModel"))
        _note_instances(request, "CreateStackInstances", properties, {})
        try:
            _require(operations.create_instances(stack_set, organization, group, _preferences(properties)))
        except ResourceFailure:
            self._delete(request, stack_set, organization, Preferences({"FailureTolerancePercentage": 100}))
            raise
        return PhysicalResource(stack_set.id, {"StackSetId": stack_set.id})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        organization = _organization(request)
        stack_set = _find(request, organization, physical)
        preferences = _preferences(request.properties)
        old = _parsed(before, organization)
        new = parse_group(request.properties.get("StackInstancesGroup", []), organization)
        template = _template(request.properties)
        removed = [
            instance
            for place, instance in stack_set.instances.items()
            if place in _places(old, organization) and place not in _places(new, organization)
        ]
        if removed:
            _note_instances(request, "DeleteStackInstances", before, request.properties, RetainStacks=False)
        _require(operations.delete_instances(stack_set, organization, removed, preferences, retain=False))
        stack_set.targets = {unit: set(target.regions) for target in new for unit in target.units}
        stack_set.template = template
        _adopt(stack_set, request)
        _note(request, "UpdateStackSet", **_given(request.properties, *SETTINGS, "OperationPreferences"))
        _require(operations.update_set(stack_set, organization, preferences))
        added = [target for target in new if target not in old]
        if added:
            _note_instances(request, "CreateStackInstances", request.properties, before)
            _require(operations.create_instances(stack_set, organization, added, preferences))
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        organization = _organization(request)
        stack_set = _find(request, organization, physical)
        self._delete(request, stack_set, organization, _preferences(request.properties))

    def _delete(
        self, request: Request, stack_set: StackSet, organization: Organization, preferences: Preferences
    ) -> None:
        everything = list(stack_set.instances.values())
        if everything:
            _note_instances(request, "DeleteStackInstances", request.properties, {}, RetainStacks=False)
        _require(operations.delete_instances(stack_set, organization, everything, preferences, retain=False))
        forget(stack_set)
        _note(request, "DeleteStackSet")


def _note(request: Request, operation: str, **parameters: Any) -> None:
    """CloudFormation calls its own API for a stack set; here it is not called, and what it would have been is noted."""
    named = {**_given(request.properties, "StackSetName", "CallAs"), **parameters}
    change_log.log.note(request.place, "cloudformation", operation, named)


def _note_instances(
    request: Request, operation: str, these: Mapping[str, Any], those: Mapping[str, Any], **parameters: Any
) -> None:
    """One call for each group that only these properties have."""
    preferences = _given(request.properties, "OperationPreferences")
    for group in these.get("StackInstancesGroup", []):
        if group not in those.get("StackInstancesGroup", []):
            _note(request, operation, **group, **preferences, **parameters)


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
    properties = request.properties
    if "AutoDeployment" not in properties:
        raise ResourceFailure("AutoDeployment is required for the SERVICE_MANAGED permission model")
    automatic = properties["AutoDeployment"]
    stack_set.auto_deployment = _is_true(automatic.get("Enabled"))
    stack_set.retain_on_account_removal = _is_true(automatic.get("RetainStacksOnAccountRemoval"))
    if stack_set.retain_on_account_removal and not stack_set.auto_deployment:
        raise ResourceFailure("RetainStacksOnAccountRemoval must not be enabled without automatic deployments")
    stack_set.depends_on = check_dependencies(automatic.get("DependsOn", []), stack_set.home)
    stack_set.managed_execution = _is_true(properties.get("ManagedExecution", {}).get("Active"))
    stack_set.description = properties.get("Description")
    stack_set.capabilities = list(properties.get("Capabilities", []))
    stack_set.tags = request.tags()
    stack_set.parameters = {
        each["ParameterKey"]: str(each["ParameterValue"]) for each in properties.get("Parameters", [])
    }
    parameter_values(stack_set.template, stack_set.parameters, request.place)


def _find(request: Request, organization: Organization, physical: PhysicalResource) -> StackSet:
    home = Place(organization.management_account, request.place.region)
    for stack_set in stack_sets_in(home):
        if stack_set.id == physical.id:
            return stack_set
    raise ResourceFailure(f"StackSet {physical.id} not found")


def _parsed(properties: Mapping[str, Any], organization: Organization) -> list[Target]:
    return parse_group(properties.get("StackInstancesGroup", []), organization)


def _places(targets: list[Target], organization: Organization) -> set[Place]:
    return {place for target in targets for place in target.places(organization)}


def _preferences(properties: Mapping[str, Any]) -> Preferences:
    return Preferences(properties.get("OperationPreferences", {}))


def _require(operation: Operation) -> None:
    if operation.status != "SUCCEEDED":
        reasons = "; ".join(
            f"Account {result.place.account}, Region {result.place.region}: {result.reason}"
            for result in operation.failures()
        )
        raise ResourceFailure(
            f"Stack set operation {operation.id} was unexpectedly stopped or failed. status reason(s): [{reasons}]"
        )


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
