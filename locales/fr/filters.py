"""What templates may use: dates and hours as French people write them, plurals, lists, places, works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from locales.fr.typography import elide, euros, join_list, plural, shorten, typeset

__all__ = ["FILTERS", "GLOBALS", "typeset"]

_PARIS = ZoneInfo("Europe/Paris")


def _moment(value: str | datetime) -> datetime:
    """Read a moment (ISO text or datetime); one without zone is Paris time already."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(_PARIS) if moment.tzinfo else moment


def _date(value: str | date | datetime) -> date:
    if isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _moment(value).date()


def day(value: str | date | datetime) -> str:
    """«samedi 14 mars»."""
    from locales.fr.say import say_date

    return say_date(_date(value), year=False)


def full_day(value: str | date | datetime) -> str:
    """«samedi 14 mars 2027»."""
    from locales.fr.say import say_date

    return say_date(_date(value), year=True)


def hour(value: str | datetime) -> str:
    """«9 h 30»."""
    from locales.fr.say import say_time

    return say_time(_moment(value).time())


def clock(value: str) -> str:
    """«9 h 30» from «09:30»."""
    from locales.fr.say import say_time

    return say_time(time.fromisoformat(value))


def hours(start: str | datetime, end: str | datetime) -> str:
    """«de 9 h à 17 h»."""
    return f"de {hour(start)} à {hour(end)}"


def slot(start: str | datetime, end: str | datetime) -> str:
    """«samedi 14 mars, de 9 h à 17 h»."""
    return f"{day(start)}, {hours(start, end)}"


def duration(minutes: int) -> str:
    """«2 h 30»."""
    from locales.fr.say import say_duration

    return say_duration(minutes)


def count(number: int, singular: str, several: str | None = None) -> str:
    """«3 places», «1 place», «0 place»."""
    return f"{number} {plural(number, singular, several)}"


def commune_name(insee: str | None) -> str:
    """The name of a commune from its INSEE code."""
    if not insee:
        return ""
    from locales.fr.communes import commune

    return commune(insee).name


def work_labels(works: Iterable[str]) -> str:
    """«isolation et enduit»."""
    from locales.fr.works import label

    return join_list([label(work) for work in works])


def of(word: str) -> str:
    """«de mai», «d’août»."""
    return elide("de", word)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "full_day": full_day,
    "hour": hour,
    "hours": hours,
    "slot": slot,
    "duration": duration,
    "count": count,
    "plural": lambda number, singular, several=None: plural(number, singular, several),
    "commune": commune_name,
    "works": work_labels,
    "join": join_list,
    "euros": euros,
    "of": of,
    "shorten": shorten,
    "clock": clock,
    "capitalize_first": lambda text: text[:1].upper() + text[1:],
    "extract_from": lambda key, words: words[key],
}
GLOBALS: dict[str, Any] = {}
