"""What a stack should become: a template, with values for its parameters and with tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .stack import Stack
from .template import Template


@dataclass(frozen=True)
class Desired:
    template: Template
    parameters: Mapping[str, str]
    tags: Mapping[str, str]

    def is_met_by(self, stack: Stack) -> bool:
        return stack.template is not None and (stack.template.document, stack.given_parameters, stack.tags) == (
            self.template.document,
            dict(self.parameters),
            dict(self.tags),
        )
