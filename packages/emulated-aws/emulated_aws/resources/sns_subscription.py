from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import Physical, Request, ResourceType


class SnsSubscription(ResourceType):
    """moto has subscriptions, but no model of them for CloudFormation."""

    name = "AWS::SNS::Subscription"
    required = frozenset({"Protocol", "TopicArn"})
    replaced_by = frozenset({"Endpoint", "Protocol", "TopicArn"})
    known = frozenset({"Endpoint", "Protocol", "TopicArn"})

    def create(self, request: Request) -> Physical:
        made = request.client("sns").subscribe(**request.properties, ReturnSubscriptionArn=True)
        return Physical(made["SubscriptionArn"], {"Arn": made["SubscriptionArn"]})

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        """Each of its properties makes a new one."""
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        request.client("sns").unsubscribe(SubscriptionArn=physical.id)
