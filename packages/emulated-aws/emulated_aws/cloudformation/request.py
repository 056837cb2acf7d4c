"""What requests to CloudFormation have in common: who asks where, and the template and parameters that are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from moto.cloudformation.utils import get_stack_from_s3_url
from moto.core.responses import ActionResult, BaseResponse

from ..errors import ValidationError
from ..place import Place
from .desired import Desired
from .parameters import parameter_values
from .stack import Stack
from .stacks import Stacks, stacks_in
from .template import Template

Item = TypeVar("Item")


class CloudFormationRequest(BaseResponse):
    """moto makes one of these for every request, finds the method by the action and writes the answer."""

    params: dict[str, Any]

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    @property
    def place(self) -> Place:
        return Place(self.current_account, self.region)

    @property
    def stacks(self) -> Stacks:
        return stacks_in(self.place)

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

    def _given_parameters(
        self, pairs: Sequence[dict[str, Any]], previous: dict[str, str], template: Template
    ) -> dict[str, str]:
        given = {}
        for pair in pairs:
            key = pair["ParameterKey"]
            if not pair.get("UsePreviousValue"):
                given[key] = pair.get("ParameterValue", "")
            elif key in previous:
                given[key] = previous[key]
            elif "Default" not in template.parameters.get(key, {}):
                raise ValidationError(
                    f"Invalid input for parameter key {key}. Cannot specify usePreviousValue as true "
                    "for a parameter key not in the previous template"
                )
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
