"""KMS: a key is named by its ARN, too, where its deletion is scheduled or cancelled; moto takes the id alone."""

from __future__ import annotations

from moto.kms.models import KmsBackend

from .replacement import replace_in

_schedule_key_deletion_of_moto = KmsBackend.schedule_key_deletion
_cancel_key_deletion_of_moto = KmsBackend.cancel_key_deletion
_enable_key_of_moto = KmsBackend.enable_key


def _schedule_key_deletion(kms: KmsBackend, key_id: str, pending_window_in_days: int) -> float:
    return _schedule_key_deletion_of_moto(kms, kms.get_key_id(key_id), pending_window_in_days)


def _cancel_key_deletion(kms: KmsBackend, key_id: str) -> None:
    _cancel_key_deletion_of_moto(kms, kms.get_key_id(key_id))


def _enable_key(kms: KmsBackend, key_id: str) -> None:
    _enable_key_of_moto(kms, kms.get_key_id(key_id))


def install() -> None:
    replace_in(
        KmsBackend,
        schedule_key_deletion=_schedule_key_deletion,
        cancel_key_deletion=_cancel_key_deletion,
        enable_key=_enable_key,
    )
