"""What CloudFormation did itself, and for whom: on AWS, CloudTrail records it; the log of requests does not have it."""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from .place import Place

KEPT = 50_000
READS = ("Describe", "Get", "Head", "List")
SECRETS = frozenset({"NewPassword", "OldPassword", "Password", "SecretAccessKey", "SecretBinary", "SecretString"})
HIDDEN = "***"

_on_behalf_of: ContextVar[Mapping[str, str] | None] = ContextVar("on_behalf_of", default=None)


@dataclass(frozen=True)
class Change:
    n: int
    account: str
    region: str
    service: str
    operation: str
    parameters: Any
    by: Mapping[str, str]
    error: str | None


class ChangeLog:
    def __init__(self) -> None:
        self._changes: deque[Change] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = Lock()

    def note(
        self, place: Place, service: str, operation: str, parameters: Mapping[str, Any], error: str | None = None
    ) -> None:
        """Only what changes something, and only what is done for a stack."""
        by = _on_behalf_of.get()
        if by is None or operation.startswith(READS):
            return
        shown = _without_secrets(parameters)
        with self._lock:
            self._count += 1
            self._changes.append(Change(self._count, place.account, place.region, service, operation, shown, by, error))

    def since(self, n: int) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(change) for change in self._changes if change.n > n]


@contextmanager
def on_behalf_of(who: Mapping[str, str]) -> Iterator[None]:
    """What is changed in the block is changed for them."""
    previous = _on_behalf_of.set(who)
    try:
        yield
    finally:
        _on_behalf_of.reset(previous)


def _without_secrets(value: Any) -> Any:
    """A copy without secrets that JSON can hold."""
    if isinstance(value, Mapping):
        return {name: HIDDEN if name in SECRETS else _without_secrets(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_secrets(each) for each in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value if isinstance(value, (str, int, float, type(None))) else str(value)


log = ChangeLog()
