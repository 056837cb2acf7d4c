"""CloudTrail: which events the selectors of a trail let in. Without any, a trail has management events alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from moto.cloudtrail.models import Trail

Json = Mapping[str, Any]
Operator = Callable[[str, str], bool]

MANAGEMENT = "Management"
DATA = "Data"
MATCH: Mapping[str, Operator] = {"Equals": str.__eq__, "StartsWith": str.startswith, "EndsWith": str.endswith}
EXCLUDE: Mapping[str, Operator] = {f"Not{name}": operator for name, operator in MATCH.items()}
READ_WRITE_TYPES = {"ReadOnly": True, "WriteOnly": False}


def selects(trail: Trail, detail: Json) -> bool:
    """Whether the trail wants such an event.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
    """
    if trail.advanced_event_selectors:
        return any(
            all(_holds(field, _text(_value(field["Field"], detail, resource))) for field in selector["FieldSelectors"])
            for resource in _resources(detail, trail.partition)
            for selector in trail.advanced_event_selectors
        )
    if trail.event_selectors:
        return any(_selects(selector, detail, trail.partition) for selector in trail.event_selectors)
    return _category(detail) == MANAGEMENT


def _selects(selector: Json, detail: Json, partition: str) -> bool:
    """A basic event selector."""
    wanted = READ_WRITE_TYPES.get(selector.get("ReadWriteType", "All"))
    if wanted is not None and wanted != _is_true(detail.get("readOnly")):
        return False
    if _category(detail) == MANAGEMENT:
        excluded = selector.get("ExcludeManagementEventSources", [])
        return _is_true(selector.get("IncludeManagementEvents", True)) and detail.get("eventSource") not in excluded
    return _category(detail) == DATA and any(
        data["Type"] == resource.get("type") and resource.get("ARN", "").startswith(tuple(data.get("Values", [])))
        for data in selector.get("DataResources", [])
        for resource in _resources(detail, partition)
    )


def _holds(field: Json, value: str | None) -> bool:
    """One condition of an advanced event selector: something takes the value, and nothing leaves it out."""
    matched = [_any(MATCH[name], value, field[name]) for name in MATCH if field.get(name)]
    excluded = [_any(EXCLUDE[name], value, field[name]) for name in EXCLUDE if field.get(name)]
    return (any(matched) or not matched) and not any(excluded)


def _any(operator: Operator, value: str | None, given: list[str]) -> bool:
    return value is not None and any(operator(value, each) for each in given)


def _value(field: str, detail: Json, resource: Json) -> Any:
    if field == "eventCategory":
        return _category(detail)
    if field.startswith("resources."):
        return resource.get(field.removeprefix("resources."))
    value: Any = detail
    for name in field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _category(detail: Json) -> str:
    by_flag = MANAGEMENT if _is_true(detail.get("managementEvent", True)) else DATA
    return str(detail.get("eventCategory", by_flag))


def _resources(detail: Json, partition: str) -> list[Json]:
    """Of S3 the object, or the bucket of the objects that are listed; of others what the record names."""
    parameters = detail.get("requestParameters") or {}
    if detail.get("eventSource") == "s3.amazonaws.com" and "bucketName" in parameters:
        arn = f"arn:{partition}:s3:::{parameters['bucketName']}/{parameters.get('key', '')}"
        return [{"type": "AWS::S3::Object", "ARN": arn}]
    return detail.get("resources") or [{}]


def _text(value: Any) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
