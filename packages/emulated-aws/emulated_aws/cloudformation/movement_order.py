"""In which order auto-deployment does what AWS promises no order for.

AWS's page says that a move runs a delete operation and queues a create operation, but the operations of several sets
meet: aws-cloudformation/cloudformation-coverage-roadmap issues 2426 and 2427 report creations that fail with "already
exists" because the deletion is not over. DependsOn is promised, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class MovementOrder:
    """Without a seed everything is done in the order that hurts least; with one, in an order that the seed picks."""

    def __init__(self) -> None:
        self._random: Random | None = None
        self._looks = 0
        self._waiting: list[tuple[int, Callable[[], None]]] = []

    def seed(self, seed: int | None) -> None:
        self._random = None if seed is None else Random(seed)

    def delay(self, looks: int) -> None:
        """Auto-deployment begins when somebody has looked at stack instances so many times; AWS takes minutes."""
        self._looks = looks
        if looks == 0:
            self._waiting.clear()

    def begin(self, deployment: Callable[[], None]) -> None:
        if self._looks == 0:
            deployment()
        else:
            self._waiting.append((self._looks, deployment))

    def looked(self) -> None:
        """Somebody listed stack instances: what has waited long enough is done, the first move first."""
        self._waiting = [(looks - 1, deployment) for looks, deployment in self._waiting]
        while self._waiting and self._waiting[0][0] <= 0:
            self._waiting.pop(0)[1]()

    def choose(self, items: Sequence[Item]) -> Item:
        return items[0] if self._random is None else self._random.choice(items)

    def coin(self) -> bool:
        return self._random is not None and self._random.choice((True, False))


order = MovementOrder()
