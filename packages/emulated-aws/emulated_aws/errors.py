"""Refusals, in AWS's words."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class ValidationError(ServiceException):
    code = "ValidationError"


class InsufficientCapabilities(ServiceException):
    code = "InsufficientCapabilitiesException"


class LimitExceeded(ServiceException):
    code = "LimitExceededException"


class AlreadyExists(ServiceException):
    code = "AlreadyExistsException"


class StackSetNotFound(ServiceException):
    code = "StackSetNotFoundException"

    def __init__(self, name: str) -> None:
        super().__init__(f"StackSet {name} not found")


class StackSetNotEmpty(ServiceException):
    code = "StackSetNotEmptyException"

    def __init__(self) -> None:
        super().__init__("StackSet is not empty")


class NameAlreadyExists(ServiceException):
    code = "NameAlreadyExistsException"


class StackInstanceNotFound(ServiceException):
    code = "StackInstanceNotFoundException"


class OperationNotFound(ServiceException):
    code = "OperationNotFoundException"


class ChangeSetNotFound(ServiceException):
    code = "ChangeSetNotFound"


class ResourceFailure(Exception):
    """A resource that cannot be made, changed or removed, with the reason for the stack's events."""
