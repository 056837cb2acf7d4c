"""The console's sign-in page, which is no API: the session that the browser gets."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends

from .services.sign_ins import AccessDenied, SignIns

SECONDS = 43_200
"""How long the console lets a user in."""


def sign_in(account: str, user_name: str, password: str, *, mfa: bool) -> dict[str, Any]:
    """Whether the code of the user's MFA device was right, somebody else has found out, and says so with `mfa`."""
    iam = next((each for each in iam_backends[account].values() if user_name in each.users), None)
    if iam is None or iam.users[user_name].password != password:
        raise AccessDenied("Your authentication information is incorrect. Please try again.")
    user = iam.users[user_name]
    if bool(user.mfa_devices) != mfa:
        raise AccessDenied(f"{user_name} has {'an' if user.mfa_devices else 'no'} MFA device")
    assert isinstance(iam, SignIns)
    session = iam.begin_session(user, SECONDS, with_mfa=mfa)
    return {
        "credentials": {
            "accessKeyId": session.key.access_key_id,
            "secretAccessKey": session.key.secret_access_key,
            "sessionToken": session.token,
        },
        "mustChangePassword": bool(user.password_reset_required),
    }
