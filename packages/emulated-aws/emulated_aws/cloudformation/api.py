"""The CloudFormation API: what the CDK CLI, Terraform and the SDKs call."""

from __future__ import annotations

from moto.core.common_types import TYPE_RESPONSE
from moto.core.responses import ActionResult

from .. import change_log
from .change_set_api import ChangeSetApi
from .stack_api import StackApi
from .stack_set_api import StackSetApi
from .views import declared_parameters


class CloudFormationApi(StackApi, ChangeSetApi, StackSetApi):
    """All of it, with what is about stacks, change sets and stack sets at once."""

    def call_action(self) -> TYPE_RESPONSE:
        with change_log.on_behalf_of({"accessKeyId": self.get_access_key()}):
            return super().call_action()

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
                "Parameters": declared_parameters(template),
                "Description": template.description,
                "Capabilities": template.required_capabilities(),
                "ResourceTypes": sorted(set(template.resource_types)),
                "Version": template.document.get("AWSTemplateFormatVersion"),
                "Metadata": None,
            }
        )
