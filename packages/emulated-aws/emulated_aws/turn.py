"""Whose turn it is: services that touch many accounts in one call work one call at a time."""

from __future__ import annotations

import time
from threading import RLock

turn = RLock()
"""Moto itself keeps no order between threads."""


def pause(seconds: float) -> None:
    """Lets others have their turn in the middle of a call, so that they see what is on its way.

    The caller has the turn, and has taken it once.
    """
    turn.release()
    try:
        time.sleep(seconds)
    finally:
        turn.acquire()
