from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags, changed


class EventsEventBus(ResourceType):
    """moto's model drops the description and the policy, and updates a bus by making another, without the rules."""

    name = "AWS::Events::EventBus"
    name_property = "Name"
    required = frozenset({"Name"})
    replaced_by = frozenset({"Name"})
    known = frozenset({"Description", "Name", "Policy", "Tags"})

    def create(self, request: Request) -> PhysicalResource:
        events, properties = request.client("events"), request.properties
        bus = properties["Name"]
        described = {"Description": properties["Description"]} if "Description" in properties else {}
        arn = events.create_event_bus(Name=bus, Tags=request.tag_list(), **described)["EventBusArn"]
        if "Policy" in properties:
            try:
                events.put_permission(EventBusName=bus, Policy=policy_text(properties["Policy"]))
            except Exception:
                events.delete_event_bus(Name=bus)
                raise
        return PhysicalResource(bus, {"Arn": arn, "Name": bus})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        events, after = request.client("events"), request.properties
        if changed(before, after, "Description"):
            events.update_event_bus(Name=physical.id, Description=after.get("Description", ""))
        if "Policy" in after and changed(before, after, "Policy"):
            events.put_permission(EventBusName=physical.id, Policy=policy_text(after["Policy"]))
        elif "Policy" in before and "Policy" not in after:
            events.remove_permission(EventBusName=physical.id, RemoveAllPermissions=True)
        arn = physical.attribute("Arn")
        change_tags(
            as_tags(events.list_tags_for_resource(ResourceARN=arn)["Tags"]),
            request.tags(),
            lambda keys: events.untag_resource(ResourceARN=arn, TagKeys=keys),
            lambda tags: events.tag_resource(ResourceARN=arn, Tags=tags),
        )
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("events").delete_event_bus(Name=physical.id)
