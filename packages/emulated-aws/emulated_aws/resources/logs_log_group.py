from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags, changed

LONGEST_NAME = 512


class LogsLogGroup(ResourceType):
    """moto's own model forgets the key, cannot update, and gives an ARN without the `:*` that CloudFormation's has."""

    name = "AWS::Logs::LogGroup"
    name_property = "LogGroupName"
    replaced_by = frozenset({"LogGroupName"})
    known = frozenset({"KmsKeyId", "LogGroupName", "RetentionInDays", "Tags"})

    def create(self, request: Request) -> PhysicalResource:
        logs, properties, place = request.client("logs"), request.properties, request.place
        group = properties.get("LogGroupName") or request.generated_name(LONGEST_NAME)
        key = {"kmsKeyId": properties["KmsKeyId"]} if "KmsKeyId" in properties else {}
        logs.create_log_group(logGroupName=group, tags=request.tags(), **key)
        self._retain(logs, group, {}, properties)
        return PhysicalResource(
            group, {"Arn": f"arn:{place.partition}:logs:{place.region}:{place.account}:log-group:{group}:*"}
        )

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        logs, after = request.client("logs"), request.properties
        if changed(before, after, "KmsKeyId"):
            if "KmsKeyId" in after:
                logs.associate_kms_key(logGroupName=physical.id, kmsKeyId=after["KmsKeyId"])
            else:
                logs.disassociate_kms_key(logGroupName=physical.id)
        self._retain(logs, physical.id, before, after)
        arn = physical.attribute("Arn").removesuffix(":*")
        change_tags(
            logs.list_tags_for_resource(resourceArn=arn)["tags"],
            request.tags(),
            lambda keys: logs.untag_resource(resourceArn=arn, tagKeys=keys),
            lambda tags: logs.tag_resource(resourceArn=arn, tags=as_tags(tags)),
        )
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("logs").delete_log_group(logGroupName=physical.id)

    def _retain(self, logs: Any, group: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        if not changed(before, after, "RetentionInDays"):
            return
        if "RetentionInDays" in after:
            logs.put_retention_policy(logGroupName=group, retentionInDays=int(after["RetentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=group)
