"""The part of the CloudFormation API that is about stack sets."""

from __future__ import annotations

from collections.abc import Callable

from moto.core.responses import ActionResult, EmptyResult

from ..errors import (
    NameAlreadyExists,
    OperationNotFound,
    StackInstanceNotFound,
    StackSetNotEmpty,
    StackSetNotFound,
    ValidationError,
)
from ..organization import Organization
from ..place import Place
from ..trusted_access import activate_trusted_access, deactivate_trusted_access, has_trusted_access
from . import administration
from . import stack_set_operations as operations
from .movement_order import order
from .parameters import parameter_values
from .quotas import require_room_for_stack_set
from .request import CloudFormationRequest
from .stack_set import Operation, Preferences, StackSet, forget, keep, stack_sets_in
from .stack_set_views import instance_view, operation_view, stack_set_summary
from .targets import Target
from .template import Template


class StackSetApi(CloudFormationRequest):
    """Service-managed sets only; they are found from the management account and from a delegated administrator."""

    def activate_organizations_access(self) -> ActionResult:
        activate_trusted_access(self._from_management().management_account)
        return EmptyResult()

    def deactivate_organizations_access(self) -> ActionResult:
        deactivate_trusted_access(self._from_management().management_account)
        return EmptyResult()

    def describe_organizations_access(self) -> ActionResult:
        trusted = has_trusted_access(self._organization().management_account)
        return ActionResult({"Status": "ENABLED" if trusted else "DISABLED"})

    def create_stack_set(self) -> ActionResult:
        if self.params.get("PermissionModel") != "SERVICE_MANAGED":
            raise ValidationError("the emulator does service-managed stack sets only")
        organization = self._organization()
        administration.require_trusted_access(organization)
        name = self.params["StackSetName"]
        if any(each.name == name for each in stack_sets_in(self._home(organization))):
            raise NameAlreadyExists(f"StackSet {name} already exists")
        automatic = self.params.get("AutoDeployment")
        if automatic is None:
            raise ValidationError("AutoDeployment is required for the SERVICE_MANAGED permission model")
        require_room_for_stack_set(self.place.account)
        template = self._member_template(None)
        stack_set = StackSet(
            name=name,
            home=self._home(organization),
            administrator=self.place.account,
            call_as=self.params.get("CallAs", "SELF"),
            template=template,
            parameters=self._given_parameters(self.params.get("Parameters", []), {}, template),
            capabilities=list(self.params.get("Capabilities", [])),
            auto_deployment=bool(automatic.get("Enabled")),
            retain_on_account_removal=bool(automatic.get("RetainStacksOnAccountRemoval")),
            depends_on=administration.check_dependencies(automatic.get("DependsOn", []), self._home(organization)),
            managed_execution=bool(self.params.get("ManagedExecution", {}).get("Active")),
            description=self.params.get("Description"),
            tags={tag["Key"]: tag["Value"] for tag in self.params.get("Tags", [])},
        )
        parameter_values(template, stack_set.parameters, self.place)
        keep(stack_set)
        return ActionResult({"StackSetId": stack_set.id})

    def update_stack_set(self) -> ActionResult:
        stack_set, organization = self._named(), self._organization()
        template = self._member_template(stack_set)
        parameters = self._given_parameters(self.params.get("Parameters", []), stack_set.parameters, template)
        parameter_values(template, parameters, self.place)
        stack_set.template, stack_set.parameters = template, parameters
        if "AutoDeployment" in self.params:
            stack_set.auto_deployment = bool(self.params["AutoDeployment"].get("Enabled"))
            stack_set.retain_on_account_removal = bool(
                self.params["AutoDeployment"].get("RetainStacksOnAccountRemoval")
            )
        if "Capabilities" in self.params:
            stack_set.capabilities = list(self.params["Capabilities"])
        if "Description" in self.params:
            stack_set.description = self.params["Description"]
        if "ManagedExecution" in self.params:
            stack_set.managed_execution = bool(self.params["ManagedExecution"].get("Active"))
        return self._done(operations.update_set(stack_set, organization, self._preferences()))

    def delete_stack_set(self) -> ActionResult:
        stack_set = self._named()
        if stack_set.instances:
            raise StackSetNotEmpty
        forget(stack_set)
        return EmptyResult()

    def create_stack_instances(self) -> ActionResult:
        stack_set, organization = self._named(), self._organization()
        return self._done(operations.create_instances(stack_set, organization, self._target(), self._preferences()))

    def update_stack_instances(self) -> ActionResult:
        stack_set, organization = self._named(), self._organization()
        target = self._target(Target.parse_update)
        return self._done(operations.update_instances(stack_set, organization, target, self._preferences()))

    def delete_stack_instances(self) -> ActionResult:
        stack_set, organization, retain = self._named(), self._organization(), bool(self.params["RetainStacks"])
        return self._done(
            operations.delete_instances(stack_set, organization, self._target(), self._preferences(), retain=retain)
        )

    def describe_stack_set(self) -> ActionResult:
        stack_set = self._named()
        return ActionResult(
            {
                "StackSet": {
                    **stack_set_summary(stack_set),
                    "StackSetARN": stack_set.arn,
                    "TemplateBody": stack_set.template.body,
                    "Parameters": [
                        {"ParameterKey": key, "ParameterValue": value} for key, value in stack_set.parameters.items()
                    ],
                    "Capabilities": stack_set.capabilities,
                    "Tags": [{"Key": key, "Value": value} for key, value in stack_set.tags.items()],
                    "OrganizationalUnitIds": sorted(stack_set.targets),
                    "Regions": stack_set.regions(),
                }
            }
        )

    def list_stack_sets(self) -> ActionResult:
        organization = self._organization()
        wanted = self.params.get("Status", "ACTIVE")
        stack_sets = [each for each in stack_sets_in(self._home(organization)) if each.status == wanted]
        return self._page("Summaries", [stack_set_summary(each) for each in stack_sets], 100)

    def describe_stack_instance(self) -> ActionResult:
        stack_set = self._named()
        place = Place(self.params["StackInstanceAccount"], self.params["StackInstanceRegion"])
        if place not in stack_set.instances:
            raise StackInstanceNotFound(
                f"Stack instance not found for account {place.account}, region {place.region} "
                f"in stack set {stack_set.name}"
            )
        return ActionResult({"StackInstance": instance_view(stack_set, stack_set.instances[place])})

    def list_stack_instances(self) -> ActionResult:
        order.looked()
        stack_set = self._named()
        account, region = self.params.get("StackInstanceAccount"), self.params.get("StackInstanceRegion")
        wanted = {each["Name"]: each["Values"] for each in self.params.get("Filters", [])}
        instances = [
            instance_view(stack_set, instance)
            for place, instance in sorted(stack_set.instances.items())
            if account in (None, place.account)
            and region in (None, place.region)
            and instance.detailed_status in wanted.get("DETAILED_STATUS", instance.detailed_status)
        ]
        return self._page("Summaries", instances, 100)

    def list_stack_set_auto_deployment_targets(self) -> ActionResult:
        stack_set = self._named()
        targets = [
            {"OrganizationalUnitId": unit, "Regions": sorted(regions)}
            for unit, regions in sorted(stack_set.targets.items())
        ]
        return self._page("Summaries", targets if stack_set.auto_deployment else [], 100)

    def list_stack_set_operations(self) -> ActionResult:
        stack_set = self._named()
        done = [operation_view(stack_set, each) for each in reversed(stack_set.operations)]
        return self._page("Summaries", done, 100)

    def describe_stack_set_operation(self) -> ActionResult:
        stack_set = self._named()
        return ActionResult({"StackSetOperation": operation_view(stack_set, self._operation(stack_set))})

    def list_stack_set_operation_results(self) -> ActionResult:
        results = [
            {
                "Account": result.place.account,
                "Region": result.place.region,
                "Status": result.status,
                "StatusReason": result.reason,
                "OrganizationalUnitId": result.organizational_unit,
                "AccountGateResult": {"Status": "SKIPPED"},
            }
            for result in self._operation(self._named()).results
        ]
        return self._page("Summaries", results, 100)

    # What requests have in common

    def _organization(self) -> Organization:
        return administration.administered(self.place, self.params.get("CallAs", "SELF"))

    def _from_management(self) -> Organization:
        return administration.administered(self.place, "SELF")

    def _home(self, organization: Organization) -> Place:
        return Place(organization.management_account, self.place.region)

    def _named(self) -> StackSet:
        return self._stack_set(self.params["StackSetName"])

    def _stack_set(self, name: str) -> StackSet:
        for stack_set in stack_sets_in(self._home(self._organization())):
            if name in (stack_set.name, stack_set.id, stack_set.arn):
                return stack_set
        raise StackSetNotFound(name)

    def _operation(self, stack_set: StackSet) -> Operation:
        for operation in stack_set.operations:
            if operation.id == self.params["OperationId"]:
                return operation
        raise OperationNotFound(f"Operation {self.params['OperationId']} not found")

    def _member_template(self, stack_set: StackSet | None) -> Template:
        if self.params.get("UsePreviousTemplate") and stack_set is not None:
            return stack_set.template
        template = self._template(None)
        administration.check_member_template(template)
        template.require_capabilities(self.params.get("Capabilities", stack_set.capabilities if stack_set else []))
        return template

    def _target(self, parse: Callable[..., Target] = Target.parse) -> Target:
        return parse(
            self.params.get("DeploymentTargets", {}),
            self.params.get("Regions", []),
            self.params.get("ParameterOverrides", []),
        )

    def _preferences(self) -> Preferences:
        return Preferences(self.params.get("OperationPreferences", {}))

    def _done(self, operation: Operation) -> ActionResult:
        if self.params.get("OperationId"):
            operation.id = self.params["OperationId"]
        return ActionResult({"OperationId": operation.id})
