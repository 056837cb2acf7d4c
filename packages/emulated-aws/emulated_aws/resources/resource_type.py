"""What a resource type has to say: how one is made, changed and removed, and what Ref and Fn::GetAtt give."""

from __future__ import annotations

import secrets
import string
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from botocore.exceptions import ClientError

from .. import calls
from ..errors import ResourceFailure
from ..place import Place

LETTERS_AND_DIGITS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class PhysicalResource:
    """A resource that exists: what Ref gives, and what Fn::GetAtt gives."""

    id: str
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def attribute(self, name: str) -> Any:
        if name not in self.attributes:
            raise ResourceFailure(f"Template error: the resource does not support attribute type {name} in Fn::GetAtt")
        return self.attributes[name]


class FailedCreation(ResourceFailure):
    """A creation that failed after it had made something, which the rollback therefore deletes.

    A create handler returns the resource's identifier as soon as it has one, and CloudFormation deletes what a failed
    creation names: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html.
    """

    def __init__(self, message: str, physical: PhysicalResource) -> None:
        super().__init__(message)
        self.physical = physical


@dataclass(frozen=True)
class Request:
    """One resource of one stack, with its properties evaluated."""

    place: Place
    stack_name: str
    stack_id: str
    stack_tags: Mapping[str, str]
    logical_id: str
    properties: Mapping[str, Any]

    def client(self, service: str) -> Any:
        return calls.client(self.place, service)

    def tags(self) -> dict[str, str]:
        """The stack's tags, the resource's own, and the marks of the stack that own it."""
        return {**self.stack_tags, **as_tags(self.properties.get("Tags", []))}

    def tag_list(self) -> list[dict[str, str]]:
        return [{"Key": key, "Value": value} for key, value in self.tags().items()]

    def generated_name(self, longest: int) -> str:
        suffix = "".join(secrets.choice(LETTERS_AND_DIGITS) for _ in range(12))
        return f"{self.stack_name}-{self.logical_id}"[: longest - 13] + f"-{suffix}"


class ResourceType(ABC):
    """One resource type.

    `known` are the properties that are emulated; any other is refused, because a property that is silently ignored
    makes a rehearsal lie. `replaced_by` are the properties whose change makes a new resource.
    """

    name: ClassVar[str]
    known: ClassVar[frozenset[str]]
    required: ClassVar[frozenset[str]] = frozenset()
    replaced_by: ClassVar[frozenset[str]] = frozenset()
    name_property: ClassVar[str | None] = None

    @abstractmethod
    def create(self, request: Request) -> PhysicalResource: ...

    @abstractmethod
    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """Changes the resource in place; `before` are the properties that it has now."""

    @abstractmethod
    def delete(self, request: Request, physical: PhysicalResource) -> None: ...

    def actual(self, request: Request, physical: PhysicalResource) -> Mapping[str, Any] | None:
        """The properties that the template defines, as they are now; None where somebody deleted the resource.

        A type that does not say is one whose drift CloudFormation does not see.
        """
        return request.properties

    def check(self, properties: Mapping[str, Any]) -> None:
        unknown = sorted(set(properties) - self.known)
        if unknown:
            raise ResourceFailure(f"the emulator does not do the property {unknown[0]} of {self.name}")
        missing = sorted(self.required - set(properties))
        if missing:
            raise ResourceFailure(f"Properties validation failed: required key [{missing[0]}] not found")

    def is_replaced(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        return any(before.get(name) != after.get(name) for name in self.replaced_by)

    def check_replacement(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A fixed name cannot be held by the old resource and by its replacement at once."""
        name = self.name_property and after.get(self.name_property)
        if name and before.get(str(self.name_property)) == name:
            raise ResourceFailure(
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {name} and update the stack again."
            )


def unless_gone(ask: Callable[[], Any], *codes: str) -> Any:
    """What AWS answers; None where one of these errors says that there is nothing."""
    try:
        return ask()
    except ClientError as error:
        if error.response["Error"]["Code"] in codes:
            return None
        raise


def changed(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    return before.get(name) != after.get(name)


def change_tags(
    had: Mapping[str, str],
    wanted: Mapping[str, str],
    untag: Callable[[list[str]], Any],
    tag: Callable[[list[dict[str, str]]], Any],
) -> None:
    """Calls nothing for tags that are as they should be: what is called is told as what CloudFormation did."""
    gone = [key for key in had if key not in wanted]
    if gone:
        untag(gone)
    put = [{"Key": key, "Value": value} for key, value in wanted.items() if had.get(key) != value]
    if put:
        tag(put)


def as_tags(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def differences(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """What to take away and what to add, each in its own order."""
    return [item for item in before if item not in after], [item for item in after if item not in before]
