"""The names that a stack's template may use, and the outputs that it gives."""

from __future__ import annotations

from typing import Any

from ..errors import ResourceFailure
from ..place import Place
from .evaluation import NO_VALUE, Evaluation
from .stack import Output, Stack
from .stacks import stacks_in
from .template import Template


def evaluation_of(stack: Stack, template: Template) -> Evaluation:
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

    def import_value(name: str) -> str:
        value = stacks_in(place).exported(name)
        stack.imports.add(name)
        return value

    def stack_output(stack_name: str, output: str, region: str | None) -> str:
        return stacks_in(Place(place.account, region or place.region)).output(stack_name, output)

    return Evaluation(names, attribute, template.document, import_value, stack_output)


def outputs_of(stack: Stack, template: Template) -> list[Output]:
    evaluate = evaluation_of(stack, template)
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
    in_use = stacks_in(stack.place).in_use(
        stack, {output.export: output.value for output in outputs if output.export is not None}
    )
    if in_use:
        raise ResourceFailure(in_use)
    return outputs
