"""What somebody deleted or changed outside of CloudFormation, as a drift-aware change set sees and reverts it.

Sources: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html, and "Recreate Deleted
Resources" of aws.amazon.com/blogs/devops/safely-handle-configuration-drift-with-cloudformation-drift-aware-change-sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..resources.registry import resource_type
from ..resources.resource_type import Request
from .stack import Resource, Stack

Drift = Mapping[str, Mapping[str, Any] | None]
"""The properties that each drifted resource has in place of its own; None where it is gone."""

NO_DRIFT: Drift = {}


def drift_of(stack: Stack) -> Drift:
    actual = {logical_id: _actual(stack, resource) for logical_id, resource in stack.resources.items()}
    return {name: now for name, now in actual.items() if now != stack.resources[name].properties}


def take_note(stack: Stack, drift: Drift) -> None:
    """Makes the stack know what is really there, so that an update brings it back."""
    for logical_id, actual in drift.items():
        if actual is None:
            del stack.resources[logical_id]
        else:
            stack.resources[logical_id].properties = actual


def _actual(stack: Stack, resource: Resource) -> Mapping[str, Any] | None:
    request = Request(stack.place, stack.name, stack.id, stack.tags, resource.logical_id, resource.properties)
    return resource_type(resource.type).actual(request, resource.physical)
