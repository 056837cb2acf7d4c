"""EventBridge: refusals that moto leaves out, UpdateEventBus, and a policy of a bus that is replaced as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import moto.events.urls
from moto.core.exceptions import JsonRESTError
from moto.events.exceptions import ValidationException
from moto.events.models import EventBus, EventBusPolicyStatement, EventsBackend, Rule, events_backends
from moto.events.responses import EventsHandler

from ..input_transformer import undefined_placeholders
from .replacement import add_to, replace_in

STATES = ("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
MOST_TARGETS = 5


class StrictEvents(EventsBackend):
    @property
    def _url_module(self) -> Any:
        return moto.events.urls

    def put_rule(self, name: str, *args: Any, **kwargs: Any) -> Rule:
        state = kwargs.get("state")
        if state is not None and state not in STATES:
            raise ValidationException(f"Value '{state}' at 'state' failed to satisfy constraint: {', '.join(STATES)}")
        return super().put_rule(name, *args, **kwargs)

    def put_targets(self, name: str, event_bus_arn: str | None, targets: list[dict[str, Any]]) -> None:
        for target in targets:
            undefined = undefined_placeholders(target.get("InputTransformer", {}))
            if undefined:
                raise ValidationException(
                    f"InputTemplate for target {target['Id']} contains invalid placeholder {undefined[0]}."
                )
        rule = self.describe_rule(name, event_bus_arn)
        if len({target["Id"] for target in [*rule.targets, *targets]}) > MOST_TARGETS:
            raise JsonRESTError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
        super().put_targets(name, event_bus_arn, targets)

    def delete_event_bus(self, name: str) -> None:
        if name in self.event_buses and self.event_buses[name].rules:
            raise ValidationException(f"Event bus {name} cannot be deleted because it has rules.")
        super().delete_event_bus(name)


def _add_policy(bus: EventBus, policy: Mapping[str, Any]) -> None:
    """PutPermission replaces the whole policy of a bus; moto keeps the old statements of other principals."""
    try:
        statements = [EventBusPolicyStatement.from_dict(dict(statement)) for statement in policy["Statement"]]
    except KeyError as missing:
        raise ValidationException(
            f"the emulator does no policy of a bus that has a statement without {missing}"
        ) from None
    vars(bus)["_statements"] = {statement.sid: statement for statement in statements}


def _update_event_bus(response: EventsHandler) -> tuple[str, dict[str, Any]]:
    bus = response.events_backend.describe_event_bus(response._get_param("Name"))
    bus.description = response._get_param("Description") or None
    answer = {"Arn": bus.arn, "Name": bus.name, "Description": bus.description}
    return json.dumps(answer), response.response_headers


def install() -> None:
    events_backends.backend = StrictEvents
    replace_in(EventBus, add_policy=_add_policy)
    add_to(EventsHandler, update_event_bus=_update_event_bus)
