from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import Physical, Request, ResourceType, changed

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

    def create(self, request: Request) -> Physical:
        trails = request.client("cloudtrail")
        name = request.properties.get("TrailName") or request.generated_name(LONGEST_NAME)
        made = trails.create_trail(Name=name, TagsList=request.tag_list(), **_told(request.properties))
        try:
            _settle(trails, name, {}, request.properties)
        except Exception:
            trails.delete_trail(Name=name)
            raise
        return Physical(name, {"Arn": made["TrailARN"], "SnsTopicArn": made.get("SnsTopicARN", "")})

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        trails = request.client("cloudtrail")
        if _told(before) != _told(request.properties):
            trails.update_trail(Name=physical.id, **_told(request.properties))
        _settle(trails, physical.id, before, request.properties)
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        request.client("cloudtrail").delete_trail(Name=physical.id)


def _told(properties: Mapping[str, Any]) -> dict[str, Any]:
    told = {theirs: properties[ours] for ours, theirs in SAME.items() if ours in properties}
    return {**told, **{name: _is_true(properties[name]) for name in FLAGS if name in properties}}


def _settle(trails: Any, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
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
