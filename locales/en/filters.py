"""What templates may use: dates and hours as British people write them, plurals, lists, places, works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from locales import own_words
from locales.en.say import say_date, say_days, say_doubt, say_duration, say_month, say_time
from locales.en.typography import euros, join_list, plural, typeset
from locales.en.works import LABELS
from locales.filters import SHARED, as_date, as_moment
from locales.fr.dates.model import Doubt, Slot

__all__ = ["FILTERS", "GLOBALS", "typeset"]


def day(value: str | date | datetime) -> str:
    """«Saturday 14 March»."""
    return say_date(as_date(value), year=False)


def full_day(value: str | date | datetime) -> str:
    """«Saturday 14 March 2027»."""
    return say_date(as_date(value), year=True)


def month(value: str | date | datetime) -> str:
    """«March 2027»."""
    return say_month(as_date(value))


def hour(value: str | datetime) -> str:
    """«9:30»."""
    return say_time(as_moment(value).time())


def clock(value: str) -> str:
    """«9:30» from «09:30»."""
    return say_time(time.fromisoformat(value))


def hours(start: str | datetime, end: str | datetime) -> str:
    """«9:00 to 17:00»."""
    return f"{hour(start)} to {hour(end)}"


def rate(hundredths: int) -> str:
    """«3.5%» from hundredths of a percent."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


def term(months: int) -> str:
    """How long a loan runs: «15 years», «30 months»."""
    return f"{months} months" if months % 12 or months < 24 else f"{months // 12} years"


def slot(start: str | datetime, end: str | datetime) -> str:
    """«Saturday 14 March, 9:00 to 17:00»."""
    return f"{day(start)}, {hours(start, end)}"


def age(days: int | None) -> str:
    """How long something has waited, at the end of a button: « · 3 days»; nothing where it is not known."""
    return "" if days is None else f" · {('today', 'yesterday')[days] if days < 2 else f'{days} days'}"


def count(number: int, singular: str, several: str | None = None) -> str:
    """«3 places», «1 place», «0 places»."""
    return f"{number} {plural(number, singular, several)}"


def work_labels(works: Iterable[str]) -> str:
    """«insulation and plastering»."""
    return join_list([LABELS[work] for work in works])


def days(slots: list[dict[str, Any]], today: str) -> str:
    """Days looked for: «Saturday 14 March, 14:00 to 17:00»; of many the first and the last."""
    return say_days([Slot.model_validate(one) for one in slots], as_date(today))


def why_asked(doubt: dict[str, Any]) -> str:
    """Why a date is asked back: «15 March is a Monday, not a Saturday»."""
    return say_doubt(Doubt.model_validate(doubt))


FILTERS: dict[str, Callable[..., Any]] = SHARED | {
    "day": day,
    "full_day": full_day,
    "month": month,
    "hour": hour,
    "hours": hours,
    "slot": slot,
    "duration": say_duration,
    "days": days,
    "count": count,
    "age": age,
    "plural": plural,
    "works": work_labels,
    "join": lambda items, last="and": own_words.joined(items, join_list, last),
    "euros": euros,
    "rate": rate,
    "term": term,
    "clock": clock,
    "why_asked": why_asked,
}
GLOBALS: dict[str, Any] = {}
