"""Types that cannot be emulated at all: nothing is made of them, and the report says so by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..report import report
from .resource_type import PhysicalResource, Request, ResourceType

INERT: Mapping[str, str] = {
    "AWS::AccessAnalyzer::Analyzer": "moto has no IAM Access Analyzer; it reports on policies and changes nothing",
    "AWS::CDK::Metadata": "it only tells AWS which CDK constructs were used",
    "AWS::CloudFormation::WaitConditionHandle": "it is a URL that nobody calls",
}


class Inert(ResourceType):
    known = frozenset()

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def check(self, properties: Mapping[str, Any]) -> None:
        """Nothing is known about its properties."""

    def create(self, request: Request) -> PhysicalResource:
        report.count_inert(self.type_name, INERT[self.type_name])
        return PhysicalResource(request.generated_name(64))

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """Nothing was made."""
