"""A small calendar: a month as a grid of buttons, to pick a day from."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from storage.clock import PARIS
from storage.outbox import Button

MONTHS_AHEAD = 12
"""How many months can be leafed through, the present one included."""


class Inert(Protocol):
    """Makes a button that does nothing, with a label."""

    def __call__(self, label: str, **context: int) -> Button: ...


def month_ahead(now: datetime, months: int) -> date:
    """Return the first day of the month that comes `months` after the present one in Paris."""
    today = now.astimezone(PARIS).date()
    years, month = divmod(today.month - 1 + months, 12)
    return date(today.year + years, month + 1, 1)


def month_grid(first: date, now: datetime, pick: Callable[[date], Button], inert: Inert) -> list[list[Button]]:
    """Return the weekdays' names and the weeks of a month; days that are over and those of other months are blank."""
    today = now.astimezone(PARIS).date()
    weeks = [
        [pick(day) if day.month == first.month and day >= today else inert("dates.blank") for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
        if any(day.month == first.month and day >= today for day in week)
    ]
    return [[inert("dates.weekday", weekday=weekday) for weekday in range(7)], *weeks]
