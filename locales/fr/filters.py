"""What templates may use: dates and hours as French people write them, plurals, lists, places, works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from locales import own_words
from locales.filters import SHARED, as_date, as_moment, commune_name
from locales.fr.typography import elide, euros, join_list, plural, typeset

__all__ = ["FILTERS", "GLOBALS", "typeset"]


def day(value: str | date | datetime) -> str:
    """«samedi 14 mars»."""
    from locales.fr.say import say_date

    return say_date(as_date(value), year=False)


def full_day(value: str | date | datetime) -> str:
    """«samedi 14 mars 2027»."""
    from locales.fr.say import say_date

    return say_date(as_date(value), year=True)


def month(value: str | date | datetime) -> str:
    """«mars 2027»."""
    from locales.fr.say import say_month

    return say_month(as_date(value))


def hour(value: str | datetime) -> str:
    """«9 h 30»."""
    from locales.fr.say import say_time

    return say_time(as_moment(value).time())


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


def age(days: int | None) -> str:
    """How long something has waited, at the end of a button: « · 3 j»; nothing where it is not known."""
    return "" if days is None else f" · {('aujourd’hui', 'hier')[days] if days < 2 else f'{days} j'}"


def count(number: int, singular: str, several: str | None = None) -> str:
    """«3 places», «1 place», «0 place»."""
    return f"{number} {plural(number, singular, several)}"


def in_commune(insee: str | None) -> str:
    """«à Limours», «au Plessis-Pâté», «aux Ulis», «à La Norville»."""
    name = commune_name(insee)
    for article, joined in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"à {name}"


def from_commune(insee: str | None) -> str:
    """«de Limours», «d’Orsay», «du Plessis-Pâté», «des Ulis», «de La Norville»."""
    name = commune_name(insee)
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return elide("de", name)


def work_labels(works: Iterable[str]) -> str:
    """«isolation et enduit»."""
    from locales.fr.works import label

    return join_list([label(work) for work in works])


def rate(hundredths: int) -> str:
    """«3,5 %» from hundredths of a percent."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "\u202f%"


def term(months: int) -> str:
    """How long a loan runs: «15 ans», «30 mois»."""
    return f"{months} mois" if months % 12 or months < 24 else f"{months // 12} ans"


def of(word: str) -> str:
    """«de mai», «d’août»."""
    return own_words.around(word, elide("de", word))


def days(slots: list[dict[str, Any]], today: str) -> str:
    """Days looked for: «samedi 14 mars, de 14 h à 17 h»; of many the first and the last."""
    from locales.fr.dates.model import Slot
    from locales.fr.search import say_days

    return say_days([Slot.model_validate(slot) for slot in slots], as_date(today))


def why_asked(doubt: dict[str, Any]) -> str:
    """Why a date is asked back: «le 15 mars est un lundi, pas un samedi»."""
    from locales.fr.dates.model import Doubt
    from locales.fr.say import say_doubt

    return say_doubt(Doubt.model_validate(doubt))


FILTERS: dict[str, Callable[..., Any]] = SHARED | {
    "day": day,
    "full_day": full_day,
    "month": month,
    "hour": hour,
    "hours": hours,
    "slot": slot,
    "duration": duration,
    "days": days,
    "count": count,
    "age": age,
    "plural": lambda number, singular, several=None: plural(number, singular, several),
    "in_commune": in_commune,
    "from_commune": from_commune,
    "works": work_labels,
    "join": lambda items, last="et": own_words.joined(items, join_list, last),
    "euros": euros,
    "rate": rate,
    "term": term,
    "of": of,
    "why_asked": why_asked,
    "clock": clock,
}
GLOBALS: dict[str, Any] = {}
