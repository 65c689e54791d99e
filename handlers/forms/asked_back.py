"""A date that is not clear is asked back: why, and its likely readings as buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from handlers.forms.form import Choice, Trouble
from locales.fr.dates.model import Doubt
from locales.fr.when import Slot, When

Reading = tuple[Slot, ...]
_USUAL = tuple(time(hour) for hour in (8, 9, 10, 11, 14, 15, 16, 18))
_PARTS = ((time(9), time(12)), (time(14), time(17)), (time(9), time(17)))


def asked_back(found: When, answer: Callable[[Reading], Any]) -> Trouble:
    """Return what to say of a text that gives no definite date.

    `answer` turns a likely reading into the step's answer, or None where that reading would not do.
    """
    name = "none" if found.kind == "none" else found.reason or "ambiguous"
    readings = [(reading, answer(reading)) for reading in found.likely[:4] if reading]
    choices = tuple(
        Choice(value, "dates.reading", {"slots": plain(reading)}) for reading, value in readings if value is not None
    )
    lacks_day = {"lacks_day": True} if found.doubt is not None and found.doubt.code == "no_day" else {}
    return Trouble(f"dates/{name}", {"problem": problem(found), **lacks_day}, choices)


def hour_missing(day: date, answer: Callable[[Reading], Any], template: str = "dates/hour_missing") -> Trouble:
    """Return the question for the hour of a day that is understood, with usual hours as buttons."""
    hours = [(hour, answer((Slot(date=day, start=hour),))) for hour in _USUAL]
    choices = tuple(
        Choice(value, "dates.hour", {"hour": f"{hour:%H:%M}"}) for hour, value in hours if value is not None
    )
    return Trouble(template, {"day": day.isoformat()}, choices, per_line=4)


def hours_missing(day: date, answer: Callable[[Reading], Any], template: str) -> Trouble:
    """Return the question for the hours of a day that is understood, with its parts as buttons."""
    readings = [(Slot(date=day, start=start, end=end),) for start, end in _PARTS]
    answers = [(reading, answer(reading)) for reading in readings]
    choices = tuple(
        Choice(value, "dates.reading", {"slots": plain(reading)}) for reading, value in answers if value is not None
    )
    return Trouble(template, {"day": day.isoformat()}, choices)


def problem(found: When) -> dict[str, Any] | None:
    """Return why, as facts that each language says in its words: «le 15 mars est un lundi, pas un samedi»."""
    return facts(found.doubt)


def facts(doubt: Doubt | None) -> dict[str, Any] | None:
    """Return a doubt as a template's `why_asked` takes it, without what was typed."""
    return doubt.model_dump(mode="json", exclude={"text"}, exclude_none=True) if doubt is not None else None


def plain(reading: Reading) -> list[dict[str, str | None]]:
    """Return slots as a label or a template shows them."""
    return [
        {
            "date": slot.date.isoformat(),
            "start": slot.start.strftime("%H:%M") if slot.start else None,
            "end": slot.end.strftime("%H:%M") if slot.end else None,
        }
        for slot in reading
    ]
