"""Which resource type is made by what: the emulator's own first, then the inert ones, then moto's."""

from __future__ import annotations

from moto.cloudformation.parsing import get_model_map

from .inert import INERT, Inert
from .moto_type import MotoType
from .resource_type import ResourceType

_emulated: dict[str, ResourceType] = {}


def register(*types: type[ResourceType]) -> None:
    """Called when the emulator starts, because a type such as a stack set needs the engine that looks types up."""
    _emulated.update({each.name: each() for each in types})


NOT_FROM_MOTO = frozenset({"AWS::CloudFormation::Stack"})
"""moto would keep a nested stack in its own engine, where a failure is a success."""


class UnknownResourceType(Exception):
    def __init__(self, type_name: str) -> None:
        super().__init__(f"the emulator does not know the resource type {type_name}")


def resource_type(type_name: str) -> ResourceType:
    if type_name in _emulated:
        return _emulated[type_name]
    if type_name in INERT:
        return Inert(type_name)
    models = get_model_map()
    if type_name in models and type_name not in NOT_FROM_MOTO:
        return MotoType(type_name, models[type_name])
    raise UnknownResourceType(type_name)
