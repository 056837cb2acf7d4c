"""The part of the CloudFormation API that is about stacks."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ..errors import AlreadyExists, ValidationError
from . import deployment
from .quotas import add_stack
from .request import CloudFormationRequest
from .stack import Stack, require_updatable
from .views import declared_parameters, resource_view, stack_summary, stack_view


class StackApi(CloudFormationRequest):
    """The calls return when their work is done."""

    def create_stack(self) -> ActionResult:
        name = self.params["StackName"]
        if self.stacks.find(name):
            raise AlreadyExists(f"Stack [{name}] already exists")
        desired = self._desired(None)
        stack = Stack(name, self.place, role_arn=self.params.get("RoleARN"))
        stack.termination_protection = bool(self.params.get("EnableTerminationProtection"))
        add_stack(self.stacks, stack)
        keep = self.params.get("DisableRollback") or self.params.get("OnFailure") == "DO_NOTHING"
        deployment.create(stack, desired, keep_on_failure=bool(keep))
        return ActionResult({"StackId": stack.id})

    def update_stack(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        require_updatable(stack)
        desired = self._desired(stack)
        if desired.is_met_by(stack):
            raise ValidationError("No updates are to be performed.")
        deployment.update(stack, desired)
        return ActionResult({"StackId": stack.id})

    def continue_update_rollback(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        deployment.continue_rollback(stack, self.params.get("ResourcesToSkip", ()))
        return EmptyResult()

    def delete_stack(self) -> ActionResult:
        stack = self.stacks.find(self.params["StackName"])
        if stack is not None:
            deployment.delete(stack, self.params.get("RetainResources", ()))
            self.stacks.change_sets = [each for each in self.stacks.change_sets if each.stack is not stack]
        return EmptyResult()

    def describe_stacks(self) -> ActionResult:
        named = self.params.get("StackName")
        stacks = [self.stacks.get(named)] if named else self.stacks.live()
        return self._page("Stacks", [stack_view(stack) for stack in stacks], 50)

    def list_stacks(self) -> ActionResult:
        wanted = self.params.get("StackStatusFilter")
        stacks = [stack for stack in reversed(self.stacks.all) if not wanted or stack.status in wanted]
        return self._page("StackSummaries", [stack_summary(stack) for stack in stacks], 100)

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
        return ActionResult({"StackResources": [resource_view(stack, each) for each in resources]})

    def describe_stack_resource(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        wanted = self.params["LogicalResourceId"]
        if wanted not in stack.resources:
            raise ValidationError(f"Resource {wanted} does not exist for stack {stack.name}")
        return ActionResult({"StackResourceDetail": resource_view(stack, stack.resources[wanted])})

    def list_stack_resources(self) -> ActionResult:
        stack = self.stacks.get(self.params["StackName"])
        resources = [resource_view(stack, each) for each in stack.resources.values()]
        return self._page("StackResourceSummaries", resources, 100)

    def validate_template(self) -> ActionResult:
        template = self._template(None)
        return ActionResult(
            {
                "Parameters": declared_parameters(template),
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

    def list_imports(self) -> ActionResult:
        name = self.params["ExportName"]
        importers = self.stacks.importers(name)
        if not importers:
            raise ValidationError(f"Export '{name}' is not imported by any stack.")
        return self._page("Imports", importers, 100)
