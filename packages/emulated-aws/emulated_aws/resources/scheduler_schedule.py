from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType

LONGEST_NAME = 64
TARGET = frozenset({"Arn", "EventBridgeParameters", "Input", "RoleArn"})


class SchedulerSchedule(ResourceType):
    """Nobody waits here for what it sends: moto's schedules send nothing."""

    name = "AWS::Scheduler::Schedule"
    name_property = "Name"
    required = frozenset({"FlexibleTimeWindow", "ScheduleExpression", "Target"})
    replaced_by = frozenset({"Name"})
    known = frozenset({"Description", "FlexibleTimeWindow", "Name", "ScheduleExpression", "State", "Target"})

    def check(self, properties: Mapping[str, Any]) -> None:
        super().check(properties)
        unknown = sorted(set(properties["Target"]) - TARGET)
        if unknown:
            raise ResourceFailure(f"the emulator does not do {unknown[0]} of a target of {self.name}")

    def create(self, request: Request) -> PhysicalResource:
        name = request.properties.get("Name") or request.generated_name(LONGEST_NAME)
        put = request.client("scheduler").create_schedule(**self._parameters(request, name))
        return PhysicalResource(name, {"Arn": put["ScheduleArn"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """What is not given is set back, as API_UpdateSchedule says."""
        request.client("scheduler").update_schedule(**self._parameters(request, physical.id))
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("scheduler").delete_schedule(Name=physical.id, GroupName="default")

    def _parameters(self, request: Request, name: str) -> dict[str, Any]:
        return {"State": "ENABLED", **request.properties, "Name": name, "GroupName": "default"}
