"""The requests that were served, so that a rehearsal can prove which calls were made and which were not."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

from moto.iam.models import iam_backends

KEPT = 50_000

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/,\s]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")


@dataclass(frozen=True)
class Served:
    n: int
    account: str | None
    accessKeyId: str | None
    method: str
    host: str
    service: str | None
    action: str | None
    path: str
    status: int


class RequestLog:
    def __init__(self) -> None:
        self._served: deque[Served] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = Lock()
        self._accounts: dict[str, str] = {}

    def add(self, environ: dict[str, Any], body: bytes, account: str | None, status: int) -> None:
        key, service = credential(environ)
        with self._lock:
            self._count += 1
            self._served.append(
                Served(
                    n=self._count,
                    account=account,
                    accessKeyId=key,
                    method=environ["REQUEST_METHOD"],
                    host=environ.get("HTTP_HOST", ""),
                    service=service,
                    action=action(environ, body),
                    path=environ.get("PATH_INFO", ""),
                    status=status,
                )
            )

    def since(self, n: int) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(served) for served in self._served if served.n > n]

    def account_of(self, environ: dict[str, Any]) -> str | None:
        """Looked up before the request is served, because the request may delete the key."""
        key, _ = credential(environ)
        if key is None:
            return None
        if key not in self._accounts:
            for account, partitions in list(iam_backends.items()):
                if any(key in backend.access_keys for backend in list(partitions.values())):
                    self._accounts[key] = account
        return self._accounts.get(key)


def credential(environ: dict[str, Any]) -> tuple[str | None, str | None]:
    """The access key and the service of a signed request, also of one that is signed in its URL."""
    query = parse_qs(environ.get("QUERY_STRING", ""))
    signed = environ.get("HTTP_AUTHORIZATION") or "Credential=" + "".join(query.get("X-Amz-Credential", []))
    match = _CREDENTIAL.search(signed)
    return (match["key"], match["service"]) if match else (None, None)


def action(environ: dict[str, Any], body: bytes) -> str | None:
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.split(".")[-1]
    named = parse_qs(environ.get("QUERY_STRING", "")).get("Action") or parse_qs(body.decode("latin-1")).get("Action")
    if named:
        return named[0]
    return f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}"


log = RequestLog()


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()
