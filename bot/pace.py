"""How fast Telegram lets us send: 30 messages in any second, one a second to a chat, twenty a minute to a group.

The server counts a message when it arrives, which we do not see: only when we sent and when the answer came. A place
in the window is given back one second after the latest moment at which the message can have arrived, less the
shortest way a new one takes to get there: both are bounded by half of the shortest round trip seen. So no window of
the server ever holds more than the limit, whatever the jitter, and little of the limit is left unused.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable


class Window:
    """At most `limit` messages in any `period` seconds, as counted on arrival. Times are monotonic seconds."""

    def __init__(self, limit: int, period: float = 1.0) -> None:
        self.limit = limit
        self.period = period
        self._under_way = 0
        self._free_again: list[float] = []
        self._shortest: float | None = None

    def wait(self, now: float) -> float:
        """Return for how many seconds no place is free (infinity: until an answer comes); 0 when one is."""
        while self._free_again and self._free_again[0] <= now:
            heapq.heappop(self._free_again)
        if self._under_way + len(self._free_again) < self.limit:
            return 0.0
        return self._free_again[0] - now if self._free_again else float("inf")

    def sent(self) -> None:
        """A place is taken."""
        self._under_way += 1

    def answered(self, sent_at: float, now: float) -> None:
        """The answer came: the place is free again a period after the message can have arrived last."""
        trip = now - sent_at
        self._shortest = trip if self._shortest is None else min(self._shortest, trip)
        self._under_way -= 1
        heapq.heappush(self._free_again, now + self.period - self._shortest)


class Pace:
    """The limits together, and what a 429 adds to them."""

    def __init__(self, clock: Callable[[], float], *, per_second: int = 30, enabled: bool = True) -> None:
        self._clock = clock
        self._enabled = enabled
        self._all = Window(per_second)
        self._chats: dict[int, deque[float]] = {}
        self._stopped_until = 0.0
        self._chat_stopped: dict[int, float] = {}

    def wait(self, chat: int, *, interactive: bool = False) -> float:
        """Return how many seconds a message to `chat` still has to wait."""
        now = self._clock()
        stopped = max(self._stopped_until, self._chat_stopped.get(chat, 0.0)) - now
        if not self._enabled:
            return max(stopped, 0.0)
        return max(stopped, self._all.wait(now), self._chat_wait(chat, now, interactive), 0.0)

    def wait_for_all(self) -> float:
        """Return how many seconds every message has to wait."""
        now = self._clock()
        return max(self._stopped_until - now, self._all.wait(now) if self._enabled else 0.0, 0.0)

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

    def sent(self, chat: int) -> float:
        """A message leaves; return the moment, to be given back to `answered`."""
        now = self._clock()
        self._all.sent()
        self._chats.setdefault(chat, deque()).append(now)
        return now

    def answered(self, sent_at: float) -> None:
        """Its answer came, or will not come."""
        self._all.answered(sent_at, self._clock())

    def refused(self, chat: int, retry_after: float, *, everywhere: bool) -> None:
        """Telegram asked to wait, for one chat or for all."""
        until = self._clock() + retry_after
        if everywhere:
            self._stopped_until = max(self._stopped_until, until)
        else:
            self._chat_stopped[chat] = until
