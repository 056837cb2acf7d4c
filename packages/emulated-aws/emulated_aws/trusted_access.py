"""Trusted access of StackSets, which CloudFormation activates and Organizations asks about."""

from __future__ import annotations

_trusted: set[str] = set()
"""The management accounts that activated it."""


def activate_trusted_access(management_account: str) -> None:
    _trusted.add(management_account)


def deactivate_trusted_access(management_account: str) -> None:
    _trusted.discard(management_account)


def forget_trusted_access() -> None:
    _trusted.clear()


def has_trusted_access(management_account: str) -> bool:
    return management_account in _trusted
