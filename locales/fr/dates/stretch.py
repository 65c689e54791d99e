"""All the days that a text may mean, for a search: a doubt widens it instead of being asked back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from locales.fr.dates.calendar import days_between
from locales.fr.dates.date_meaning import period_days
from locales.fr.dates.day_meaning import Around
from locales.fr.dates.fold import fold
from locales.fr.dates.items import Dates, Item, Period
from locales.fr.dates.lexer import Token, lex
from locales.fr.dates.meaning import likely_hours
from locales.fr.dates.model import Slot, When
from locales.fr.dates.noise import mask
from locales.fr.dates.reader import read_items
from locales.fr.dates.shape import shape
from locales.fr.dates.unclear import Unclear

AHEAD = 60
"""How many days from today «un samedi» or «à partir de mai» looks at."""


def days_meant(text: str, when: When, today: date) -> tuple[Slot, ...]:
    """Give the days (with hours where the text has them) that `when`, read from `text`, may mean; () for none."""
    if when.kind != "ask" or when.doubt is None:
        return when.slots
    tokens = shape(lex(fold(text).text))
    mask(tokens)
    items = read_items(tokens)
    likely = tuple(dict.fromkeys(slot for reading in when.likely for slot in reading))
    start, end = likely_hours(items) or (None, None)
    days = _days(when, items, tokens, tuple(slot.date for slot in likely), today)
    return tuple(Slot(date=day, start=start, end=end) for day in days) if days else likely


def _days(
    when: When, items: list[Item], tokens: list[Token], likely: tuple[date, ...], today: date
) -> tuple[date, ...]:
    """Give the days of a stretch; () where the likely readings say all."""
    if when.reason in ("past", "impossible", "mismatch"):
        return ()
    horizon = today + timedelta(AHEAD)
    dates = [item for item in items if isinstance(item, Dates)]
    named = _weekdays(dates, tokens)
    stretch = _periods(dates, today)
    if stretch:
        kept = tuple(day for day in stretch if day >= today)
        return tuple(day for day in kept if day.weekday() in named) if named else kept
    roles = {item.role for item in dates}
    if likely and roles & {"from"}:
        return days_between(likely[0], likely[0] + timedelta(AHEAD))
    if likely and roles & {"until", "limit"}:
        return days_between(today, min(likely[-1], horizon))
    if likely:
        return ()
    if named:
        return tuple(day for day in days_between(today, horizon) if day.weekday() in named)
    return days_between(today, horizon) if not dates else ()


def _periods(dates: list[Dates], today: date) -> tuple[date, ...]:
    found: list[date] = []
    for item in dates:
        if isinstance(item.what, Period):
            try:
                found.extend(period_days(item.what, Around(today)))
            except Unclear:
                continue
    return tuple(found)


def _weekdays(dates: list[Dates], tokens: list[Token]) -> set[int]:
    """Give the weekdays named in date expressions: Saturday and Sunday for a week-end."""
    named = [token for item in dates for token in tokens[item.i : item.j]]
    ends = {5, 6} if any(token.kind == "weekend" for token in named) else set()
    return ends | {token.n for token in named if token.kind == "weekday"}


def merged(slots: tuple[Slot, ...]) -> list[tuple[datetime, datetime]]:
    """Give the stretches of naive Paris time that slots cover, days that follow each other joined."""
    stretches: list[tuple[datetime, datetime]] = []
    for slot in sorted(slots, key=lambda one: (one.date, one.start or datetime.min.time())):
        midnight = datetime.combine(slot.date, datetime.min.time())
        begin = datetime.combine(slot.date, slot.start) if slot.start else midnight
        end = datetime.combine(slot.date, slot.end) if slot.end else midnight + timedelta(days=1)
        if stretches and stretches[-1][1] == begin:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((begin, end))
    return stretches
