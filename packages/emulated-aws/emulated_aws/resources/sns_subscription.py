from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType


class SnsSubscription(ResourceType):
    """moto has subscriptions, but no model of them for CloudFormation."""

    name = "AWS::SNS::Subscription"
    required = frozenset({"Protocol", "TopicArn"})
    replaced_by = frozenset({"Endpoint", "Protocol", "TopicArn"})
    known = frozenset({"Endpoint", "Protocol", "TopicArn"})

    def create(self, request: Request) -> PhysicalResource:
        subscription = request.client("sns").subscribe(**request.properties, ReturnSubscriptionArn=True)
        return PhysicalResource(subscription["SubscriptionArn"], {"Arn": subscription["SubscriptionArn"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """Each of its properties makes a new one."""
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("sns").unsubscribe(SubscriptionArn=physical.id)
