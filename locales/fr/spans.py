"""How long, and at what hour, as people write it in answer to a question: «deux jours», «1 h 30», «20h»."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from locales.fr.numbers import NUMBER, number_of, read_count
from locales.fr.spelling import composed, plain
from locales.fr.when import read_when

_MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "months": 43_200, "years": 525_600}
_WORDS = {
    r"min(?:ute)?s?|mn": 1, r"h(?:eures?)?": 60, r"j(?:ours?)?": 1440, r"sem(?:aines?)?": 10_080, r"mois": 43_200,
    r"ans?|annees?": 525_600,
}  # fmt: skip
_PART = re.compile(rf"({NUMBER})\s*({'|'.join(_WORDS)})\b")
_HOUR_AND = re.compile(r"^\s*(\d{1,2})\s*h\s*(\d{1,2})\s*$")
_YEAR, _MONTHS_OF_A_YEAR = 525_600, 12 * 43_200


def read_span(text: str, unit: str) -> int | None:
    """How many `unit` (minutes, hours, days, months, years) a text tells; a bare number counts in that unit.

    None where it tells no number, several, or no whole number of the unit.
    """
    said = plain(composed(text))
    if found := _HOUR_AND.match(said):
        return _whole(int(found[1]) * 60 + int(found[2]), unit)
    parts = _PART.findall(said)
    if not parts:
        return read_count(text)
    total = 0
    for number, word in parts:
        value = number_of(number)
        if value is None:
            return None
        each = next(minutes for pattern, minutes in _WORDS.items() if re.fullmatch(pattern, word))
        total += value * (_MONTHS_OF_A_YEAR if each == _YEAR and unit == "months" else each)
    return _whole(total, unit)


def _whole(minutes: int, unit: str) -> int | None:
    each = _MINUTES[unit]
    return minutes // each if minutes % each == 0 else None


_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip


def read_month(text: str) -> int | None:
    """The month a text names, by its name or number."""
    said = plain(composed(text))
    named = [number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}\b", said)]
    if len(named) == 1:
        return named[0]
    found = read_count(text)
    return found if not named and found is not None and 1 <= found <= 12 else None


def read_hour(text: str) -> time | None:
    """The hour a text tells: «20h», «8 heures et demie», «midi»; None where it tells none or two."""
    said = text.strip()
    words = f"{said} h" if re.fullmatch(r"\d{1,2}", said) else said
    found = read_when(f"mardi 2 mars {words}", datetime(2027, 3, 1, 0, 1, tzinfo=ZoneInfo("Europe/Paris")))
    hours = {slot.start for slot in found.slots if slot.end is None} if found.kind == "when" else set()
    return hours.pop() if len(hours) == 1 else None


_FIGURES = re.compile(r"\d{1,4}")


def read_pair(text: str) -> tuple[int, int] | None:
    """Two numbers: «7 et 3», «7 jours puis 3 jours»."""
    found = [int(figure) for figure in _FIGURES.findall(text)]
    return (found[0], found[1]) if len(found) == 2 else None
