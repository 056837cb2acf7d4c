"""How users of IAM sign in: passwords, MFA devices and sessions, with the refusals that moto leaves out.

Whether a code of a device is right is the question of the gateway in front of the emulator, which decides with it.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from moto.core.utils import utcnow
from moto.iam.exceptions import (
    DeleteConflictException,
    EntityAlreadyExists,
    IAMException,
    LimitExceededException,
    NoSuchEntity,
)
from moto.iam.models import AccessKey, IAMBackend, User, VirtualMfaDevice
from moto.sts.utils import random_session_token

MOST_DEVICES = 8
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
FEWEST_KINDS = 3
"""Of upper case, lower case, digits and the rest, where the account has no policy of its own."""


class PasswordPolicyViolation(IAMException):
    code = "PasswordPolicyViolation"


class AccessDenied(IAMException):
    code = "AccessDenied"


@dataclass(frozen=True)
class UserSession:
    """Temporary credentials of a user: of the console, or of GetSessionToken."""

    key: AccessKey
    user: User
    token: str
    expiration: datetime
    issued: datetime
    mfa: datetime | None
    """When the code of a device was given."""


class SignIns(IAMBackend):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user_sessions: dict[str, UserSession] = {}

    def create_login_profile(self, user_name: str, password: str) -> User:
        _require_strength(password, user_name)
        return super().create_login_profile(user_name, password)

    def delete_login_profile(self, user_name: str) -> None:
        super().delete_login_profile(user_name)
        self.get_user(user_name).password_reset_required = False

    def change_password(self, user: User, old: str, new: str) -> None:
        if user.password is None:
            raise NoSuchEntity(f"Login Profile for User {user.name} cannot be found.")
        if user.password != old:
            raise AccessDenied("The old password was incorrect.")
        _require_strength(new, user.name)
        user.password, user.password_reset_required = new, False

    def enable_mfa_device(self, user_name: str, serial_number: str, *codes: str, **named: str) -> None:
        user, device = self.get_user(user_name), self._device(serial_number)
        if device.user is not None:
            raise EntityAlreadyExists("MFADevice entity at the same path and name already exists.")
        if len(user.mfa_devices) >= MOST_DEVICES:
            raise LimitExceededException(f"Cannot exceed quota for MFADevicesPerUser: {MOST_DEVICES}")
        super().enable_mfa_device(user_name, serial_number, *codes, **named)

    def resync_mfa_device(self, user_name: str, serial_number: str) -> None:
        if self._device(serial_number).user is not self.get_user(user_name):
            raise NoSuchEntity(f"MFA device {serial_number} is not of {user_name}.")

    def delete_virtual_mfa_device(self, serial_number: str) -> None:
        if self._device(serial_number).user is not None:
            raise DeleteConflictException("MFA VirtualDevice in use. Must deactivate first.")
        super().delete_virtual_mfa_device(serial_number)

    def delete_user(self, user_name: str) -> None:
        user = self.get_user(user_name)
        if user.password is not None:
            raise DeleteConflictException("Cannot delete entity, must delete login profile first.")
        if user.mfa_devices:
            raise DeleteConflictException("Cannot delete entity, must delete MFA device first.")
        super().delete_user(user_name)

    def begin_session(self, user: User, seconds: int, *, with_mfa: bool) -> UserSession:
        now = utcnow()
        session = UserSession(
            key=self.create_temp_access_key(),
            user=user,
            token=random_session_token(),
            expiration=now + timedelta(seconds=seconds),
            issued=now,
            mfa=now if with_mfa else None,
        )
        self.user_sessions[session.key.access_key_id] = session
        return session

    def get_user_from_access_key_id(self, access_key_id: str) -> User | None:
        """Who asks, also with the key of a session."""
        session = self.user_sessions.get(access_key_id)
        return session.user if session else super().get_user_from_access_key_id(access_key_id)

    def _device(self, serial_number: str) -> VirtualMfaDevice:
        device: VirtualMfaDevice | None = self.virtual_mfa_devices.get(serial_number)
        if device is None:
            raise NoSuchEntity(f"VirtualMFADevice with serial number {serial_number} doesn't exist.")
        return device


def _require_strength(password: str, user_name: str) -> None:
    """The policy of an account that has set none."""
    kinds = (string.ascii_uppercase, string.ascii_lowercase, string.digits, string.punctuation)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordPolicyViolation(f"Password should have a minimum length of {SHORTEST_PASSWORD}")
    if sum(any(character in kind for character in password) for kind in kinds) < FEWEST_KINDS:
        raise PasswordPolicyViolation(f"Password should have at least {FEWEST_KINDS} kinds of characters")
    if password.lower() == user_name.lower():
        raise PasswordPolicyViolation("Password should not be the name of the user")
