"""The CloudFormation API: what the CDK CLI, Terraform and the SDKs call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from moto.cloudformation.utils import get_stack_from_s3_url
from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from ..errors import AlreadyExists, ChangeSetNotFound, ValidationError
from ..place import Place
from . import deployment
from .change_set import ChangeSet
from .deployment import Desired
from .parameters import parameter_values
from .stack import Resource, Stack
from .stack_set_api import StackSetApi
from .stacks import Stacks, stacks_in
from .template import Template

Item = TypeVar("Item")


class CloudFormationApi(StackSetApi, BaseResponse):
    """moto makes one of these for every request, finds the method by the action and writes the answer."""

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    @property
    def place(self) -> Place:
        return Place(self.current_account, self.region)

    @property
    def stacks(self) -> Stacks:
        return stacks_in(self.place)

    # Stacks

    def create_stack(self) -> ActionResult:
        name = self.params["StackName"]
        if self.stacks.find(name):
            raise AlreadyExists(f"Stack [{name}] already exists")
        desired = self._desired(None)
        stack = Stack(name, self.place, role_arn=self.params.get("RoleARN"))
        stack.termination_protection = bool(self.params.get("EnableTerminationProtection"))
        self.stacks.all.append(stack)
        keep = self.params.get("DisableRollback") or self.params.get("OnFailure") == "DO_NOTHING"
        deployment.create(stack, desired, keep_on_failure=bool(keep))
        return ActionResult({"StackId": stack.id})

    def update_stack(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        _require_updatable(stack)
        desired = self._desired(stack)
        if _is_same(stack, desired):
            raise ValidationError("No updates are to be performed.")
        deployment.update(stack, desired)
        return ActionResult({"StackId": stack.id})

    def delete_stack(self) -> ActionResult:
        stack = self.stacks.find(self.params["StackName"])
        if stack is not None:
            deployment.delete(stack)
            self.stacks.change_sets = [each for each in self.stacks.change_sets if each.stack is not stack]
        return EmptyResult()

    def describe_stacks(self) -> ActionResult:
        named = self.params.get("StackName")
        stacks = [self.stacks.get(named)] if named else self.stacks.live()
        return self._page("Stacks", [_stack(stack) for stack in stacks], 50)

    def list_stacks(self) -> ActionResult:
        wanted = self.params.get("StackStatusFilter")
        stacks = [stack for stack in reversed(self.stacks.all) if not wanted or stack.status in wanted]
        return self._page("StackSummaries", [_summary(stack) for stack in stacks], 100)

    def describe_stack_events(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        events = [
            {
                "StackId": stack.id,
                "EventId": event.id,
                "StackName": stack.name,
                "LogicalResourceId": event.logical_id,
                "PhysicalResourceId": event.physical_id,
                "ResourceType": event.type,
                "Timestamp": event.time,
                "ResourceStatus": event.status,
                "ResourceStatusReason": event.reason,
            }
            for event in reversed(stack.events)
        ]
        return self._page("StackEvents", events, 100)

    def describe_stack_resources(self) -> ActionResult:
        stack = self.stacks.get(self.params.get("StackName") or "")
        wanted = self.params.get("LogicalResourceId")
        resources = [each for each in stack.resources.values() if wanted in (None, each.logical_id)]
        return ActionResult({"StackResources": [_resource(stack, each) for each in resources]})

    def describe_stack_resource(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        wanted = self.params["LogicalResourceId"]
        if wanted not in stack.resources:
            raise ValidationError(f"Resource {wanted} does not exist for stack {stack.name}")
        return ActionResult({"StackResourceDetail": _resource(stack, stack.resources[wanted])})

    def list_stack_resources(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        resources = [_resource(stack, each) for each in stack.resources.values()]
        return self._page("StackResourceSummaries", resources, 100)

    def get_template(self) -> ActionResult:
        if self.params.get("ChangeSetName"):
            return ActionResult({"TemplateBody": self._change_set().desired.template.body})
        stack = self.stacks.get(self.params["StackName"])
        body = stack.template.body if stack.template else "{}"
        return ActionResult({"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]})

    def get_template_summary(self) -> ActionResult:
        named = self.params.get("StackName") or self.params.get("StackSetName")
        if self.params.get("StackSetName"):
            template = self._stack_set(self.params["StackSetName"]).template
        elif named:
            template = self.stacks.get(named).template or self._template(None)
        else:
            template = self._template(None)
        return ActionResult(
            {
                "Parameters": _declared_parameters(template),
                "Description": template.description,
                "Capabilities": template.required_capabilities(),
                "ResourceTypes": sorted(set(template.resource_types)),
                "Version": template.document.get("AWSTemplateFormatVersion"),
                "Metadata": None,
            }
        )

    def validate_template(self) -> ActionResult:
        template = self._template(None)
        return ActionResult(
            {
                "Parameters": _declared_parameters(template),
                "Description": template.description,
                "Capabilities": template.required_capabilities(),
            }
        )

    def update_termination_protection(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        stack.termination_protection = bool(self.params["EnableTerminationProtection"])
        return ActionResult({"StackId": stack.id})

    def get_stack_policy(self) -> ActionResult:
        self.stacks.get(self.params["StackName"])
        return ActionResult({"StackPolicyBody": None})

    def list_exports(self) -> ActionResult:
        exports = [
            {"ExportingStackId": stack.id, "Name": output.export, "Value": output.value}
            for stack, output in self.stacks.exports()
        ]
        return self._page("Exports", exports, 100)

    # Change sets

    def create_change_set(self) -> ActionResult:
        kind = self.params.get("ChangeSetType", "UPDATE")
        name = self.params["StackName"]
        stack = self.stacks.find(name)
        if kind == "UPDATE":
            stack = self.stacks.get(name)
            _require_updatable(stack)
        elif kind != "CREATE":
            raise ValidationError(f"the emulator does not do change sets of type {kind}")
        elif stack is not None and stack.status != "REVIEW_IN_PROGRESS":
            raise ValidationError(f"Stack [{name}] already exists and cannot be created again with the changeSet [{self.params['ChangeSetName']}].")
        desired = self._desired(stack if kind == "UPDATE" else None)
        if stack is None:
            stack = Stack(name, self.place, role_arn=self.params.get("RoleARN"))
            stack.enter("REVIEW_IN_PROGRESS", "User Initiated")
            self.stacks.all.append(stack)
        change_set = ChangeSet(
            self.params["ChangeSetName"],
            kind,
            stack,
            desired,
            self.params.get("Description"),
            list(self.params.get("Capabilities", [])),
        )
        if any(each.stack is stack and each.name == change_set.name for each in self.stacks.change_sets):
            raise AlreadyExists(f"ChangeSet {change_set.name} already exists")
        self.stacks.change_sets.append(change_set)
        return ActionResult({"Id": change_set.id, "StackId": stack.id})

    def describe_change_set(self) -> ActionResult:
        change_set = self._change_set()
        desired = change_set.desired
        return ActionResult(
            {
                **_change_set(change_set),
                "Parameters": _pairs(desired.parameters),
                "Tags": _tags(desired.tags),
                "Capabilities": change_set.capabilities,
                "Changes": change_set.changes,
            }
        )

    def execute_change_set(self) -> ActionResult:
        change_set = self._change_set()
        if change_set.execution_status != "AVAILABLE":
            raise ValidationError(f"ChangeSet [{change_set.id}] cannot be executed in its current status of [{change_set.status}]")
        change_set.execution_status = "EXECUTE_COMPLETE"
        stack = change_set.stack
        self.stacks.change_sets = [each for each in self.stacks.change_sets if each.stack is not stack]
        if change_set.kind == "CREATE":
            keep = self.params.get("DisableRollback") or self.params.get("OnStackFailure") == "DO_NOTHING"
            deployment.create(stack, change_set.desired, keep_on_failure=bool(keep))
        else:
            deployment.update(stack, change_set.desired)
        return EmptyResult()

    def delete_change_set(self) -> ActionResult:
        try:
            self.stacks.change_sets.remove(self._change_set())
        except ChangeSetNotFound:
            if not self.params["ChangeSetName"].startswith("arn:") and not self.params.get("StackName"):
                raise
        return EmptyResult()

    def list_change_sets(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        change_sets = [_change_set(each) for each in self.stacks.change_sets if each.stack is stack]
        return self._page("Summaries", change_sets, 100)

    # What requests have in common

    def _change_set(self) -> ChangeSet:
        wanted, stack_name = self.params["ChangeSetName"], self.params.get("StackName")
        for change_set in self.stacks.change_sets:
            if change_set.id == wanted:
                return change_set
            if change_set.name == wanted and stack_name in (change_set.stack.name, change_set.stack.id):
                return change_set
        raise ChangeSetNotFound(f"ChangeSet [{wanted}] does not exist")

    def _desired(self, stack: Stack | None) -> Desired:
        template = self._template(stack)
        template.require_capabilities(self.params.get("Capabilities", []))
        previous = stack.given_parameters if stack else {}
        parameters = self._given_parameters(self.params.get("Parameters", []), previous, template)
        parameter_values(template, parameters, self.place)
        tags = {tag["Key"]: tag["Value"] for tag in self.params.get("Tags", [])}
        if stack and "Tags" not in self.params:
            tags = dict(stack.tags)
        return Desired(template, parameters, tags)

    def _given_parameters(self, pairs: Sequence[dict[str, Any]], previous: dict[str, str], template: Template) -> dict[str, str]:
        given = {}
        for pair in pairs:
            key = pair["ParameterKey"]
            if not pair.get("UsePreviousValue"):
                given[key] = pair.get("ParameterValue", "")
            elif key in previous:
                given[key] = previous[key]
            elif "Default" not in template.parameters.get(key, {}):
                raise ValidationError(f"Invalid input for parameter key {key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template")
        return given

    def _template(self, stack: Stack | None) -> Template:
        if self.params.get("UsePreviousTemplate"):
            if stack is None or stack.template is None:
                raise ValidationError("There is no previous template to use")
            return stack.template
        if self.params.get("TemplateBody"):
            return Template(self.params["TemplateBody"])
        if self.params.get("TemplateURL"):
            return Template(self._from_s3(self.params["TemplateURL"]), from_s3=True)
        raise ValidationError("Either Template URL or Template Body must be specified.")

    def _from_s3(self, url: str) -> str:
        return get_stack_from_s3_url(url, account_id=self.current_account, partition=self.partition)

    def _page(self, key: str, items: Sequence[Item], most: int) -> ActionResult:
        """At most so many at once, as AWS gives them, so that nobody gets used to one page."""
        start = int(self.params.get("NextToken") or 0)
        size = min(int(self.params.get("MaxResults") or most), most)
        end = start + size
        return ActionResult({key: items[start:end], "NextToken": str(end) if end < len(items) else None})


def _require_updatable(stack: Stack) -> None:
    if not stack.status.endswith("_COMPLETE") or stack.status in ("ROLLBACK_COMPLETE", "DELETE_COMPLETE"):
        raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")


def _is_same(stack: Stack, desired: Desired) -> bool:
    assert stack.template is not None
    return (stack.template.document, stack.given_parameters, stack.tags) == (
        desired.template.document,
        desired.parameters,
        desired.tags,
    )


def _summary(stack: Stack) -> dict[str, Any]:
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "TemplateDescription": stack.template.description if stack.template else None,
        "CreationTime": stack.created,
        "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }


def _stack(stack: Stack) -> dict[str, Any]:
    parameters = stack.template.parameters if stack.template else {}
    shown = {
        name: "****" if parameters[name].get("NoEcho") else _shown(value)
        for name, value in stack.parameters.items()
        if name in parameters
    }
    return {
        **_summary(stack),
        "Description": stack.template.description if stack.template else None,
        "Parameters": _pairs(shown),
        "DisableRollback": False,
        "NotificationARNs": [],
        "Capabilities": stack.template.required_capabilities() if stack.template else [],
        "RoleARN": stack.role_arn,
        "Outputs": [
            {"OutputKey": each.key, "OutputValue": each.value, "Description": each.description, "ExportName": each.export}
            for each in stack.outputs
        ],
        "Tags": _tags(stack.tags),
        "EnableTerminationProtection": stack.termination_protection,
    }


def _shown(value: Any) -> str:
    return ",".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _resource(stack: Stack, resource: Resource) -> dict[str, Any]:
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical.id,
        "ResourceType": resource.type,
        "Timestamp": resource.changed,
        "LastUpdatedTimestamp": resource.changed,
        "ResourceStatus": resource.status,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }


def _change_set(change_set: ChangeSet) -> dict[str, Any]:
    return {
        "ChangeSetName": change_set.name,
        "ChangeSetId": change_set.id,
        "StackId": change_set.stack.id,
        "StackName": change_set.stack.name,
        "Description": change_set.description,
        "CreationTime": change_set.created,
        "ExecutionStatus": change_set.execution_status,
        "Status": change_set.status,
        "StatusReason": change_set.reason,
        "IncludeNestedStacks": False,
    }


def _declared_parameters(template: Template) -> list[dict[str, Any]]:
    return [
        {
            "ParameterKey": name,
            "DefaultValue": declared.get("Default"),
            "ParameterType": declared.get("Type", "String"),
            "NoEcho": bool(declared.get("NoEcho", False)),
            "Description": declared.get("Description"),
        }
        for name, declared in template.parameters.items()
    ]


def _pairs(values: Any) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


def _tags(tags: Any) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
