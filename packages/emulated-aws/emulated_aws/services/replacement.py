"""Changes classes of moto in place, since moto makes their objects by itself.

It is done by name and says so when moto has changed: what is replaced must be there, and what is added must not.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any


def replace_in(owner: type | ModuleType, **members: Any) -> None:
    """Puts these members into the place of those that the class has."""
    for name, member in members.items():
        if not hasattr(owner, name):
            raise AttributeError(f"moto's {owner.__name__} has no {name} that could be replaced")
        setattr(owner, name, member)


def add_to(owner: type, **members: Any) -> None:
    """Gives the class members that it does not have."""
    for name, member in members.items():
        if hasattr(owner, name):
            raise AttributeError(f"moto's {owner.__name__} has a {name} of its own")
        setattr(owner, name, member)
