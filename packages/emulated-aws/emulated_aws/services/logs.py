"""CloudWatch Logs: the key of a log group can be changed, for which moto has no calls."""

from __future__ import annotations

from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.models import LogGroup
from moto.logs.responses import LogsResponse

from .replacement import add_to


def _group(response: LogsResponse) -> LogGroup:
    group = response.logs_backend.groups.get(response._get_param("logGroupName"))
    if group is None:
        raise ResourceNotFoundException
    return group


def _associate_kms_key(response: LogsResponse) -> str:
    _group(response).kms_key_id = response._get_param("kmsKeyId")
    return ""


def _disassociate_kms_key(response: LogsResponse) -> str:
    _group(response).kms_key_id = None
    return ""


def install() -> None:
    add_to(LogsResponse, associate_kms_key=_associate_kms_key, disassociate_kms_key=_disassociate_kms_key)
