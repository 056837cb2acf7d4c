"""Lifecycle rules as CloudFormation writes them, and as S3 wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ResourceFailure

KNOWN = frozenset(
    {
        "AbortIncompleteMultipartUpload",
        "ExpirationInDays",
        "ExpiredObjectDeleteMarker",
        "Id",
        "NoncurrentVersionExpiration",
        "NoncurrentVersionTransitions",
        "Prefix",
        "Status",
        "Transitions",
    }
)


def lifecycle_rules(rules: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_rule(rule) for rule in rules]


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(rule) - KNOWN)
    if unknown:
        raise ResourceFailure(f"the emulator does not do {unknown[0]} of a lifecycle rule")
    parameters: dict[str, Any] = {"Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "Id" in rule:
        parameters["ID"] = rule["Id"]
    if "ExpirationInDays" in rule:
        parameters["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    elif "ExpiredObjectDeleteMarker" in rule:
        parameters["Expiration"] = {"ExpiredObjectDeleteMarker": rule["ExpiredObjectDeleteMarker"] in (True, "true")}
    if "NoncurrentVersionExpiration" in rule:
        parameters["NoncurrentVersionExpiration"] = _numbers(rule["NoncurrentVersionExpiration"])
    if "AbortIncompleteMultipartUpload" in rule:
        parameters["AbortIncompleteMultipartUpload"] = _numbers(rule["AbortIncompleteMultipartUpload"])
    if "Transitions" in rule:
        parameters["Transitions"] = [
            {"Days": int(each["TransitionInDays"]), "StorageClass": each["StorageClass"]}
            for each in rule["Transitions"]
        ]
    if "NoncurrentVersionTransitions" in rule:
        parameters["NoncurrentVersionTransitions"] = [
            {"NoncurrentDays": int(each["TransitionInDays"]), "StorageClass": each["StorageClass"]}
            for each in rule["NoncurrentVersionTransitions"]
        ]
    return parameters


def _numbers(values: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(value) for name, value in values.items()}
