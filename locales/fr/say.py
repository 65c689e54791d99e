"""Writes dates, hours and durations as French people do: «samedi 14 mars 2027, de 9 h à 17 h».

What is written here, `locales.fr.when.read_when` reads back to the same slots. Spaces inside «9 h 30» and «14 mars»
do not break (U+00A0).
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from locales.fr.dates.model import Doubt, Slot, When

__all__ = [
    "say_date",
    "say_day",
    "say_doubt",
    "say_duration",
    "say_hours",
    "say_month",
    "say_slot",
    "say_slots",
    "say_time",
    "say_when_problem",
]

_SPACE = "\u00a0"
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)


def say_day(day: date) -> str:
    """«14 mars», «1er mai»."""
    return f"{'1er' if day.day == 1 else day.day}{_SPACE}{MONTHS[day.month - 1]}"


def say_month(day: date) -> str:
    """«mars 2027»."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def say_date(day: date, now: date | datetime | None = None, *, year: bool | None = None) -> str:
    """«samedi 14 mars 2027»; unless `year` says, the year is left out when the date is the next such after `now`."""
    shown = _needs_year(day, now) if year is None else year
    return f"{_WEEKDAYS[day.weekday()]} {say_day(day)}{f' {day.year}' if shown else ''}"


def _needs_year(day: date, now: date | datetime | None) -> bool:
    if now is None:
        return True
    today = now.date() if isinstance(now, datetime) else now
    return not today < day < today + timedelta(360) or (day.month, day.day) == (2, 29)


def say_time(moment: time) -> str:
    """«9 h», «9 h 30», «0 h 05»."""
    minutes = f"{_SPACE}{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}{_SPACE}h{minutes}"


def say_hours(start: time | None, end: time | None) -> str:
    """«de 9 h à 17 h», «à 9 h», or nothing."""
    if start is None:
        return ""
    return f"de {say_time(start)} à {say_time(end)}" if end is not None else f"à {say_time(start)}"


def say_duration(minutes: int) -> str:
    """«2 h 30», «45 min», «3 h»; minutes of zero or less are «0 min»."""
    hours, rest = divmod(max(minutes, 0), 60)
    if not hours:
        return f"{rest}{_SPACE}min"
    return f"{hours}{_SPACE}h{f'{_SPACE}{rest:02}' if rest else ''}"


def say_slot(slot: Slot, now: date | datetime | None = None, *, year: bool | None = None) -> str:
    """«samedi 14 mars 2027, de 9 h à 17 h», «samedi 14 mars 2027, à 9 h»."""
    return ", ".join(part for part in (say_date(slot.date, now, year=year), say_hours(slot.start, slot.end)) if part)


def say_slots(slots: Sequence[Slot], now: date | datetime | None = None, *, year: bool | None = None) -> str:
    """Several slots, what they share said once: «samedi 14 et dimanche 15 mars, de 9 h à 17 h»."""
    days = [(day, tuple(_hours(slot) for slot in some)) for day, some in groupby(slots, key=lambda slot: slot.date)]
    parts = []
    for hours, some in groupby(days, key=lambda pair: pair[1]):
        said = _join(list(hours))
        names = _say_days([day for day, _ in some], now, year)
        parts.append(f"{names}, {said}" if said else names)
    # A comma and hours inside one part, so parts are told from each other by more than a comma.
    return "\u202f; ".join(parts)


def _hours(slot: Slot) -> str:
    return say_hours(slot.start, slot.end)


def _join(parts: list[str]) -> str:
    said = [part for part in parts if part]
    return f"{', '.join(said[:-1])} et {said[-1]}" if len(said) > 1 else "".join(said)


def _say_days(days: list[date], now: date | datetime | None, year: bool | None) -> str:
    """«samedi 14 et dimanche 15 mars 2027»: the month and year once, when they are the same."""
    names = []
    for index, day in enumerate(days):
        then = days[index + 1] if index + 1 < len(days) else None
        shown = any(_needs_year(one, now) for one in days) if year is None else year
        if then is not None and (then.year, then.month) == (day.year, day.month):
            names.append(f"{_WEEKDAYS[day.weekday()]} {'1er' if day.day == 1 else day.day}")
        else:
            later = then is not None and days[0].year == days[-1].year
            names.append(say_date(day, year=shown and not later))
    return _join(names)


def say_when_problem(when: When) -> str:
    """Say in half a sentence why a date is asked back («le 15 mars est un lundi, pas un samedi»); "" when it is not."""
    return say_doubt(when.doubt) if when.doubt is not None else ""


def say_doubt(doubt: Doubt) -> str:
    """Say what is doubtful in half a sentence."""
    said = _PROBLEMS.get(doubt.code, "")
    if doubt.code == "wrong_weekday" and doubt.date is not None and doubt.weekday is not None:
        real = _WEEKDAYS[doubt.date.weekday()]
        return f"le {say_day(doubt.date)} {doubt.date.year} est un {real}, pas un {_WEEKDAYS[doubt.weekday]}"
    if doubt.code == "no_such_day":
        return _no_such_day(doubt)
    if doubt.code in ("no_such_hour", "skipped_hour") and doubt.hour is not None:
        hour = f"{doubt.hour}{_SPACE}h{f'{_SPACE}{doubt.minute:02}' if doubt.minute else ''}"
        if doubt.code == "no_such_hour":
            return f"{hour} n’est pas une heure"
        return f"cette nuit-là, on passe à l’heure d’été{_SPACE}: {hour} n’existe pas"
    if doubt.code == "past_day" and doubt.date is not None:
        return f"le {say_day(doubt.date)} {doubt.date.year} est passé"
    if doubt.code == "today_or_later" and doubt.date is not None and doubt.weekday is not None:
        return f"nous sommes justement {_WEEKDAYS[doubt.weekday]}{_SPACE}: aujourd’hui, ou dans une semaine"
    return said


def _no_such_day(doubt: Doubt) -> str:
    if doubt.day is None or doubt.month is None or not 1 <= doubt.month <= 12:
        return "cette date n’existe pas"
    year = f" {doubt.year}" if doubt.year else ""
    return f"il n’y a pas de {doubt.day}{_SPACE}{MONTHS[doubt.month - 1]}{year}"


_PROBLEMS = {
    "wrong_weekday": "le jour de la semaine et la date ne vont pas ensemble",
    "two_days": "cela désigne deux jours différents",
    "past_day": "cette date est passée",
    "past_hour": "cette heure est passée",
    "today_or_later": "c’est aujourd’hui, ou la prochaine fois",
    "candidates": "plusieurs jours sont possibles",
    "no_day": "il manque le jour",
    "period": "il manque le jour précis",
    "open_ended": "il manque le jour, ou la fin de la période",
    "around": "la date n’est qu’approximative",
    "excluded": "il manque le jour qui convient",
    "end_before_start": "la fin vient avant le début",
    "no_start": "il manque l’heure de début",
    "hours_unclear": "les heures ne sont pas claires",
    "hours_of_which": "les heures ne valent peut-être pas pour tous les jours",
    "order": "les jours ne se suivent pas",
    "several_days": "il manque la liste des jours",
}
