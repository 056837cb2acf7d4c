"""KMS: a key is enabled, disabled and kept by its ARN as well, which moto does by its id alone.

docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html (and of DisableKey, CancelKeyDeletion), KeyId:
"Specify the key ID or key ARN".
"""

from __future__ import annotations

from collections.abc import Callable

from moto.kms.models import KmsBackend

from .replacement import replace_in


def _by_arn(done: Callable[[KmsBackend, str], None]) -> Callable[[KmsBackend, str], None]:
    return lambda backend, key_id: done(backend, backend.get_key_id(key_id))


def install() -> None:
    replace_in(
        KmsBackend,
        enable_key=_by_arn(KmsBackend.enable_key),
        disable_key=_by_arn(KmsBackend.disable_key),
        cancel_key_deletion=_by_arn(KmsBackend.cancel_key_deletion),
    )
