"""The operations of IAM about sign-ins that moto has not, or answers without what they were asked."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.exceptions import ValidationError
from moto.iam.responses import IamResponse

from .replacement import add_to, replace_in
from .sign_ins import SignIns

_create_login_profile = IamResponse.create_login_profile


def _iam(response: IamResponse) -> SignIns:
    assert isinstance(response.backend, SignIns)
    return response.backend


def _create_login_profile_with_reset(response: IamResponse) -> ActionResult:
    """moto forgets whether the password must be changed at the first sign-in."""
    iam, name = _iam(response), response._get_param("UserName")
    result = _create_login_profile(response)
    user = iam.get_user(name)
    user.password_reset_required = response._get_bool_param("PasswordResetRequired", if_none=False)
    assert isinstance(result.result, dict)
    result.result["LoginProfile"]["PasswordResetRequired"] = user.password_reset_required
    return result


def _update_login_profile(response: IamResponse) -> ActionResult:
    """What is not given stays as it is."""
    iam, name = _iam(response), response._get_param("UserName")
    user = iam.get_login_profile(name)
    password = response._get_param("Password") or user.password
    reset = response._get_bool_param("PasswordResetRequired", user.password_reset_required)
    assert password is not None, f"{name} has a login profile, so it has a password"
    iam.update_login_profile(name, password, reset)
    return EmptyResult()


def _change_password(response: IamResponse) -> ActionResult:
    iam = _iam(response)
    user = iam.get_user_from_access_key_id(response.get_access_key())
    if user is None:
        raise ValidationError("Must be called by a user")
    iam.change_password(user, response._get_param("OldPassword"), response._get_param("NewPassword"))
    return EmptyResult()


def _resync_mfa_device(response: IamResponse) -> ActionResult:
    _iam(response).resync_mfa_device(response._get_param("UserName"), response._get_param("SerialNumber"))
    return EmptyResult()


def install() -> None:
    replace_in(
        IamResponse,
        create_login_profile=_create_login_profile_with_reset,
        update_login_profile=_update_login_profile,
    )
    add_to(IamResponse, change_password=_change_password, resync_mfa_device=_resync_mfa_device)
