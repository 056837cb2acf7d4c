"""Controls for drills: what fails where, and in which order auto-deployment works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .cloudformation.movement_order import order
from .control_input import BadInput, account_id, one_of, require
from .faults import Fault, faults
from .services.account_creation import REASONS, REFUSALS, orders

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


def post_outage(body: Mapping[str, Any]) -> None:
    """Every service of a Region answers 503 from now on, or no longer; what is of no Region goes on."""
    require(body, "region", "active")
    faults.lose_region(str(body["region"]), lost=body["active"] is True)


def post_movement_order(body: Mapping[str, Any]) -> None:
    require(body, "seed")
    seed = body["seed"]
    if seed is not None and not isinstance(seed, int):
        raise BadInput(f"seed is {seed!r}, expected a number or null")
    order.seed(seed)
    order.delay(_count(body.get("looks", 0), "looks"))


def post_account_orders(body: Mapping[str, Any]) -> None:
    """What CreateAccount and MoveAccount come to from now on, instead of what an earlier order said."""
    reasons, refusals = list(body.get("reasons", [])), list(body.get("refusals", []))
    looks, collisions = _count(body.get("looks", 0), "looks"), _count(body.get("collisions", 0), "collisions")
    orders.reasons = [one_of(each, REASONS, "reason") for each in reasons]
    orders.refusals = [one_of(each, tuple(REFUSALS), "refusal") for each in refusals]
    orders.looks, orders.collisions = looks, collisions


def _count(value: object, what: str) -> int:
    if not isinstance(value, int) or value < 0:
        raise BadInput(f"{what} is {value!r}, expected a number from 0 on")
    return value
