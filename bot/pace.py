"""How fast Telegram lets us send: 30 messages in any second, one a second to a chat, twenty a minute to a group.

The server counts a message when it arrives, which we do not see: only when we sent and when the answer came. A place
in the window is given back one second after the latest moment at which the message can have arrived, less the
shortest way a new one takes to get there: both are bounded by half of the shortest round trip seen lately. So no
window of the server holds more than the limit, whatever the jitter, and little of the limit is left unused.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable

TRIPS = 200  # round trips remembered: the shortest of them bounds the way
CAUTION = 0.85  # part of it may have been our own slowness, and the next may be shorter


class Window:
    """At most `limit` messages in any `period` seconds, as counted on arrival. Times are monotonic seconds."""

    def __init__(self, limit: int, period: float = 1.0) -> None:
        self.limit = limit
        self.period = period
        self._under_way = 0
        self._answered: list[float] = []
        self._trips: deque[float] = deque(maxlen=TRIPS)
        self._shortest = 0.0

    def wait(self, now: float) -> float:
        """Return for how many seconds no place is free (infinity: until an answer comes); 0 when one is."""
        kept = self.period - self._shortest * CAUTION
        while self._answered and self._answered[0] + kept <= now:
            heapq.heappop(self._answered)
        if self._under_way + len(self._answered) < self.limit:
            return 0.0
        return self._answered[0] + kept - now if self._answered else float("inf")

    def take(self) -> None:
        """A place is taken."""
        self._under_way += 1

    def give_back(self) -> None:
        """A place was not needed: nothing was sent."""
        self._under_way -= 1

    def answered(self, sent_at: float, now: float) -> None:
        """The answer came: the place is free again a period after the message can have arrived last."""
        self._trips.append(now - sent_at)
        self._shortest = min(self._trips)
        self._under_way -= 1
        heapq.heappush(self._answered, now)


class Pace:
    """The limits together, and what a 429 adds to them. Paid broadcasts have a limit of their own, where allowed."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        per_second: int = 30,
        paid_per_second: int | None = None,
        enabled: bool = True,
    ) -> None:
        self.now = clock
        self._enabled = enabled
        self._all = Window(per_second)
        self._paid = Window(paid_per_second) if paid_per_second else self._all
        self._chats: dict[int, deque[float]] = {}
        self._stopped_until = 0.0
        self._chat_stopped: dict[int, float] = {}

    def wait(self, chat: int, *, interactive: bool = False, paid: bool = False) -> float:
        """Return how many seconds a message to `chat` still has to wait."""
        now = self.now()
        own = self._chat_wait(chat, now, interactive) if self._enabled else 0.0
        return max(self.stopped(chat), own, self.wait_for_all(paid=paid))

    def stopped(self, chat: int) -> float:
        """Return how many seconds Telegram asked to wait with everything for `chat`, answers to presses included."""
        return max(self._stopped_until, self._chat_stopped.get(chat, 0.0)) - self.now()

    def wait_for_all(self, *, paid: bool = False) -> float:
        """Return how many seconds every message (or every paid one) has to wait."""
        now = self.now()
        window = self._paid if paid else self._all
        return max(self._stopped_until - now, window.wait(now) if self._enabled else 0.0, 0.0)

    def _chat_wait(self, chat: int, now: float, interactive: bool) -> float:
        """One a second to a person with short bursts (three in three seconds), twenty a minute to a group."""
        limit, period = (20, 60.0) if chat < 0 else (5 if interactive else 3, 3.0)
        times = self._chats.get(chat)
        if not times:
            return 0.0
        while times and times[0] <= now - period:
            times.popleft()
        if not times:
            del self._chats[chat]
            return 0.0
        return times[-limit] + period - now if len(times) >= limit else 0.0

    def take(self, chat: int, *, paid: bool = False) -> None:
        """A message is about to leave: from now on it counts."""
        (self._paid if paid else self._all).take()
        self._chats.setdefault(chat, deque()).append(self.now())

    def give_back(self, *, paid: bool = False) -> None:
        """It did not leave after all."""
        (self._paid if paid else self._all).give_back()

    def answered(self, sent_at: float, *, paid: bool = False) -> None:
        """The answer to what left at `sent_at` came, or will not come."""
        (self._paid if paid else self._all).answered(sent_at, self.now())

    def refused(self, chat: int, retry_after: float, *, everywhere: bool) -> None:
        """Telegram asked to wait, for one chat or for all."""
        until = self.now() + retry_after
        if everywhere:
            self._stopped_until = max(self._stopped_until, until)
        else:
            self._chat_stopped[chat] = until
