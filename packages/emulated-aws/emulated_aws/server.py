"""The web server: controls under /_orgstrap/, everything else to moto."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from . import control
from .calls import moto_application
from .credentials import credential, refusal
from .faults import faults
from .request_log import log
from .turn import turn

CONTROLS = "/_orgstrap/"
ONE_AT_A_TIME = frozenset({"cloudformation", "organizations"})
"""Services that touch many accounts in one call."""
OF_NO_REGION = frozenset({"iam", "organizations", "account"})


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    path = environ.get("PATH_INFO", "")
    if path.startswith(CONTROLS):
        return _control(path.removeprefix(CONTROLS), environ, start_response)
    return _aws(environ, start_response)


def _control(path: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    text = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        body = json.loads(text or b"{}")
    except ValueError as error:
        status, answer = 400, {"error": f"the body is not JSON: {error}"}
    else:
        with turn:
            query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
            status, answer = control.answer(environ["REQUEST_METHOD"], path, query, body)
    content = b"" if status == HTTPStatus.NO_CONTENT else json.dumps(answer).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
    start_response(f"{status} {HTTPStatus(status).phrase}", headers)
    return [content]


def _aws(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    body = _form(environ)
    who = credential(environ)
    account = who.account if who else None
    served: list[int] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> Any:
        served.append(int(status.split(maxsplit=1)[0]))
        return start_response(status, headers, exc_info)

    try:
        if who and who.service not in OF_NO_REGION and faults.is_lost(who.region):
            return _unavailable(start)
        if who and account is None:
            return _refuse(environ, who.service, start)
        if account:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        if who and who.service in ONE_AT_A_TIME:
            with turn:
                return _moto(environ, start)
        return _moto(environ, start)
    finally:
        log.add(environ, body, who, account, served[-1] if served else 500)


def _moto(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    answered: Iterable[bytes] = moto_application()(environ, start_response)
    return answered


def _refuse(environ: dict[str, Any], service: str, start_response: Any) -> Iterable[bytes]:
    status, content_type, content = refusal(environ, service)
    # Closed, because the body of the request was not read.
    headers = [("Content-Type", content_type), ("Content-Length", str(len(content))), ("Connection", "close")]
    start_response(status, headers)
    return [content]


def _unavailable(start_response: Any) -> Iterable[bytes]:
    """What services answer that cannot: the SDKs look at the status, and try again for a while."""
    content = b"<Error><Code>ServiceUnavailable</Code><Message>Please reduce your request rate.</Message></Error>"
    headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(content))), ("Connection", "close")]
    start_response("503 Service Unavailable", headers)
    return [content]


def _form(environ: dict[str, Any]) -> bytes:
    """The body of a query request, in which the action is; other bodies are left unread."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return b""
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any) -> None:
        """Nothing: requests are kept in the log of requests."""


def make(port: int) -> BaseWSGIServer:
    return make_server("127.0.0.1", port, application, threaded=True, request_handler=_Quiet)
