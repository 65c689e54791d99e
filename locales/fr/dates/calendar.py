"""Arithmetic of days: which date a number, a weekday, a month's nth can be, seen from a day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def ever_exists(month: int, day: int) -> bool:
    """Tell whether some year has this day: 29 February yes, 31 April no."""
    return exists(2028, month, day)


def add_months(day: date, months: int) -> date | None:
    """The same day of a later month; None when that month has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, day.day) if exists(year, month + 1, day.day) else None


def months_from(day: date) -> Iterator[tuple[int, int]]:
    """Yield (year, month) from the month of `day` on."""
    year, month = day.year, day.month
    while True:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday after `day`."""
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def last_weekday(day: date, weekday: int) -> date:
    """The last such weekday before `day`."""
    return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """A month's nth weekday (−1: the last); None when the month has fewer."""
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    found = [day for day in days if day.weekday() == weekday]
    if nth < 0:
        return found[nth]
    return found[nth - 1] if nth <= len(found) else None


def days_between(first: date, last: date) -> tuple[date, ...]:
    """All days from one to the other, both included."""
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


def matching_weekday(day: date, weekday: int, today: date) -> list[date]:
    """Readings for a date whose weekday is wrong: the date itself, the weekdays around it, the year when it fits."""
    near = [last_weekday(day, weekday), next_weekday(day, weekday)]
    near.sort(key=lambda other: abs(other - day))
    fitting = (
        date(year, day.month, day.day) for year in range(day.year + 1, day.year + 6) if exists(year, day.month, day.day)
    )
    later = [other for other in fitting if other.weekday() == weekday][:1]
    return [other for other in (day, *near, *later) if other > today]
