"""A change set: what a stack should become, kept until somebody executes it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .desired import Desired
from .drift import Drift
from .stack import Stack, now
from .template import references


@dataclass
class ChangeSet:
    name: str
    kind: str
    stack: Stack
    desired: Desired
    description: str | None
    capabilities: list[str]
    drift: Drift = field(default_factory=dict)
    """What it reverts beside: nothing, unless it was asked to."""
    created: datetime = field(default_factory=now)
    status: str = "CREATE_COMPLETE"
    execution_status: str = "AVAILABLE"
    reason: str | None = None
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))

    def __post_init__(self) -> None:
        self.changes = self._changes()
        if not self.drift and self.desired.is_met_by(self.stack):
            self.status = "FAILED"
            self.execution_status = "UNAVAILABLE"
            self.reason = (
                "The submitted information didn't contain changes. Submit different information to create a change set."
            )

    @property
    def id(self) -> str:
        place = self.stack.place
        return f"arn:{place.partition}:cloudformation:{place.region}:{place.account}:changeSet/{self.name}/{self.uid}"

    def _changes(self) -> list[dict[str, Any]]:
        old = self.stack.template.resources if self.stack.template and self.kind == "UPDATE" else {}
        new = self.desired.template.resources
        parameters = {
            name
            for name in {*self.stack.given_parameters, *self.desired.parameters}
            if self.stack.given_parameters.get(name) != self.desired.parameters.get(name)
        }
        changes = []
        for logical_id in [*old, *(name for name in new if name not in old)]:
            if logical_id not in new:
                changes.append(_change("Remove", logical_id, old[logical_id]["Type"]))
            elif logical_id not in old or self.drift.get(logical_id, {}) is None:
                changes.append(_change("Add", logical_id, new[logical_id]["Type"]))
            elif (
                old[logical_id] != new[logical_id]
                or references(new[logical_id]) & parameters
                or logical_id in self.drift
            ):
                changes.append(_change("Modify", logical_id, new[logical_id]["Type"]))
        return changes


def _change(action: str, logical_id: str, type_name: str) -> dict[str, Any]:
    resource = {
        "Action": action,
        "LogicalResourceId": logical_id,
        "ResourceType": type_name,
        "Scope": [],
        "Details": [],
    }
    if action == "Modify":
        resource["Replacement"] = "Conditional"
    return {"Type": "Resource", "ResourceChange": resource}
