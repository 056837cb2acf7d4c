"""A service-managed stack set: one template, and an instance of it in every account that is its target."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..place import Place
from .stack import Stack, now
from .template import Template


@dataclass
class StackInstance:
    place: Place
    organizational_unit: str
    overrides: dict[str, str] = field(default_factory=dict)
    stack: Stack | None = None
    status: str = "OUTDATED"
    detailed_status: str = "PENDING"
    reason: str | None = None
    operation: str | None = None


@dataclass(frozen=True)
class Result:
    place: Place
    organizational_unit: str
    status: str
    reason: str | None = None


@dataclass
class Operation:
    action: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "RUNNING"
    results: list[Result] = field(default_factory=list)
    created: datetime = field(default_factory=now)
    ended: datetime | None = None
    retain_stacks: bool = False

    def failures(self) -> list[Result]:
        return [result for result in self.results if result.status == "FAILED"]


@dataclass
class StackSet:
    name: str
    home: Place
    """The management account, also where a delegated administrator made the set, and the Region where it was made."""
    administrator: str
    call_as: str
    template: Template
    parameters: dict[str, str]
    capabilities: list[str]
    auto_deployment: bool
    retain_on_account_removal: bool
    depends_on: list[str] = field(default_factory=list)
    """ARNs of the sets that an account that enters must have first."""
    managed_execution: bool = False
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    instances: dict[Place, StackInstance] = field(default_factory=dict)
    targets: dict[str, set[str]] = field(default_factory=dict)
    """The Regions of each organizational unit that is a target: what auto-deployment looks at."""
    operations: list[Operation] = field(default_factory=list)
    status: str = "ACTIVE"
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def id(self) -> str:
        return f"{self.name}:{self.uid}"

    @property
    def arn(self) -> str:
        return f"arn:{self.home.partition}:cloudformation:{self.home.region}:{self.home.account}:stackset/{self.id}"

    def parameters_for(self, instance: StackInstance) -> dict[str, str]:
        return {**self.parameters, **instance.overrides}

    def regions(self) -> list[str]:
        return sorted({region for regions in self.targets.values() for region in regions})


@dataclass(frozen=True)
class Preferences:
    """How many accounts at once, and how many may fail, as OperationPreferences says it."""

    properties: Mapping[str, Any]
    automatic: bool = False
    """Of auto-deployment, to which no preferences apply: nothing stops it, and what fails is a failure."""

    def tolerance(self, accounts: int) -> int:
        if "FailureToleranceCount" in self.properties:
            return int(self.properties["FailureToleranceCount"])
        return int(self.properties.get("FailureTolerancePercentage", 0)) * accounts // 100

    def stops(self, failures: int, accounts: int) -> bool:
        return not self.automatic and failures > self.tolerance(accounts)

    def concurrency(self, accounts: int, failures: int) -> int:
        """With a strict tolerance, as many fewer as have failed already (page of StackSetOperationPreferences)."""
        if self.automatic:
            return accounts
        if "MaxConcurrentCount" in self.properties:
            most = int(self.properties["MaxConcurrentCount"])
        elif "MaxConcurrentPercentage" in self.properties:
            most = int(self.properties["MaxConcurrentPercentage"]) * accounts // 100
        else:
            most = 1
        strict = self.properties.get("ConcurrencyMode", "STRICT_FAILURE_TOLERANCE") == "STRICT_FAILURE_TOLERANCE"
        return max(1, min(most, self.tolerance(accounts) + 1 - failures) if strict else most)

    def regions(self, regions: Collection[str]) -> list[str]:
        order = list(self.properties.get("RegionOrder", ()))
        return [*(region for region in order if region in regions), *sorted(set(regions) - set(order))]


AUTOMATIC = Preferences({}, automatic=True)


_sets: list[StackSet] = []


def stack_sets_in(home: Place) -> Iterator[StackSet]:
    return (stack_set for stack_set in list(_sets) if stack_set.home == home)


def all_stack_sets() -> list[StackSet]:
    return list(_sets)


def keep(stack_set: StackSet) -> None:
    _sets.append(stack_set)


def forget(stack_set: StackSet) -> None:
    stack_set.status = "DELETED"
    _sets.remove(stack_set)


def forget_all_stack_sets() -> None:
    _sets.clear()
