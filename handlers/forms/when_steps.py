"""Dates and hours in the forms of work days: read, completed, and asked back in French when they are doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from handlers.context import Context
from handlers.forms.asked_back import asked_back
from handlers.forms.form import Answers, Choice, Given, Trouble
from locales.fr.when import Slot, read_when
from storage.clock import PARIS

Pair = list[str]
DAY: list[Pair] = [["09:00", "17:00"]]
MORNING: list[Pair] = [["09:00", "12:30"]]
AFTERNOON: list[Pair] = [["13:30", "17:00"]]


def slot_values(slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Return slots as answers: `date`, and `start` and `end` where they were given, in Paris time."""
    return [
        {"date": slot.date.isoformat(), "start": _hour(slot.start), "end": _hour(slot.end)}
        for slot in dict.fromkeys(slots)
    ]


def _hour(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None


async def read_slots(ctx: Context, given: Given, answers: Answers) -> list[dict[str, Any]] | Trouble:
    """Read one or several days, with or without hours."""
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, slot_values)
    values = slot_values(found.slots)
    if len(values) > ctx.choices.max_work_day_sessions:
        return Trouble("work_days/too_many_days", {"limit": ctx.choices.max_work_day_sessions})
    return Trouble("dates/past") if _begins_before(values, ctx.now) else values


def _begins_before(values: list[dict[str, Any]], now: datetime) -> bool:
    return any(moment_of(value["date"], value["start"] or "23:59") <= now for value in values)


def moment_of(day: str, hour: str) -> datetime:
    """Return a moment of a Paris day, aware."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), PARIS)


# The hours, when the days came without.


def lacks_hours(answers: Answers) -> bool:
    """Whether a day was given without its hours."""
    return any(not slot["start"] or not slot["end"] for slot in answers.get("slots") or [])


def given_start(answers: Answers) -> str | None:
    """Return the beginning that all days without an end share, or None."""
    starts = {slot["start"] for slot in answers.get("slots") or [] if not slot["end"]}
    return starts.pop() if len(starts) == 1 else None


async def hour_choices(ctx: Context, answers: Answers) -> Sequence[Choice]:
    """Offer usual hours: ends where the beginning is known, else whole and half days."""
    start = given_start(answers)
    if start is None:
        return (
            Choice(DAY, "work_days.whole_day"),
            Choice(MORNING + AFTERNOON, "work_days.two_halves"),
            Choice(MORNING, "work_days.morning"),
            Choice(AFTERNOON, "work_days.afternoon"),
        )
    ends = [end for end in ("12:30", "16:00", "17:00", "18:00") if end > start]
    return [Choice([[start, end]], "work_days.until", {"end": f"2000-01-01T{end}"}) for end in ends]


async def hour_details(ctx: Context, answers: Answers) -> dict[str, Any]:
    """What the question shows: the beginning when it is known."""
    start = given_start(answers)
    return {"start": f"2000-01-01T{start}" if start else None}


async def read_hours(ctx: Context, given: Given, answers: Answers) -> list[Pair] | Trouble:
    """Read «de 9 h à 16 h», «9h-12h et 14h-17h», or an end alone where the beginning is known."""
    day = date.fromisoformat(answers["slots"][0]["date"])
    start = given_start(answers)
    found = read_when(f"{day:%d/%m/%Y} {given.text}", ctx.now.astimezone(PARIS))
    pairs = [[_hour(s.start), _hour(s.end)] for s in found.slots if s.start]
    if len(pairs) == 1 and pairs[0][1] is None and start and pairs[0][0] and pairs[0][0] > start:
        return [[start, pairs[0][0]]]
    whole = [[begin, end] for begin, end in pairs if begin and end and begin < end]
    return whole if whole and len(whole) == len(pairs) else Trouble("work_days/hours_unclear")


def hours_of(answers: Answers) -> list[tuple[datetime, datetime]]:
    """Return the sessions the answers describe, in order, each once: aware beginnings and ends."""
    found: set[tuple[datetime, datetime]] = set()
    for slot in answers.get("slots") or []:
        pairs = [[slot["start"], slot["end"]]] if slot["start"] and slot["end"] else answers.get("hours") or []
        found |= {(moment_of(slot["date"], begin), moment_of(slot["date"], end)) for begin, end in pairs}
    return sorted(found)


def hours_trouble(hours: list[tuple[datetime, datetime]], ctx: Context) -> Trouble | None:
    """Say what is wrong with the sessions as a whole: too many, past, or two at once."""
    if not hours or len(hours) > ctx.choices.max_work_day_sessions:
        return Trouble("work_days/too_many_days", {"limit": ctx.choices.max_work_day_sessions})
    if any(start <= ctx.now for start, _ in hours):
        return Trouble("dates/past")
    crossing = any(later < end for (_, end), (later, _) in pairwise(hours))
    return Trouble("work_days/sessions_cross") if crossing else None


# One day alone: a deadline, the end of a certificate.


async def read_one_day(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read a day (ISO), without its hours; several are asked back."""
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, _one_day)
    return _one_day(found.slots) or Trouble("dates/one_only")


def _one_day(slots: Sequence[Slot]) -> str | None:
    return slots[0].date.isoformat() if len(slots) == 1 else None
