"""AWS calls that the emulator makes by itself, as CloudFormation does on behalf of a stack.

A resource is made through the ordinary API of its service, so that what a template makes and what Terraform makes take
one way through moto. The calls stay inside the process: they need no port, and the log of served requests, which proves
what the *outside* did, does not contain them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import EnvironBuilder, run_wsgi_app

from . import change_log
from .place import Place

KEY_ID = "AKIAORGSTRAPEMULATOR"
NOT_CHECKED = "unused"

_account: ContextVar[str] = ContextVar("account")


@lru_cache(maxsize=1)
def moto_application() -> DomainDispatcherApplication:
    """moto's server application; one for the process, because its state is."""
    return DomainDispatcherApplication(create_backend_app)


def client(place: Place, service: str) -> Any:
    """A boto3 client of this service whose calls are made in this account and Region."""
    return _InAccount(_client(service, place.region), place.account)


class _InAccount:
    """Clients are costly to make and know no account, so they are shared and told the account with each call."""

    def __init__(self, shared: Any, account: str) -> None:
        self._shared = shared
        self._account = account
        self.exceptions = shared.exceptions

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        call = getattr(self._shared, operation)

        def in_account(**parameters: Any) -> Any:
            previous = _account.set(self._account)
            try:
                answer = call(**parameters)
            except ClientError as error:
                self._note(operation, parameters, error.response["Error"]["Code"])
                raise
            finally:
                _account.reset(previous)
            self._note(operation, parameters, None)
            return answer

        return in_account

    def _note(self, operation: str, parameters: dict[str, Any], error: str | None) -> None:
        meta = self._shared.meta
        action = meta.method_to_api_mapping.get(operation)
        if action:
            place = Place(self._account, meta.region_name)
            change_log.log.note(place, meta.service_model.service_name, action, parameters, error)


@cache
def _client(service: str, region: str) -> Any:
    made = boto3.session.Session().client(
        service,
        region_name=region,
        endpoint_url="http://localhost",
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=NOT_CHECKED,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
    )
    made.meta.events.register("before-send", _answer)
    return made


def _answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    """Hands the request to moto instead of to the network."""
    body, status, headers = run_wsgi_app(moto_application(), _environ(request), buffered=True)
    return AWSResponse(request.url, int(status.split()[0]), dict(headers), _Body(b"".join(body)))


def _environ(request: AWSPreparedRequest) -> dict[str, Any]:
    headers = [(name, value.decode() if isinstance(value, bytes) else value) for name, value in request.headers.items()]
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    data = body if isinstance(body, (bytes, bytearray)) else body.read()
    builder = EnvironBuilder(method=request.method, base_url="http://localhost", headers=headers, data=bytes(data))
    path, _, query = request.url.removeprefix("http://localhost").partition("?")
    environ = builder.get_environ()
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
    environ["RAW_URI"] = environ["REQUEST_URI"] = request.url.removeprefix("http://localhost")
    environ["QUERY_STRING"] = query
    environ["HTTP_X_MOTO_ACCOUNT_ID"] = _account.get()
    return environ


class _Body(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk
