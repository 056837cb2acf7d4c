"""The stacks, change sets and exports of each account and Region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import ResourceFailure, ValidationError
from ..place import Place
from .change_set import ChangeSet
from .stack import Output, Stack


@dataclass
class Stacks:
    """What one account has in one Region."""

    place: Place
    all: list[Stack] = field(default_factory=list)
    change_sets: list[ChangeSet] = field(default_factory=list)

    def live(self) -> list[Stack]:
        return [stack for stack in self.all if stack.status != "DELETE_COMPLETE"]

    def find(self, name_or_id: str) -> Stack | None:
        """By name a stack that lives, by id a deleted one as well."""
        for stack in reversed(self.all):
            if stack.id == name_or_id or (stack.name == name_or_id and stack.status != "DELETE_COMPLETE"):
                return stack
        return None

    def get(self, name_or_id: str) -> Stack:
        stack = self.find(name_or_id)
        if stack is None:
            raise ValidationError(f"Stack with id {name_or_id} does not exist")
        return stack

    def exports(self) -> Iterator[tuple[Stack, Output]]:
        for stack in self.live():
            for output in stack.outputs:
                if output.export:
                    yield stack, output

    def exported(self, name: str) -> str:
        for _, output in self.exports():
            if output.export == name:
                return output.value
        raise ResourceFailure(f"No export named {name} found.")

    def importers(self, name: str) -> list[str]:
        """The names of the stacks that use an export."""
        return [stack.name for stack in self.live() if name in stack.imports]

    def in_use(self, stack: Stack, kept: Mapping[str, str]) -> str | None:
        """Why the exports of a stack cannot become these, or nothing if they can.

        An export that another stack imports can be neither changed nor deleted:
        docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html.
        The words are those of repost.aws/articles/ARrtwG71pqTYi3bGme27_3bg.
        """
        for output in stack.outputs:
            users = self.importers(output.export) if output.export else []
            if output.export is None or not users or kept.get(output.export) == output.value:
                continue
            verb = "update" if output.export in kept else "delete"
            return (
                f"{verb.capitalize()} canceled. "
                f"Cannot {verb} export {output.export} as it is in use by {' and '.join(users)}."
            )
        return None

    def output(self, stack_name: str, key: str) -> str:
        """What Fn::GetStackOutput gives: the value of this moment, which the stack may change or drop afterwards."""
        stack = self.find(stack_name)
        for output in stack.outputs if stack else ():
            if output.key == key:
                return output.value
        raise ResourceFailure(f"Output {key} of the stack {stack_name} does not exist")


_stacks: dict[Place, Stacks] = {}


def stacks_in(place: Place) -> Stacks:
    """The state is kept beside moto's and, like moto's, for the whole process: moto makes its handlers per request."""
    return _stacks.setdefault(place, Stacks(place))


def forget_all_stacks() -> None:
    _stacks.clear()
