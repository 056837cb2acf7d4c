"""What a drill lets go wrong: resources that fail or take long, StackSets kept out of an account, a lost Region."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fault:
    """The next operations of this kind take so long, and fail with this error; what is None may be anything."""

    account: str
    operation: str | None
    type: str | None
    logical_id: str | None
    error: str | None
    """None for one that only takes long."""
    times: int
    seconds: float = 0

    def hits(self, account: str, operation: str, type_name: str, logical_id: str) -> bool:
        return (
            self.times > 0
            and self.account == account
            and self.operation in (None, operation)
            and self.type in (None, type_name)
            and self.logical_id in (None, logical_id)
        )


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._closed: set[str] = set()
        self._lost: set[str] = set()

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def next_fault(self, account: str, operation: str, type_name: str, logical_id: str) -> Fault | None:
        for fault in self._faults:
            if fault.hits(account, operation, type_name, logical_id):
                fault.times -= 1
                return fault
        return None

    def keep_stack_sets_out(self, account: str, *, out: bool) -> None:
        if out:
            self._closed.add(account)
        else:
            self._closed.discard(account)

    def refusal_of_stack_sets(self, account: str, partition: str, action: str) -> str | None:
        """What StackSets' role reads where a control policy denies it everything, as in an account in quarantine."""
        if account not in self._closed:
            return None
        return (
            f"User: arn:{partition}:sts::{account}:assumed-role/stacksets-exec-orgstrap/StackSet is not authorized "
            f"to perform: cloudformation:{action} with an explicit deny in a service control policy"
        )

    def lose_region(self, region: str, *, lost: bool) -> None:
        if lost:
            self._lost.add(region)
        else:
            self._lost.discard(region)

    def is_lost(self, region: str) -> bool:
        return region in self._lost

    def forget(self) -> None:
        self._faults.clear()
        self._closed.clear()
        self._lost.clear()


faults = Faults()
