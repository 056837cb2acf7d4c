"""A failure is written down where people and the rehearsal look: in the stack's events and in the report."""

from __future__ import annotations

import sys
import traceback

from botocore.exceptions import BotoCoreError, ClientError
from moto.core.exceptions import ServiceException

from ..errors import ResourceFailure
from ..report import Failure, UnknownType, report
from ..resources.registry import UnknownResourceType
from .stack import Stack

EXPECTED = (BotoCoreError, ClientError, ResourceFailure, ServiceException, UnknownResourceType)
"""What says enough by its message; anything else is a mistake in the emulator or in moto."""


def note_failure(
    stack: Stack,
    logical_id: str,
    type_name: str,
    verb: str,
    error: Exception,
    physical_id: str = "",
    *,
    is_resource: bool = True,
) -> None:
    reason = reason_of(error)
    if is_resource:
        stack.note(logical_id, type_name, physical_id, f"{verb}_FAILED", reason)
    if isinstance(error, UnknownResourceType):
        report.unknown_types.append(UnknownType(type_name, logical_id, stack.name, stack.place.account))
    report.failures.append(Failure(stack.place.account, stack.name, logical_id, type_name, reason))
    if not isinstance(error, EXPECTED):
        traceback.print_exception(error, limit=-4, file=sys.stderr)


def reason_of(error: Exception) -> str:
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{answer['Message']} (Service: {error.operation_name}; Error Code: {answer['Code']})"
    if isinstance(error, ServiceException):
        return str(error.message)
    if isinstance(error, (ResourceFailure, UnknownResourceType, BotoCoreError)):
        return str(error)
    return f"{type(error).__name__}: {error}"


def code_of(error: Exception) -> str | None:
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return error.code if isinstance(error, ServiceException) else None
