"""The server's clock: the real one plus an offset, or frozen; moved by whoever plays."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

NextDue = Callable[[], Awaitable[datetime | None]]
Listener = Callable[[], None]
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


class ServerClock:
    """Seconds since the epoch as everything on the server sees them.

    ``listeners`` are called after every change, from the event loop. ``next_due``, when set, tells the moment of the
    next thing a bot has to do by itself, for a jump to it.
    """

    def __init__(self, offset_seconds: float = 0.0) -> None:
        self._offset = offset_seconds
        self._frozen_at: float | None = None
        self.listeners: list[Listener] = []
        self.next_due: NextDue | None = None

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self._offset if self._frozen_at is None else self._frozen_at

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC)

    @property
    def offset_seconds(self) -> float:
        """How far ahead of the real clock this one is."""
        return self._offset if self._frozen_at is None else self._frozen_at - time.time()

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    @property
    def frozen_at(self) -> float | None:
        """Where it stands still, in seconds since the epoch."""
        return self._frozen_at

    def restore(self, offset_seconds: float, frozen_at: float | None) -> None:
        """Take up where an earlier clock left; nobody is told."""
        self._offset, self._frozen_at = offset_seconds, frozen_at

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move forward (or back, with negative amounts)."""
        self._move(timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds())

    def set_to(self, moment: datetime) -> None:
        """Go to a moment; it must carry its time zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs an offset, for instance 2026-03-14T08:00:00+01:00")
        self._move(moment.timestamp() - self.time())

    def set_offset(self, seconds: float) -> None:
        """Be that far ahead of the real clock, and run."""
        _must_be_sensible(time.time() + seconds)
        self._frozen_at = None
        self._offset = seconds
        self._tell()

    def freeze(self, frozen: bool = True) -> None:
        """Stand still, or run on from where it stands."""
        if frozen and self._frozen_at is None:
            self._frozen_at = self.time()
        elif not frozen and self._frozen_at is not None:
            self._offset = self._frozen_at - time.time()
            self._frozen_at = None
        self._tell()

    def _move(self, seconds: float) -> None:
        _must_be_sensible(self.time() + seconds)
        if self._frozen_at is None:
            self._offset += seconds
        else:
            self._frozen_at += seconds
        self._tell()

    def _tell(self) -> None:
        for listener in list(self.listeners):
            listener()


def _must_be_sensible(moment: float) -> None:
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("the clock goes from 2000 to 2199")
