"""A stack: its template, its resources, its outputs and what happened to it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from ..errors import ValidationError
from ..place import Place
from ..resources.resource_type import PhysicalResource
from .template import Template


def now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass
class Resource:
    """A resource of a stack, with the properties with which it was last made or changed."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    attributes: Mapping[str, Any]
    """The template's attributes of it, such as DeletionPolicy."""
    physical: PhysicalResource
    status: str = "CREATE_COMPLETE"
    changed: datetime = field(default_factory=now)
    changed_from: Mapping[str, Any] = field(default_factory=dict)
    """The properties before the last change, from which a change that failed is tried again."""


@dataclass(frozen=True)
class Event:
    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str | None
    time: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True)
class Output:
    key: str
    value: str
    description: str | None
    export: str | None


@dataclass
class Stack:
    name: str
    place: Place
    template: Template | None = None
    given_parameters: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    termination_protection: bool = False
    role_arn: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    replaced: list[Resource] = field(default_factory=list)
    """The old resources of an update under way."""
    outputs: list[Output] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    """The names of the exports of other stacks that it uses."""
    rolls_back_to: tuple[Template, dict[str, str], dict[str, str]] | None = None
    """Template, parameters and tags before an update that could not be taken back."""
    events: list[Event] = field(default_factory=list)
    status: str = "REVIEW_IN_PROGRESS"
    reason: str | None = None
    created: datetime = field(default_factory=now)
    updated: datetime | None = None
    deleted: datetime | None = None
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def id(self) -> str:
        place = self.place
        return f"arn:{place.partition}:cloudformation:{place.region}:{place.account}:stack/{self.name}/{self.uid}"

    def enter(self, status: str, reason: str | None = None) -> None:
        self.status = status
        self.reason = reason
        self.note(self.name, "AWS::CloudFormation::Stack", self.id, status, reason)

    def note(self, logical_id: str, type_name: str, physical_id: str, status: str, reason: str | None = None) -> None:
        """At least a millisecond after the last event, because readers sort by the time and know milliseconds only."""
        time = max([now(), *(event.time + timedelta(milliseconds=1) for event in self.events[-1:])])
        self.events.append(Event(logical_id, physical_id, type_name, status, reason, time))

    def has_failed(self) -> bool:
        return "FAILED" in self.status or "ROLLBACK" in self.status

    def failure(self) -> str:
        """The first failure of a resource in the last operation, or the stack's own reason."""
        for event in self.events[self._start() :]:
            if event.status.endswith("_FAILED") and event.logical_id != self.name:
                return (
                    f"ResourceLogicalId:{event.logical_id}, ResourceType:{event.type}, "
                    f"ResourceStatusReason:{event.reason}."
                )
        return self.reason or self.status

    def _start(self) -> int:
        started = [
            index
            for index, event in enumerate(self.events)
            if event.physical_id == self.id
            and event.status in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")
        ]
        return started[-1] if started else 0


def require_updatable(stack: Stack) -> None:
    """A stack whose first creation failed can only be deleted, and one that is stuck must be rolled back first."""
    if not stack.status.endswith("_COMPLETE") or stack.status in ("ROLLBACK_COMPLETE", "DELETE_COMPLETE"):
        raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
