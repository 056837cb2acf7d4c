from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType, as_tags, change_tags

LONGEST_NAME = 64
DEFAULT_BUS = "default"
TARGET = frozenset({"Arn", "Id", "InputTransformer", "RoleArn"})


class EventsRule(ResourceType):
    """moto's own model reads a pattern as an object only, and to update a rule it deletes the rule first."""

    name = "AWS::Events::Rule"
    name_property = "Name"
    required = frozenset({"EventPattern"})
    replaced_by = frozenset({"EventBusName", "Name"})
    known = frozenset({"Description", "EventBusName", "EventPattern", "Name", "State", "Tags", "Targets"})

    def check(self, properties: Mapping[str, Any]) -> None:
        super().check(properties)
        for target in properties.get("Targets", []):
            unknown = sorted(set(target) - TARGET)
            if unknown:
                raise ResourceFailure(f"the emulator does not do {unknown[0]} of a target of {self.name}")

    def create(self, request: Request) -> PhysicalResource:
        events, bus = request.client("events"), _bus(request.properties)
        rule = request.properties.get("Name") or request.generated_name(LONGEST_NAME)
        # PutRule changes a rule that is there already, also one that somebody else made.
        if _exists(events, rule, bus):
            raise ResourceFailure(f"the rule {rule} already exists on the event bus {bus}")
        arn = self._put(events, rule, request.properties)
        self._tag(request, arn)
        try:
            self._aim(events, rule, {}, request.properties)
        except Exception:
            events.delete_rule(Name=rule, EventBusName=bus)
            raise
        return PhysicalResource(rule if bus == DEFAULT_BUS else f"{bus}|{rule}", {"Arn": arn})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        events, rule = request.client("events"), _rule(physical)
        self._tag(request, self._put(events, rule, request.properties))
        self._aim(events, rule, before, request.properties)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        events, rule, bus = request.client("events"), _rule(physical), _bus(request.properties)
        targets = events.list_targets_by_rule(Rule=rule, EventBusName=bus)["Targets"]
        if targets:
            events.remove_targets(Rule=rule, EventBusName=bus, Ids=[target["Id"] for target in targets])
        events.delete_rule(Name=rule, EventBusName=bus)

    def _put(self, events: Any, rule: str, properties: Mapping[str, Any]) -> str:
        pattern = properties["EventPattern"]
        optional = {name: properties[name] for name in ("Description", "State") if name in properties}
        put = events.put_rule(
            Name=rule,
            EventBusName=_bus(properties),
            EventPattern=pattern if isinstance(pattern, str) else json.dumps(pattern),
            **optional,
        )
        return str(put["RuleArn"])

    def _tag(self, request: Request, arn: str) -> None:
        events = request.client("events")
        change_tags(
            as_tags(events.list_tags_for_resource(ResourceARN=arn)["Tags"]),
            request.tags(),
            lambda keys: events.untag_resource(ResourceARN=arn, TagKeys=keys),
            lambda tags: events.tag_resource(ResourceARN=arn, Tags=tags),
        )

    def _aim(self, events: Any, rule: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Makes the targets of `after` out of those of `before`, and leaves those of somebody else alone."""
        bus, old, new = _bus(after), before.get("Targets", []), after.get("Targets", [])
        kept = {target["Id"] for target in new}
        gone = [target["Id"] for target in old if target["Id"] not in kept]
        if gone:
            events.remove_targets(Rule=rule, EventBusName=bus, Ids=gone)
        put = [target for target in new if target not in old]
        if put:
            events.put_targets(Rule=rule, EventBusName=bus, Targets=put)


def _bus(properties: Mapping[str, Any]) -> str:
    """The name of the bus, which may be given by its ARN."""
    return str(properties.get("EventBusName", DEFAULT_BUS)).rsplit("/", 1)[-1]


def _rule(physical: PhysicalResource) -> str:
    return physical.id.rsplit("|", 1)[-1]


def _exists(events: Any, rule: str, bus: str) -> bool:
    try:
        events.describe_rule(Name=rule, EventBusName=bus)
    except events.exceptions.ResourceNotFoundException:
        return False
    return True
