"""A template as CloudFormation accepts it: its text, its parts, and what is refused before anything is made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from ..errors import InsufficientCapabilities, ValidationError

LARGEST_BODY = 51_200
LARGEST_IN_S3 = 1_000_000

MOST_RESOURCES = 500
MOST_PARAMETERS = 200
MOST_OUTPUTS = 200
"""The quotas of docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""

NAMES_OF_IAM_RESOURCES = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
}

_PARTS = {
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
}
_ATTRIBUTES = {
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
}
_SUBSTITUTION = re.compile(r"\$\{(?!!)([^}]+)\}")


@dataclass(frozen=True)
class Template:
    body: str
    from_s3: bool = False
    """Only a template in the request itself has the small limit."""

    def __post_init__(self) -> None:
        self._check()

    @cached_property
    def document(self) -> dict[str, Any]:
        document = _parse(self.body)
        if not isinstance(document, dict):
            raise ValidationError("Template format error: unsupported structure.")
        return document

    @property
    def description(self) -> str | None:
        return self.document.get("Description")

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        resources: dict[str, dict[str, Any]] = self.document["Resources"]
        return resources

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        return self.document.get("Parameters") or {}

    @property
    def outputs(self) -> dict[str, dict[str, Any]]:
        return self.document.get("Outputs") or {}

    @property
    def resource_types(self) -> list[str]:
        return [resource["Type"] for resource in self.resources.values()]

    def required_capabilities(self) -> list[str]:
        iam = [resource for resource in self.resources.values() if resource["Type"].startswith("AWS::IAM::")]
        if any(NAMES_OF_IAM_RESOURCES.get(resource["Type"]) in resource.get("Properties", {}) for resource in iam):
            return ["CAPABILITY_NAMED_IAM"]
        return ["CAPABILITY_IAM"] if iam else []

    def require_capabilities(self, given: Sequence[str]) -> None:
        required = self.required_capabilities()
        sufficient = {*given, "CAPABILITY_IAM"} if "CAPABILITY_NAMED_IAM" in given else set(given)
        if not sufficient.issuperset(required):
            raise InsufficientCapabilities(f"Requires capabilities : [{', '.join(required)}]")

    def _check(self) -> None:
        if not self.from_s3 and len(self.body.encode()) > LARGEST_BODY:
            raise ValidationError(
                "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                f"Member must have length less than or equal to {LARGEST_BODY}"
            )
        if self.from_s3 and len(self.body.encode()) > LARGEST_IN_S3:
            raise ValidationError(f"Template may not exceed {LARGEST_IN_S3} bytes in size.")
        strange = sorted(set(self.document) - _PARTS)
        if strange:
            raise ValidationError(f"Invalid template property or properties [{', '.join(strange)}]")
        if not self.document.get("Resources"):
            raise ValidationError("Template format error: At least one Resources member must be defined.")
        declared: dict[str, Any] = self.document["Resources"]
        for logical_id, resource in declared.items():
            if not isinstance(resource, dict) or "Type" not in resource:
                raise ValidationError(
                    f"Template format error: [/Resources/{logical_id}] "
                    "Every Resources object must contain a Type member."
                )
            unknown = sorted(set(resource) - _ATTRIBUTES)
            if unknown:
                raise ValidationError(f"Invalid template resource property '{unknown[0]}'")
        self._check_counts()
        self._check_references()

    def _check_counts(self) -> None:
        """In the words of AWS, those of parameters after those of outputs.

        github.com/serverless/serverless/issues/6803 and 2853.
        """
        if len(self.resources) > MOST_RESOURCES:
            raise ValidationError(
                f"Template format error: Number of resources, {len(self.resources)}, "
                f"is greater than maximum allowed, {MOST_RESOURCES}"
            )
        for what, there, most in (
            ("Outputs", self.outputs, MOST_OUTPUTS),
            ("Parameters", self.parameters, MOST_PARAMETERS),
        ):
            if len(there) > most:
                raise ValidationError(
                    f"Template format error: {what} count {len(there)} is greater than max allowed {most}"
                )

    def _check_references(self) -> None:
        known = {*self.resources, *self.parameters}
        for part in ("Resources", "Outputs"):
            unresolved = sorted(
                name
                for name in references(self.document.get(part) or {})
                if name not in known and not name.startswith("AWS::")
            )
            if unresolved:
                raise ValidationError(
                    f"Template format error: Unresolved resource dependencies [{', '.join(unresolved)}] "
                    f"in the {part} block of the template"
                )
        for logical_id, resource in self.resources.items():
            for dependency in depends_on(resource):
                if dependency not in self.resources:
                    raise ValidationError(
                        f"Template format error: Unresolved resource dependencies [{dependency}] "
                        f"in the Resources block of the template"
                    )
            condition = resource.get("Condition")
            if condition is not None and condition not in self.document.get("Conditions", {}):
                raise ValidationError(
                    f"Template format error: Unresolved condition dependency {condition} in resource {logical_id}"
                )


def depends_on(resource: Mapping[str, Any]) -> list[str]:
    named = resource.get("DependsOn", [])
    return [named] if isinstance(named, str) else list(named)


def references(value: Any) -> set[str]:
    """The names that a value refers to with Ref, Fn::GetAtt or Fn::Sub."""
    return set(_references(value))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        for key, argument in value.items():
            if key == "Ref" and isinstance(argument, str):
                yield argument
            elif key == "Fn::GetAtt":
                yield (argument if isinstance(argument, str) else argument[0]).split(".")[0]
            elif key == "Fn::Sub":
                text, own = (argument, {}) if isinstance(argument, str) else argument
                yield from (name.split(".")[0] for name in _SUBSTITUTION.findall(text) if name not in own)
                yield from _references(own)
            else:
                yield from _references(argument)


def _loader() -> Any:
    """YAML as CloudFormation reads it: short forms of functions, and a date is a text (2012-10-17).

    libyaml's reader is many times as fast, and not on every machine.
    """
    loader: Any = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in loader.yaml_implicit_resolvers.items()
    }
    loader.add_multi_constructor("!", _short_form)
    return loader


def _short_form(loader: Any, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        argument: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        argument = loader.construct_sequence(node, deep=True)
    else:
        argument = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(argument, str):
        argument = argument.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": argument}


_Loader = _loader()


def _parse(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        pass
    try:
        return _Loader(body).get_single_data()
    except yaml.YAMLError as error:
        raise ValidationError(f"Template format error: YAML not well-formed. ({error})") from error
