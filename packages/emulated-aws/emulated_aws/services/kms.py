"""KMS: a key is enabled, disabled, doomed and kept by its ARN as well, which moto does by its id alone.

docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html (and of DisableKey, ScheduleKeyDeletion,
CancelKeyDeletion), KeyId: "Specify the key ID or key ARN".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from moto.kms.models import KmsBackend

from .replacement import replace_in

P = ParamSpec("P")
R = TypeVar("R")


def _by_arn(done: Callable[Concatenate[KmsBackend, str, P], R]) -> Callable[Concatenate[KmsBackend, str, P], R]:
    def by_arn(backend: KmsBackend, key_id: str, /, *args: P.args, **named: P.kwargs) -> R:
        return done(backend, backend.get_key_id(key_id), *args, **named)

    return by_arn


def install() -> None:
    replace_in(
        KmsBackend,
        enable_key=_by_arn(KmsBackend.enable_key),
        disable_key=_by_arn(KmsBackend.disable_key),
        schedule_key_deletion=_by_arn(KmsBackend.schedule_key_deletion),
        cancel_key_deletion=_by_arn(KmsBackend.cancel_key_deletion),
    )
