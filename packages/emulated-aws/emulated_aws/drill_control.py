"""Controls for drills: what fails where, and in which order auto-deployment works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .cloudformation.movement_order import order
from .control_input import BadInput, account_id, one_of, require
from .faults import Fault, faults

FAILURE = "Internal failure (Service: Drill; Error Code: ServiceFailure)"
OPERATIONS = ("CREATE", "UPDATE", "DELETE")


def post_fault(body: Mapping[str, Any]) -> None:
    require(body, "account")
    if not body.get("type") and not body.get("logicalId"):
        raise BadInput("type or logicalId is missing")
    times = body.get("times", 1)
    if not isinstance(times, int) or times < 1:
        raise BadInput(f"times is {times!r}, expected a number from 1 on")
    operation = body.get("operation")
    seconds = body.get("seconds", 0)
    if not isinstance(seconds, (int, float)) or seconds < 0:
        raise BadInput(f"seconds is {seconds!r}, expected a number from 0 on")
    faults.add(
        Fault(
            account=account_id(body["account"]),
            operation=None if operation is None else one_of(operation, OPERATIONS, "operation"),
            type=body.get("type"),
            logical_id=body.get("logicalId"),
            error=body.get("error", None if seconds else FAILURE),
            times=times,
            seconds=seconds,
        )
    )


def delete_faults() -> None:
    faults.forget()


def post_quarantine(body: Mapping[str, Any]) -> None:
    """StackSets' role is refused there, or no longer."""
    require(body, "account", "active")
    faults.keep_stack_sets_out(account_id(body["account"]), out=body["active"] is True)


def post_movement_order(body: Mapping[str, Any]) -> None:
    require(body, "seed")
    seed = body["seed"]
    if seed is not None and not isinstance(seed, int):
        raise BadInput(f"seed is {seed!r}, expected a number or null")
    order.seed(seed)
