"""The one clock: every rule, reminder and record takes its time from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Tells the time; people live in Paris, the database in UTC."""

    def now(self) -> datetime:
        """Return the present, aware, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present, aware, in UTC."""
        return datetime.now(UTC)


class SteeredClock:
    """A clock that runs beside another one at a distance that can be changed: the demo's and the tests'."""

    def __init__(self, base: Clock | None = None, offset: timedelta = timedelta()) -> None:
        self._base = base or SystemClock()
        self._frozen: datetime | None = None
        self._listeners: list[Callable[[], None]] = []
        self.offset = offset

    def now(self) -> datetime:
        """Return the steered present, aware, in UTC."""
        return (self._frozen or self._base.now()) + self.offset

    def freeze(self, moment: datetime) -> None:
        """Stand still at `moment` (aware) until told otherwise."""
        self._frozen, self.offset = moment.astimezone(UTC), timedelta()
        self._tell()

    def advance(self, by: timedelta) -> None:
        """Move forward (or back) by `by`."""
        self.offset += by
        self._tell()

    def steer(self, offset: timedelta) -> None:
        """Run at exactly `offset` from the base clock; listeners hear only of a change."""
        if offset != self.offset or self._frozen is not None:
            self._frozen, self.offset = None, offset
            self._tell()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every move of the clock."""
        self._listeners.append(listener)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def to_text(moment: datetime) -> str:
    """Write an aware moment as the database keeps it: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """Read a moment written by `to_text`."""
    return datetime.fromisoformat(text)
