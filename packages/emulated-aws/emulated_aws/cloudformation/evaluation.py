"""The intrinsic functions. What cannot be resolved is an error, never an empty value."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import ResourceFailure

_SUBSTITUTION = re.compile(r"\$\{(!?)([^}]+)\}")
_DYNAMIC_REFERENCE = re.compile(r"\{\{resolve:[^}]*\}\}")


class _NoValue:
    """AWS::NoValue: the property that has it is left out."""


NO_VALUE = _NoValue()


class Evaluation:
    """Evaluates the values of one template against the names that are known so far."""

    def __init__(
        self,
        names: Mapping[str, Any],
        attribute: Callable[[str, str], Any],
        document: Mapping[str, Any],
        import_value: Callable[[str], str],
        stack_output: Callable[[str, str, str | None], str],
    ) -> None:
        self._names = names
        self._attribute = attribute
        self._mappings = document.get("Mappings") or {}
        self._conditions = document.get("Conditions") or {}
        self._import_value = import_value
        self._stack_output = stack_output
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Fn::Base64": self._base64,
            "Fn::FindInMap": self._find_in_map,
            "Fn::GetAZs": self._get_azs,
            "Fn::GetAtt": self._get_att,
            "Fn::GetStackOutput": self._get_stack_output,
            "Fn::If": self._if,
            "Fn::ImportValue": self._import,
            "Fn::Join": self._join,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::Sub": self._sub,
            "Ref": self._ref,
        }

    def __call__(self, value: Any) -> Any:
        if isinstance(value, list):
            return [item for item in (self(each) for each in value) if item is not NO_VALUE]
        if isinstance(value, dict):
            if len(value) == 1:
                ((name, argument),) = value.items()
                function = self._functions.get(name)
                if function:
                    return function(argument)
                if name.startswith("Fn::"):
                    raise ResourceFailure(f"the emulator does not do the function {name}")
            evaluated = {name: self(each) for name, each in value.items()}
            return {name: each for name, each in evaluated.items() if each is not NO_VALUE}
        if isinstance(value, str) and _DYNAMIC_REFERENCE.search(value):
            raise ResourceFailure(f"the emulator does not do dynamic references: {value}")
        return value

    def condition(self, name: str) -> bool:
        if name not in self._conditions:
            raise ResourceFailure(f"Template error: unresolved condition {name}")
        return self._holds(self._conditions[name])

    def _holds(self, condition: Any) -> bool:
        ((name, argument),) = condition.items()
        if name == "Condition":
            return self.condition(argument)
        if name == "Fn::And":
            return all(self._all_hold(argument))
        if name == "Fn::Or":
            return any(self._all_hold(argument))
        if name == "Fn::Not":
            return not self._holds(argument[0])
        if name == "Fn::Equals":
            left, right = (self(each) for each in argument)
            return _as_text(left) == _as_text(right)
        raise ResourceFailure(f"the emulator does not do the condition function {name}")

    def _all_hold(self, conditions: Any) -> list[bool]:
        """Each of them, so that one that cannot be resolved is always an error."""
        return [self._holds(each) for each in conditions]

    def _ref(self, name: str) -> Any:
        if name not in self._names:
            raise ResourceFailure(f"Unresolved reference: {name}")
        return self._names[name]

    def _get_att(self, argument: Any) -> Any:
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        return self._attribute(name, self(attribute))

    def _join(self, argument: Any) -> str:
        delimiter, values = argument
        return str(delimiter).join(_as_text(value) for value in self(values))

    def _split(self, argument: Any) -> list[str]:
        delimiter, text = argument
        return _as_text(self(text)).split(delimiter)

    def _select(self, argument: Any) -> Any:
        index, values = (self(each) for each in argument)
        try:
            return values[int(index)]
        except IndexError:
            raise ResourceFailure(
                f"Template error: Fn::Select cannot select nonexistent value at index {index}"
            ) from None

    def _sub(self, argument: Any) -> str:
        text, own = (argument, {}) if isinstance(argument, str) else argument

        def substitute(match: re.Match[str]) -> str:
            literal, name = match.group(1), match.group(2).strip()
            if literal:
                return f"${{{name}}}"
            if name in own:
                return _as_text(self(own[name]))
            return _as_text(self._get_att(name) if "." in name else self._ref(name))

        return _SUBSTITUTION.sub(substitute, text)

    def _if(self, argument: Any) -> Any:
        condition, then, otherwise = argument
        return self(then if self.condition(condition) else otherwise)

    def _find_in_map(self, argument: Any) -> Any:
        found: Any = self._mappings
        for key in self(argument):
            if key not in found:
                raise ResourceFailure(f"Template error: Unable to get mapping for {argument}")
            found = found[key]
        return found

    def _get_azs(self, argument: Any) -> list[str]:
        region = self(argument) or self._names["AWS::Region"]
        return [f"{region}{zone}" for zone in "abc"]

    def _import(self, argument: Any) -> str:
        return self._import_value(self(argument))

    def _get_stack_output(self, argument: Any) -> str:
        given = self(argument)
        if "RoleArn" in given:
            raise ResourceFailure("the emulator does not read the outputs of another account's stacks")
        return self._stack_output(given["StackName"], given["OutputName"], given.get("Region"))

    def _base64(self, argument: Any) -> str:
        return base64.b64encode(self(argument).encode()).decode()


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        raise ResourceFailure(f"Template error: a text is needed where {json.dumps(value)} was given")
    return str(value)
