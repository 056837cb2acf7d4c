"""EventBridge: an event meets the rules of the default bus of its account and Region, and may go on to another bus.

moto matches patterns, and delivers neither to topics nor what was sent without PutEvents.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, cast

from moto.events.models import EventBus, Rule, events_backends
from moto.events.utils import EventMessageType
from moto.sns.models import sns_backends
from moto.utilities.arns import Arn, parse_arn

from .errors import ResourceFailure
from .input_transformer import compact, transformed
from .report import Failure, report
from .trails import records

Json = dict[str, Any]
EVERYTHING = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def deliver(event: Mapping[str, Any]) -> list[Json]:
    """What topics get of it; what cannot be delivered is in the report. What no trail records meets no rule."""
    if _came_by_cloudtrail(event) and not records(event["account"], event["region"], event["detail"]):
        return []
    whole = {"version": "0", "id": str(uuid.uuid4()), "resources": [], **event}
    default = events_backends[whole["account"]][whole["region"]].event_buses["default"]
    return list(_on(default, whole, came_from_a_bus=False))


def _on(bus: EventBus, event: Json, *, came_from_a_bus: bool) -> Iterator[Json]:
    only_reads = _is_management_event_that_only_reads(event)
    for rule in list(bus.rules.values()):
        if _applies(rule, only_reads=only_reads) and rule.event_pattern.matches_event(cast("EventMessageType", event)):
            for target in list(rule.targets):
                yield from _to(target, rule, bus, event, came_from_a_bus=came_from_a_bus)


def _applies(rule: Rule, *, only_reads: bool) -> bool:
    """A rule with a schedule has no pattern, which moto takes for one that matches everything.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    """
    if rule.state == "DISABLED" or not rule.event_pattern.dump():
        return False
    return rule.state == EVERYTHING or not only_reads


def _came_by_cloudtrail(event: Mapping[str, Any]) -> bool:
    return str(event["detail-type"]).endswith(" via CloudTrail")


def _is_management_event_that_only_reads(event: Json) -> bool:
    detail = event["detail"]
    return (
        _came_by_cloudtrail(event)
        and detail.get("readOnly") in (True, "true")
        and detail.get("managementEvent", True) in (True, "true")
    )


def _to(target: Json, rule: Rule, bus: EventBus, event: Json, *, came_from_a_bus: bool) -> Iterator[Json]:
    """What cannot be delivered to this target is noted, and keeps nothing from the others."""
    try:
        yield from _delivered(target, rule, bus, event, came_from_a_bus=came_from_a_bus)
    except ResourceFailure as error:
        _note(bus, rule, str(error))


def _delivered(target: Json, rule: Rule, bus: EventBus, event: Json, *, came_from_a_bus: bool) -> Iterator[Json]:
    arn = parse_arn(target["Arn"])
    if arn.service == "events" and arn.resource_type == "event-bus":
        # What came from a bus goes to no third one, nor back, so that no event goes round in circles.
        # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
        if not came_from_a_bus:
            yield from _on(_bus(arn, target["Arn"]), event, came_from_a_bus=True)
    elif arn.service == "sns":
        _require_topic(arn, target["Arn"], bus)
        yield {
            "rule": rule.name,
            "bus": bus.name,
            "account": bus.account_id,
            "region": bus.region,
            "topic": target["Arn"],
            "message": _message(target, rule, event),
        }
    else:
        raise ResourceFailure(f"the emulator delivers no event to {target['Arn']}")


def _bus(arn: Arn, text: str) -> EventBus:
    regions = events_backends[arn.account]
    found = regions[arn.region].event_buses.get(arn.resource_id) if arn.region in regions else None
    if found is None:
        raise ResourceFailure(f"the event bus {text} does not exist")
    return found


def _require_topic(arn: Arn, text: str, bus: EventBus) -> None:
    """A topic may be of another account, but of no other Region.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
    """
    if arn.region != bus.region:
        raise ResourceFailure(f"the topic {text} is in another Region than the rule")
    if text not in sns_backends[arn.account][arn.region].topics:
        raise ResourceFailure(f"the topic {text} does not exist")


def _message(target: Json, rule: Rule, event: Json) -> str:
    if "Input" in target or "InputPath" in target:
        raise ResourceFailure("the emulator does not do Input and InputPath of a target")
    transformer = target.get("InputTransformer")
    return transformed(transformer, event, rule.name, rule.arn) if transformer else compact(event)


def _note(bus: EventBus, rule: Rule, error: str) -> None:
    """Once for each rule and reason, however many events."""
    failure = Failure(
        account=bus.account_id,
        stack=f"the event bus {bus.name} in {bus.region}",
        logical_id=rule.name,
        type="AWS::Events::Rule",
        error=error,
    )
    if failure not in report.failures:
        report.failures.append(failure)
