"""STS: a role that does not exist cannot be assumed, and a session token is of the user who asks for it.

moto gives out credentials for any ARN, the same session token to everybody, and no source identity to anybody. Whether
a role that exists may be assumed is the question of an IAM engine in front of the emulator.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from moto.core.exceptions import AccessDeniedError
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts import models
from moto.sts.models import AssumedRole
from moto.sts.responses import TokenResponse

from ..organization import is_usable
from .replacement import replace_in
from .sign_ins import AccessDenied, SignIns

_ROLE_ARN = re.compile(r"arn:(?P<partition>[a-z-]+):iam::(?P<account>\d{12}):role/.+")

SECONDS_BY_DEFAULT = 43_200

_assume_role = TokenResponse.assume_role
_assume_role_with_web_identity = TokenResponse.assume_role_with_web_identity


def _assume_existing_role(response: TokenResponse) -> Any:
    role_arn = response._get_param("RoleArn")
    if not _exists(role_arn):
        _, caller, _ = response.backend.get_caller_identity(response.access_key, response.region)
        raise AccessDeniedError(caller, f"sts:AssumeRole on resource: {role_arn}")
    answer = _assume_role(response)
    identity = _inherited_source_identity(response) or response._get_param("SourceIdentity")
    if identity is not None:
        assert isinstance(answer.result, dict)
        answer.result["Credentials"].source_identity = identity
        answer.result["SourceIdentity"] = identity
    return answer


def _inherited_source_identity(response: TokenResponse) -> str | None:
    """That of the session that asks: it goes on in every session that is assumed from it."""
    session = response.backend.get_assumed_role_from_access_key(response.get_access_key())
    return source_identity(session) if session else None


def _assume_existing_role_with_web_identity(response: TokenResponse) -> Any:
    role_arn = response._get_param("RoleArn")
    if not _exists(role_arn):
        raise AccessDeniedError("anonymous", "sts:AssumeRoleWithWebIdentity")
    return _assume_role_with_web_identity(response)


def _get_session_token(response: TokenResponse) -> ActionResult:
    iam = iam_backends[response.current_account][response.partition]
    assert isinstance(iam, SignIns)
    key_id = response.get_access_key()
    user = None if key_id in iam.user_sessions else iam.get_user_from_access_key_id(key_id)
    if user is None:
        raise AccessDenied("Cannot call GetSessionToken with session credentials")
    seconds = response._get_int_param("DurationSeconds", SECONDS_BY_DEFAULT)
    session = iam.begin_session(user, seconds, with_mfa=response._get_param("TokenCode") is not None)
    credentials = {
        "AccessKeyId": session.key.access_key_id,
        "SecretAccessKey": session.key.secret_access_key,
        "SessionToken": session.token,
        "Expiration": session.expiration,
    }
    return ActionResult({"Credentials": credentials})


def source_identity(session: AssumedRole) -> str | None:
    """The source identity that a session was given, of which moto knows nothing."""
    return getattr(session, "source_identity", None)


def issue_time(session: AssumedRole) -> datetime:
    """When its credentials were given out, of which moto keeps the end alone."""
    assert isinstance(session, _IssuedSession)
    return session.issued


class _IssuedSession(AssumedRole):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.issued: datetime = utcnow()
        super().__init__(*args, **kwargs)


def _exists(role_arn: str) -> bool:
    match = _ROLE_ARN.fullmatch(role_arn)
    if match is None or not is_usable(match["account"]):
        return False
    backend = iam_backends[match["account"]][match["partition"]]
    return any(role.arn == role_arn for role in backend.get_roles())


def install() -> None:
    replace_in(models, AssumedRole=_IssuedSession)
    replace_in(
        TokenResponse,
        get_session_token=_get_session_token,
        assume_role=_assume_existing_role,
        assume_role_with_web_identity=_assume_existing_role_with_web_identity,
    )
