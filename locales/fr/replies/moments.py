"""When somebody arrives or leaves, and how late: read from an answer and taken out of it."""

import datetime as dt
import re
from dataclasses import dataclass

from locales.fr.numbers import NUMBER, number_of
from locales.fr.replies.lexicon import Lexicon

_LEXICON = Lexicon("moments")
_NOON = dt.time(12)
_AFTERNOON = dt.time(14)


@dataclass
class Moments:
    """What was found: `arrival` and `leaving` in Paris time, `delay` in minutes, `late`/`early` when it is said.

    `after` tells that `arrival` is the earliest that it may be («après 9 h»).
    """

    arrival: dt.time | None = None
    leaving: dt.time | None = None
    delay: int | None = None
    late: bool = False
    early: bool = False
    after: bool = False


def _clock(words: str) -> dt.time | None:
    if not words[0].isdigit():
        return _AFTERNOON
    hour, _, minute = words.partition("h")
    return dt.time(int(hour), int(minute or 0)) if int(hour) < 24 else None


def _minutes(words: str) -> int | None:
    if "quart" in words:
        return 45 if "trois" in words or "3" in words else 15
    if "demi" in words and "heure et" not in words:
        return 30
    hours = re.search(r"(\d+)h([0-5]\d)?", words)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0)
    if "minutes" not in words:
        return 90 if "demie" in words else 60
    counts = [number_of(hit[0]) for hit in re.finditer(NUMBER, re.sub(r"\bune?(?: petite| bonne)? ", "", words))]
    return max((count for count in counts if count is not None), default=None)


def take_moments(said: str) -> tuple[str, Moments]:
    """What an answer tells of hours, and the answer with «arrivee», «depart», «retard0» or «entier» in its place."""
    moments = Moments()
    said = _LEXICON.pattern("on_time").sub(" entier ", _LEXICON.pattern("not_mine").sub(" ", said))
    said, denied = _LEXICON.pattern("full_stay_denied").subn(" depart ", said)
    moments.early = bool(denied)
    said = _take_delay(said, moments)
    said = _take_late_hour(said, moments)
    said = _take_leaving(said, moments)
    said, later = _LEXICON.pattern("late").subn(" retard0 ", said)
    moments.late = moments.late or bool(later)
    return " ".join(_take_arrival(said, moments).split()), moments


def _take_delay(said: str, moments: Moments) -> str:
    for pattern in _LEXICON.patterns("delayed"):
        found = pattern.search(said)
        if found:
            moments.delay, moments.late = _minutes(found["d"]), True
            return f"{said[: found.start()]} retard0 {said[found.end() :]}"
    return said


def _take_late_hour(said: str, moments: Moments) -> str:
    for pattern in _LEXICON.patterns("late_at"):
        found = pattern.search(said)
        if found:
            moments.arrival, moments.late = _clock(found["t"]), True
            moments.after = "apres" in found[0]
            return f"{said[: found.start()]} retard0 {said[found.end() :]}"
    return said


def _take_leaving(said: str, moments: Moments) -> str:
    for pattern in _LEXICON.patterns("leaving"):
        while found := pattern.search(said):
            hour = _clock(found["t"])
            moments.leaving, moments.early = min(filter(None, (hour, moments.leaving)), default=None), True
            said = f"{said[: found.start()]} depart {said[found.end() :]}"
    said, mornings = _LEXICON.pattern("short_day").subn(" depart ", said)
    if mornings:
        moments.leaving, moments.early = moments.leaving or _NOON, True
    said, sooner = _LEXICON.pattern("sooner").subn(" depart ", said)
    moments.early = moments.early or bool(sooner)
    return said


def _take_arrival(said: str, moments: Moments) -> str:
    for pattern in _LEXICON.patterns("arrival"):
        found = pattern.search(said)
        if not found:
            continue
        hours = found.groupdict()
        arrival = _clock(f"{hours['t']}h" if hours.get("t", "x").isdigit() else hours.get("t") or "midi")
        if arrival is None:
            continue
        moments.arrival = moments.arrival or arrival
        if hours.get("u"):
            moments.leaving = moments.leaving or _clock(hours["u"])
        return f"{said[: found.start()]} arrivee {said[found.end() :]}"
    found_pm = _LEXICON.pattern("afternoon").search(said)
    if found_pm and moments.arrival is None:
        moments.arrival = _AFTERNOON
        return f"{said[: found_pm.start()]} arrivee {said[found_pm.end() :]}"
    return said
