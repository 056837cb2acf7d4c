"""CreateAccount: AWS makes an account in the background, and a request can fail long after it was taken.

docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html, API_CreateAccountStatus.html, and
/organizations/latest/userguide/orgs_reference_limits.html: five member accounts can be created at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time, utcnow
from moto.organizations import utils

AT_ONCE = 5
"""How many accounts of an organization AWS makes at the same time."""
REASONS = (
    "ACCOUNT_LIMIT_EXCEEDED",
    "CONCURRENT_ACCOUNT_MODIFICATION",
    "EMAIL_ALREADY_EXISTS",
    "FAILED_BUSINESS_VALIDATION",
    "GOVCLOUD_ACCOUNT_ALREADY_EXISTS",
    "INTERNAL_FAILURE",
    "INVALID_ADDRESS",
    "INVALID_EMAIL",
    "INVALID_IDENTITY_FOR_BUSINESS_VALIDATION",
    "INVALID_PAYMENT_INSTRUMENT",
    "MISSING_BUSINESS_VALIDATION",
    "MISSING_PAYMENT_INSTRUMENT",
    "PENDING_BUSINESS_VALIDATION",
    "UNKNOWN_BUSINESS_VALIDATION",
    "UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED",
)
STATES = ("IN_PROGRESS", "SUCCEEDED", "FAILED")
REFUSALS = {
    "FinalizingOrganizationException": "AWS Organizations couldn't perform the operation because your organization "
    "hasn't finished initializing. This can take up to an hour. Try again later.",
    "ConcurrentModificationException": "The target of the operation is currently being modified by a different "
    "request. Try again later.",
    "TooManyRequestsException": "AWS Organizations can't complete your request because another request is already in "
    "progress.",
}
"""What CreateAccount itself is refused with, before there is anything to ask about."""


class AccountOrders:
    """What the next creations and moves of accounts come to, as a drill asks for it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.looks = 0
        self.reasons: list[str] = []
        self.refusals: list[str] = []
        self.collisions = 0
        """How many of the next calls of MoveAccount meet another change of the same account."""


orders = AccountOrders()


@dataclass
class Creation:
    """A request of CreateAccount: it is decided when somebody has asked about it so many times."""

    name: str
    email: str
    looks: int
    reason: str | None
    make: Callable[[], str]
    id: str = field(default_factory=utils.make_random_create_account_status_id)
    state: str = "IN_PROGRESS"
    account: str | None = None
    requested: float = field(default_factory=lambda: unix_time(utcnow()))
    completed: float | None = None

    def describe(self) -> dict[str, Any]:
        given = {
            "Id": self.id,
            "AccountName": self.name,
            "State": self.state,
            "RequestedTimestamp": self.requested,
            "CompletedTimestamp": self.completed,
            "AccountId": self.account,
            "FailureReason": self.reason if self.state == "FAILED" else None,
        }
        return {key: value for key, value in given.items() if value is not None}


class Creations:
    """The requests of one organization; AWS keeps them for 90 days."""

    def __init__(self) -> None:
        self._all: list[Creation] = []

    def begin(self, name: str, email: str, make: Callable[[], str]) -> dict[str, Any]:
        if orders.refusals:
            code = orders.refusals.pop(0)
            raise JsonRESTError(code, REFUSALS[code])
        running = [each for each in self._all if each.state == "IN_PROGRESS"]
        if len(running) >= AT_ONCE:
            raise JsonRESTError("TooManyRequestsException", REFUSALS["TooManyRequestsException"])
        reason = orders.reasons.pop(0) if orders.reasons else None
        if any((each.name, each.email.lower()) == (name, email.lower()) for each in running):
            reason = "CONCURRENT_ACCOUNT_MODIFICATION"
        creation = Creation(name, email, orders.looks, reason, make)
        self._all.append(creation)
        return {"CreateAccountStatus": creation.describe()}

    def describe(self, request: str, is_taken: Callable[[str], bool]) -> dict[str, Any]:
        creation = next((each for each in self._all if each.id == request), None)
        if creation is None:
            raise JsonRESTError(
                "CreateAccountStatusNotFoundException",
                "We can't find an create account request with the CreateAccountRequestId that you specified.",
            )
        self._go_on(creation, is_taken)
        return {"CreateAccountStatus": creation.describe()}

    def list(self, given: Mapping[str, Any], is_taken: Callable[[str], bool]) -> dict[str, Any]:
        for creation in self._all:
            self._go_on(creation, is_taken)
        states = given.get("States") or STATES
        return {"CreateAccountStatuses": [each.describe() for each in self._all if each.state in states]}

    @staticmethod
    def _go_on(creation: Creation, is_taken: Callable[[str], bool]) -> None:
        if creation.state != "IN_PROGRESS":
            return
        if creation.looks > 0:
            creation.looks -= 1
            return
        if creation.reason is None and is_taken(creation.email):
            creation.reason = "EMAIL_ALREADY_EXISTS"
        creation.completed = unix_time(utcnow())
        if creation.reason is not None:
            creation.state = "FAILED"
            return
        creation.account = creation.make()
        creation.state = "SUCCEEDED"
