from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags, changed

LONGEST_NAME = 256
ATTRIBUTES = ("DisplayName", "KmsMasterKeyId")


class SnsTopic(ResourceType):
    """moto's model updates a topic by deleting it, with its policy and its subscriptions, and making another."""

    name = "AWS::SNS::Topic"
    name_property = "TopicName"
    replaced_by = frozenset({"TopicName"})
    known = frozenset({*ATTRIBUTES, "Tags", "TopicName"})

    def create(self, request: Request) -> PhysicalResource:
        sns, properties, place = request.client("sns"), request.properties, request.place
        topic = properties.get("TopicName") or request.generated_name(LONGEST_NAME)
        arn = f"arn:{place.partition}:sns:{place.region}:{place.account}:{topic}"
        # CreateTopic gives a topic that is there already, also one that somebody else made.
        if _exists(sns, arn):
            raise ResourceFailure(f"{arn} already exists")
        attributes = {name: properties[name] for name in ATTRIBUTES if name in properties}
        sns.create_topic(Name=topic, Attributes=attributes, Tags=request.tag_list())
        return PhysicalResource(arn, {"TopicArn": arn, "TopicName": topic})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        sns, after = request.client("sns"), request.properties
        for name in ATTRIBUTES:
            if changed(before, after, name):
                sns.set_topic_attributes(TopicArn=physical.id, AttributeName=name, AttributeValue=after.get(name, ""))
        change_tags(
            as_tags(sns.list_tags_for_resource(ResourceArn=physical.id)["Tags"]),
            request.tags(),
            lambda keys: sns.untag_resource(ResourceArn=physical.id, TagKeys=keys),
            lambda tags: sns.tag_resource(ResourceArn=physical.id, Tags=tags),
        )
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("sns").delete_topic(TopicArn=physical.id)


def _exists(sns: Any, arn: str) -> bool:
    try:
        sns.get_topic_attributes(TopicArn=arn)
    except sns.exceptions.NotFoundException:
        return False
    return True
