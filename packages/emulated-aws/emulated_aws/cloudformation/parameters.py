"""The values of a template's parameters: what was given, the defaults, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from .. import calls
from ..errors import ValidationError
from ..place import Place
from .template import Template

_SSM = re.compile(r"AWS::SSM::Parameter::Value<(.+)>")


def parameter_values(template: Template, given: Mapping[str, str], place: Place) -> dict[str, Any]:
    """What Ref gives for each parameter: a text, a number or a list."""
    undeclared = sorted(set(given) - set(template.parameters))
    if undeclared:
        raise ValidationError(f"Parameters: [{', '.join(undeclared)}] do not exist in the template")
    missing = sorted(
        name for name, declared in template.parameters.items() if name not in given and "Default" not in declared
    )
    if missing:
        raise ValidationError(f"Parameters: [{', '.join(missing)}] must have values")
    return {
        name: _value(name, declared, given.get(name, declared.get("Default")), place)
        for name, declared in template.parameters.items()
    }


def _value(name: str, declared: Mapping[str, Any], given: Any, place: Place) -> Any:
    type_name = declared.get("Type", "String")
    text = _text(given)
    from_ssm = _SSM.fullmatch(type_name)
    if from_ssm:
        type_name = from_ssm.group(1)
        text = _from_parameter_store(text, place)
    is_list = type_name == "CommaDelimitedList" or type_name.startswith("List<")
    values = [item.strip() for item in text.split(",")] if is_list else [text]
    for value in values:
        _check(name, declared, value)
    if type_name in ("Number", "List<Number>"):
        numbers = [float(value) if "." in value else int(value) for value in values]
        return numbers if is_list else numbers[0]
    return values if is_list else text


def _from_parameter_store(name: str, place: Place) -> str:
    try:
        return str(calls.client(place, "ssm").get_parameter(Name=name)["Parameter"]["Value"])
    except ClientError as error:
        raise ValidationError(f"Unable to fetch parameters [{name}] from parameter store for this account.") from error


def _check(name: str, declared: Mapping[str, Any], value: str) -> None:
    allowed = [_text(item) for item in declared.get("AllowedValues", [])]
    if allowed and value not in allowed:
        raise ValidationError(f"Parameter '{name}' must be one of AllowedValues")
    pattern = declared.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        raise ValidationError(f"Parameter '{name}' must match pattern {pattern}")
    shortest, longest = int(declared.get("MinLength", 0)), int(declared.get("MaxLength", 4096))
    if not shortest <= len(value) <= longest:
        raise ValidationError(f"Parameter '{name}' must contain at least {shortest} and at most {longest} characters")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
