"""The part of the CloudFormation API that is about change sets."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ..errors import AlreadyExists, ChangeSetNotFound, ValidationError
from . import deployment
from .change_set import ChangeSet
from .drift import drift_of
from .quotas import add_stack
from .request import CloudFormationRequest
from .stack import Stack, require_updatable
from .views import change_set_view, pairs, tags


class ChangeSetApi(CloudFormationRequest):
    """How the CDK CLI creates and updates stacks."""

    def create_change_set(self) -> ActionResult:
        kind = self.params.get("ChangeSetType", "UPDATE")
        name = self.params["StackName"]
        stack = self.stacks.find(name)
        if kind == "UPDATE":
            stack = self.stacks.get(name)
            require_updatable(stack)
        elif kind != "CREATE":
            raise ValidationError(f"the emulator does not do change sets of type {kind}")
        elif stack is not None and stack.status != "REVIEW_IN_PROGRESS":
            raise ValidationError(
                f"Stack [{name}] already exists and cannot be created again "
                f"with the changeSet [{self.params['ChangeSetName']}]."
            )
        desired = self._desired(stack if kind == "UPDATE" else None)
        if stack is None:
            stack = Stack(name, self.place, role_arn=self.params.get("RoleARN"))
            stack.enter("REVIEW_IN_PROGRESS", "User Initiated")
            add_stack(self.stacks, stack)
        change_set = ChangeSet(
            self.params["ChangeSetName"],
            kind,
            stack,
            desired,
            self.params.get("Description"),
            list(self.params.get("Capabilities", [])),
            drift_of(stack) if self._reverts_drift(kind) else {},
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
                **change_set_view(change_set),
                "Parameters": pairs(desired.parameters),
                "Tags": tags(desired.tags),
                "Capabilities": change_set.capabilities,
                "Changes": change_set.changes,
            }
        )

    def execute_change_set(self) -> ActionResult:
        change_set = self._change_set()
        if change_set.execution_status != "AVAILABLE":
            raise ValidationError(
                f"ChangeSet [{change_set.id}] cannot be executed in its current status of [{change_set.status}]"
            )
        change_set.execution_status = "EXECUTE_COMPLETE"
        stack = change_set.stack
        self.stacks.change_sets = [each for each in self.stacks.change_sets if each.stack is not stack]
        if change_set.kind == "CREATE":
            keep = self.params.get("DisableRollback") or self.params.get("OnStackFailure") == "DO_NOTHING"
            deployment.create(stack, change_set.desired, keep_on_failure=bool(keep))
        else:
            deployment.update(stack, change_set.desired, change_set.drift)
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
        change_sets = [change_set_view(each) for each in self.stacks.change_sets if each.stack is stack]
        return self._page("Summaries", change_sets, 100)

    def _reverts_drift(self, kind: str) -> bool:
        mode = self.params.get("DeploymentMode")
        if mode not in (None, "REVERT_DRIFT"):
            raise ValidationError(f"Value '{mode}' at 'deploymentMode' failed to satisfy constraint: [REVERT_DRIFT]")
        return mode is not None and kind == "UPDATE"

    def _change_set(self) -> ChangeSet:
        wanted, stack_name = self.params["ChangeSetName"], self.params.get("StackName")
        for change_set in self.stacks.change_sets:
            if change_set.id == wanted:
                return change_set
            if change_set.name == wanted and stack_name in (change_set.stack.name, change_set.stack.id):
                return change_set
        raise ChangeSetNotFound(f"ChangeSet [{wanted}] does not exist")
