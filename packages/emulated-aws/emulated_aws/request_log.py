"""The requests that were served, so that a rehearsal can prove which calls were made and which were not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

from .credentials import Credential

KEPT = 50_000

_UNSIGNED = {"AssumeRoleWithWebIdentity": "sts"}
"""The service of each action that nobody has to sign."""


@dataclass(frozen=True)
class Served:
    n: int
    account: str | None
    access_key_id: str | None
    method: str
    host: str
    service: str | None
    action: str
    path: str
    status: int


class RequestLog:
    def __init__(self) -> None:
        self._served: deque[Served] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = Lock()

    def add(
        self, environ: dict[str, Any], body: bytes, who: Credential | None, account: str | None, status: int
    ) -> None:
        """The account is looked up before the request is served, because the request may delete its own key."""
        asked = action(environ, body)
        with self._lock:
            self._count += 1
            self._served.append(
                Served(
                    n=self._count,
                    account=account,
                    access_key_id=who.access_key if who else None,
                    method=environ["REQUEST_METHOD"],
                    host=environ.get("HTTP_HOST", ""),
                    service=who.service if who else _UNSIGNED.get(asked),
                    action=asked,
                    path=environ.get("PATH_INFO", ""),
                    status=status,
                )
            )

    def since(self, n: int) -> list[dict[str, Any]]:
        with self._lock:
            return [_as_json(served) for served in self._served if served.n > n]


def _as_json(served: Served) -> dict[str, Any]:
    return {
        "n": served.n,
        "account": served.account,
        "accessKeyId": served.access_key_id,
        "method": served.method,
        "host": served.host,
        "service": served.service,
        "action": served.action,
        "path": served.path,
        "status": served.status,
    }


def action(environ: dict[str, Any], body: bytes) -> str:
    """As the service names it; of a REST service, such as S3, the method and the path."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return str(target).rsplit(".", maxsplit=1)[-1]
    named = parse_qs(environ.get("QUERY_STRING", "")).get("Action") or parse_qs(body.decode("latin-1")).get("Action")
    return named[0] if named else f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}"


log = RequestLog()
