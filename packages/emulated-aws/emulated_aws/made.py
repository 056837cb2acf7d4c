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

_behind: ContextVar[Mapping[str, str] | None] = ContextVar("behind", default=None)


@dataclass(frozen=True)
class Made:
    n: int
    account: str
    region: str
    service: str
    operation: str
    parameters: Any
    by: Mapping[str, str]
    error: str | None


class MadeLog:
    def __init__(self) -> None:
        self._made: deque[Made] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = Lock()

    def note(
        self, place: Place, service: str, operation: str, parameters: Mapping[str, Any], error: str | None = None
    ) -> None:
        """Only what changes something, and only what is done for a stack."""
        by = _behind.get()
        if by is None or operation.startswith(READS):
            return
        told = _told(parameters)
        with self._lock:
            self._count += 1
            self._made.append(Made(self._count, place.account, place.region, service, operation, told, by, error))

    def since(self, n: int) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(made) for made in self._made if made.n > n]


@contextmanager
def behind(who: Mapping[str, str]) -> Iterator[None]:
    """Whatever is made meanwhile is made for them."""
    previous = _behind.set(who)
    try:
        yield
    finally:
        _behind.reset(previous)


def _told(value: Any) -> Any:
    """A copy without secrets that JSON can hold."""
    if isinstance(value, Mapping):
        return {name: HIDDEN if name in SECRETS else _told(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_told(each) for each in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value if isinstance(value, (str, int, float, type(None))) else str(value)


log = MadeLog()
