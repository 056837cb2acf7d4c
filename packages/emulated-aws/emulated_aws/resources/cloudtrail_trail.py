from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType, changed

LONGEST_NAME = 128
SAME = {
    "CloudWatchLogsLogGroupArn": "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "KMSKeyId": "KmsKeyId",
    "S3BucketName": "S3BucketName",
    "S3KeyPrefix": "S3KeyPrefix",
    "SnsTopicName": "SnsTopicName",
}
FLAGS = ("EnableLogFileValidation", "IncludeGlobalServiceEvents", "IsMultiRegionTrail", "IsOrganizationTrail")


class CloudTrailTrail(ResourceType):
    name = "AWS::CloudTrail::Trail"
    name_property = "TrailName"
    required = frozenset({"IsLogging", "S3BucketName"})
    replaced_by = frozenset({"TrailName"})
    known = frozenset({*SAME, *FLAGS, "AdvancedEventSelectors", "EventSelectors", "IsLogging", "Tags", "TrailName"})

    def create(self, request: Request) -> PhysicalResource:
        trails = request.client("cloudtrail")
        name = request.properties.get("TrailName") or request.generated_name(LONGEST_NAME)
        trail = trails.create_trail(Name=name, TagsList=request.tag_list(), **_parameters(request.properties))
        try:
            _put_selectors_and_logging(trails, name, {}, request.properties)
        except Exception:
            trails.delete_trail(Name=name)
            raise
        return PhysicalResource(name, {"Arn": trail["TrailARN"], "SnsTopicArn": trail.get("SnsTopicARN", "")})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        trails = request.client("cloudtrail")
        if _parameters(before) != _parameters(request.properties):
            trails.update_trail(Name=physical.id, **_parameters(request.properties))
        _put_selectors_and_logging(trails, physical.id, before, request.properties)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("cloudtrail").delete_trail(Name=physical.id)


def _parameters(properties: Mapping[str, Any]) -> dict[str, Any]:
    same = {theirs: properties[ours] for ours, theirs in SAME.items() if ours in properties}
    return {**same, **{name: _is_true(properties[name]) for name in FLAGS if name in properties}}


def _put_selectors_and_logging(trails: Any, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """A new trail does not log until it is told to."""
    for selectors in ("EventSelectors", "AdvancedEventSelectors"):
        if selectors in after and changed(before, after, selectors):
            trails.put_event_selectors(TrailName=name, **{selectors: after[selectors]})
    logged, logs = (_is_true(each.get("IsLogging")) for each in (before, after))
    if logs and not logged:
        trails.start_logging(Name=name)
    if logged and not logs:
        trails.stop_logging(Name=name)


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
