"""What EventBridge makes of an event with a target's InputTransformer.

What AWS says, and what was recorded of it where it says nothing: quotes of a text stay, each line keeps its own; a path
that is not in the event gives nothing; values are put into a text without escaping; a JSON template is minified.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from .errors import ResourceFailure

PREDEFINED = frozenset(
    {
        "aws.events.event",
        "aws.events.event.ingestion-time",
        "aws.events.event.json",
        "aws.events.rule-arn",
        "aws.events.rule-name",
    }
)

_PLACEHOLDER = re.compile(r"<([A-Za-z0-9_.-]+)>")
_QUOTE = re.compile(r'\\.|(?P<quote>")', re.DOTALL)
_STEP = re.compile(r"\.([A-Za-z0-9_/-]+)|\[(\d+)\]")


class _Absent:
    """What a path gives that is not in the event."""


_ABSENT = _Absent()


def undefined_placeholders(transformer: Mapping[str, Any]) -> list[str]:
    """Those of the template that no path and no predefined variable gives."""
    defined = PREDEFINED | set(transformer.get("InputPathsMap") or {})
    return [name for name in _PLACEHOLDER.findall(transformer.get("InputTemplate", "")) if name not in defined]


def transformed(transformer: Mapping[str, Any], event: Mapping[str, Any], rule_name: str, rule_arn: str) -> str:
    """The message that the target gets. Throws ResourceFailure where EventBridge could not make one."""
    template: str = transformer["InputTemplate"]
    paths: Mapping[str, str] = transformer.get("InputPathsMap") or {}
    parts: list[str] = []
    quoted, end = False, 0
    for placeholder in _PLACEHOLDER.finditer(template):
        name = placeholder[1]
        before = template[end : placeholder.start()]
        quoted ^= sum(1 for each in _QUOTE.finditer(before) if each["quote"]) % 2 == 1
        value = _at(event, paths[name]) if name in paths else _predefined(name, event, rule_name, rule_arn)
        parts += [before, _in_text(value) if quoted else _as_value(value)]
        end = placeholder.end()
    made = "".join([*parts, template[end:]])
    return _minified(made) if template.lstrip().startswith(("{", "[")) else made


def compact(value: Any) -> str:
    """JSON as EventBridge writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _minified(text: str) -> str:
    try:
        return compact(json.loads(text))
    except ValueError as error:
        raise ResourceFailure(f"the input template does not give JSON: {error}") from error


def _predefined(name: str, event: Mapping[str, Any], rule_name: str, rule_arn: str) -> Any:
    if name == "aws.events.rule-name":
        return rule_name
    if name == "aws.events.rule-arn":
        return rule_arn
    if name == "aws.events.event.json":
        return event
    if name == "aws.events.event":
        return {key: value for key, value in event.items() if key != "detail"}
    if name == "aws.events.event.ingestion-time":
        return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    raise ResourceFailure(f"the input template has the placeholder {name}, which nothing gives")


def _in_text(value: Any) -> str:
    if value is _ABSENT:
        return ""
    if isinstance(value, str):
        return value
    # Between quotes, an object or a list loses its own.
    return compact(value).replace('"', "")


def _as_value(value: Any) -> str:
    return '""' if value is _ABSENT else compact(value)


def _at(event: Mapping[str, Any], path: str) -> Any:
    found: Any = event
    for step in _steps(path):
        if isinstance(step, int):
            if not isinstance(found, list) or step >= len(found):
                return _ABSENT
        elif not isinstance(found, dict) or step not in found:
            return _ABSENT
        found = found[step]
    return found


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    end = 1
    while path.startswith("$") and end < len(path):
        step = _STEP.match(path, end)
        if step is None:
            break
        steps.append(step[1] if step[1] is not None else int(step[2]))
        end = step.end()
    if not path.startswith("$") or end != len(path):
        raise ResourceFailure(f"the emulator does not do the JSON path {path}")
    return tuple(steps)
