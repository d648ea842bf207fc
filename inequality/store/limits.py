"""How long to wait, how often to try again, how much to take: every bound of a fetch in one place."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

__all__ = ["LIMITS", "Limits", "announced_wait"]


@dataclass(frozen=True)
class Limits:
    """Bounds of a fetch. Tests make them small, and give a clock of their own.

    Parameters
    ----------
    connect, silence, headers : float
        Longest seconds to connect, between two pieces of the body, and until the headers are whole.
    whole : float
        Longest seconds for a file with all its attempts; large files get more, at `least_rate`.
    least_rate, window : float
        Bytes a second that a body must bring on average over so many seconds.
    attempts : int
        How often a file is asked for before giving up.
    first_wait, longest_wait : float
        Seconds before the second attempt (doubled each time, of which a random part is waited), and the longest wait that
        a server may ask for.
    redirects : int
        How many are followed.
    clock, sleep, part_of : callable
        Time in seconds, how to wait, and what part of a wait to take.
    """

    connect: float = 10.0
    silence: float = 120.0
    headers: float = 150.0
    whole: float = 900.0
    least_rate: float = 5_000.0
    window: float = 30.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0
    redirects: int = 5
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    part_of: Callable[[float, float], float] = random.uniform

    def deadline(self, size: int) -> float:
        """Return when, by the clock, a file of about `size` bytes must be there."""
        return self.clock() + self.whole + size / self.least_rate

    def backoff(self, attempt: int) -> float:
        """Return how long to wait after the attempt of this number, from 1: full jitter over a doubling span."""
        return self.part_of(0.0, min(self.longest_wait, self.first_wait * 2.0 ** (attempt - 1)))


#: What is used unless a caller says otherwise.
LIMITS = Limits()


def announced_wait(header: str, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks to wait, or None where it says nothing one can use.

    Parameters
    ----------
    header : str
        Seconds, or a date.
    now : float
        Seconds since 1970.
    """
    if header.strip().isdigit():
        return float(header.strip()[:15])
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
