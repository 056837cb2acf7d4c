"""Who sent a request: the access key in it, and the account whose key that is.

moto takes an unknown key for one of its default account, which would let a deleted key go on working.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from moto.iam.models import iam_backends

from .organization import is_usable

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/,\s]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")

_where: dict[str, tuple[str, str]] = {}
"""The account and partition in which a key was last seen: a look-up through all accounts is slow for many of them."""


@dataclass(frozen=True)
class Credential:
    access_key: str
    service: str
    region: str
    """The one that the request was signed for: a service that is of no Region has one, too."""

    @property
    def account(self) -> str | None:
        """The account of the key, or nothing if there is no such key, it is inactive, or its account is closed."""
        found = _where.get(self.access_key)
        if found is None or self.access_key not in iam_backends[found[0]][found[1]].access_keys:
            found = self._find()
        if found is None:
            return None
        key = iam_backends[found[0]][found[1]].access_keys[self.access_key]
        return found[0] if key.status == "Active" and is_usable(found[0]) else None

    def _find(self) -> tuple[str, str] | None:
        _where.pop(self.access_key, None)
        for account, partitions in list(iam_backends.items()):
            for partition, backend in list(partitions.items()):
                if self.access_key in backend.access_keys:
                    return _where.setdefault(self.access_key, (account, partition))
        return None


def credential(environ: dict[str, Any]) -> Credential | None:
    """The credential of a signed request, also of one that is signed in its URL."""
    query = parse_qs(environ.get("QUERY_STRING", ""))
    signed = environ.get("HTTP_AUTHORIZATION") or "Credential=" + "".join(query.get("X-Amz-Credential", []))
    match = _CREDENTIAL.search(signed)
    return Credential(match["key"], match["service"], match["region"]) if match else None


def refusal(environ: dict[str, Any], service: str) -> tuple[str, str, bytes]:
    """The answer to a request with a key that nobody has, in the form of the service: status, content type, body."""
    if service == "s3":
        message = "The AWS Access Key Id you provided does not exist in our records."
        return "403 Forbidden", "application/xml", _xml("Error", "InvalidAccessKeyId", message)
    message = "The security token included in the request is invalid."
    if environ.get("CONTENT_TYPE", "").startswith("application/x-amz-json"):
        body = json.dumps({"__type": "UnrecognizedClientException", "message": message}).encode()
        return "400 Bad Request", "application/x-amz-json-1.1", body
    return (
        "403 Forbidden",
        "text/xml",
        b"<ErrorResponse>" + _xml("Error", "InvalidClientTokenId", message) + b"</ErrorResponse>",
    )


def _xml(element: str, code: str, message: str) -> bytes:
    return f"<{element}><Code>{code}</Code><Message>{message}</Message></{element}>".encode()
