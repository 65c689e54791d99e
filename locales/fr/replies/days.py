"""Which day an answer names, beside the day or days it was asked about."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from locales.fr.replies.lexicon import Lexicon

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_LEXICON = Lexicon("days")
_NTH = {"p": 0, "1": 0, "s": 1, "d": 1, "2": 1, "t": 2}
_AHEAD = 400


@dataclass(frozen=True)
class Named:
    """A day named: `dates` it means among those in question, else `other`, the day it means then (None: unclear)."""

    dates: tuple[dt.date, ...]
    other: dt.date | None = None


def take_days(said: str, now: dt.datetime, asked: Sequence[dt.date]) -> tuple[str, tuple[Named, ...]]:
    """The answer with «jour0», «jour1», … in place of the days it names, and these days in order."""
    named: list[Named] = []

    def replace(found: re.Match[str]) -> str:
        day = _named(found, now.date(), asked)
        if day is None:
            return found[0]
        named.append(day)
        return f" jour{len(named) - 1} "

    return " ".join(_LEXICON.pattern("day").sub(replace, said).split()), tuple(named)


def _named(found: re.Match[str], today: dt.date, asked: Sequence[dt.date]) -> Named | None:
    if found["all"]:
        return Named(tuple(asked)) if len(asked) > 1 else None
    if found["nth"]:
        rank = _NTH[found["nth"][0]]
        return Named((sorted(asked)[rank],)) if len(asked) > 1 and rank < len(asked) else None
    if found["we"]:
        return Named(tuple(date for date in asked if date.weekday() > 4)) if asked else None
    if found["rel"]:
        offset = {"demain": 1, "apres demain": 2}.get(found["rel"], 0)
        return _among(asked, today + dt.timedelta(days=offset))
    return _by_calendar(found, today, asked)


def _among(asked: Sequence[dt.date], meant: dt.date | None) -> Named:
    return Named((meant,)) if meant is not None and meant in asked else Named((), meant)


def _by_calendar(found: re.Match[str], today: dt.date, asked: Sequence[dt.date]) -> Named:
    weekday = _WEEKDAYS.index(found["wd"]) if found["wd"] else None
    day = int(found["d1"] or found["d2"] or found["d3"] or found["d4"] or 0)
    name = found["m1"] or found["m2"]
    month = _MONTHS.index(name) + 1 if name else int(found["m3"] or 0)

    def fits(date: dt.date) -> bool:
        return weekday in (None, date.weekday()) and day in (0, date.day) and month in (0, date.month)

    matching = tuple(date for date in asked if fits(date))
    if matching and not found["next"]:
        return Named(matching)
    nearest = next((date for days in range(1, _AHEAD) if fits(date := today + dt.timedelta(days=days))), None)
    if found["next"] and nearest:
        return _among(asked, nearest + dt.timedelta(days=7 if " en " in found["next"] else 0))
    mistaken = weekday is not None and day and (nearest is None or (nearest - today).days > 35)
    return Named((), None if mistaken else nearest)
