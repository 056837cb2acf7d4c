"""What the controls of the emulator are given, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


class BadInput(Exception):
    """The caller's mistake, answered with 400 and the message."""


def require(body: Mapping[str, Any], *names: str) -> None:
    missing = [name for name in names if name not in body]
    if missing:
        raise BadInput(f"{missing[0]} is missing")


def number(text: str) -> int:
    if not text.isdigit():
        raise BadInput(f"since is {text!r}, expected a number")
    return int(text)


def check_id(value: Any, pattern: str, what: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise BadInput(f"{what} is {value!r}, expected {pattern}")


def account_id(value: Any) -> str:
    check_id(value, r"\d{12}", "account id")
    return str(value)


def one_of(value: Any, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise BadInput(f"{what} is {value!r}, expected one of {', '.join(allowed)}")
    return str(value)
