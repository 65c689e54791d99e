"""What a coordinator may change of the choices: of which kind each is, between which bounds, in which group.

A choice added to `Choices` falls in by its type and by the unit in its name; only what differs is named here.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Any

from storage import audit
from storage.choices import DEFAULTS, Choices, choose, load
from storage.gate import GatePoint, SeatPoint
from storage.ids import PersonId, Subject
from storage.store import Unit


class Kind(StrEnum):
    """How a choice is asked and said."""

    NUMBER = "number"
    YES_NO = "yes_no"
    HOUR = "hour"
    DAY = "day"
    SEVERAL = "several"  # of a list
    PAIR = "pair"  # two numbers
    ONE_OF = "one_of"
    TEXT = "text"


_BY_TYPE: dict[Any, Kind] = {
    int: Kind.NUMBER, bool: Kind.YES_NO, time: Kind.HOUR, date: Kind.DAY, tuple[str, ...]: Kind.SEVERAL,
    tuple[int, int]: Kind.PAIR, str: Kind.TEXT,
}  # fmt: skip
_ANNOTATIONS = {name: field.annotation for name, field in Choices.model_fields.items()}

FIXED: dict[str, str] = {
    "charter_version": "raised by writing a new text of the charter",
    "charter_news": "asked with each new text of the charter",
    "notice_version": "raised by writing a new text of the data notice",
    "notice_news": "asked with each new text of the data notice",
}
"""Choices that are not edited by themselves, each with the reason."""

GROUPS: dict[str, tuple[str, ...]] = {
    "cooperative": ("cooperative_name", "group_language", "season_starts_month"),
    "gate": (
        "gate_points", "seat_points", "reserved_works", "disturbing_works", "open_works", "asbestos_before",
        "lead_before_year", "briefing_words", "incident_words",
    ),
    "seats": (
        "helpers_per_supervisor", "helpers_per_supervisor_risky", "max_work_day_sessions", "min_helpers",
        "max_held_seats_per_session", "offer_hours", "offer_share", "offer_shortest_minutes", "hold_minutes",
    ),
    "reminders": (
        "quiet_from", "quiet_until", "digest_at", "numbers_from", "address_hours_before", "owed_days_before",
        "still_days_before", "decide_days_before", "paper_warning_days",
    ),
    "search": (
        "supervisor_wave", "supervisor_first_hours", "supervisor_soon_hours", "supervisor_wait_hours",
        "call_days_before", "call_most",
    ),
    "visits": ("visit_minutes", "travel_margin_minutes", "works_days_per_week", "frost_from_month", "frost_until_month",
        "contingency_percent", "paid_broadcasts"),
    "arrival": ("relay_hours", "import_lines", "invitation_days", "group_approval_days", "form_days", "consent_months"),
    "kept": ("left_account_days", "message_days", "words_days", "trail_days", "register_years"),
}  # fmt: skip
"""What stands on one screen; a choice that is nowhere here stands under `OTHERS`."""
OTHERS = "others"

ONE_OF: dict[str, tuple[str, ...]] = {"group_language": ("fr", "en")}
_OPTIONS: dict[str, tuple[str, ...]] = {"gate_points": tuple(GatePoint), "seat_points": tuple(SeatPoint)}
"""What else than its default a list may hold; of kinds of work, any (see `of_works`)."""

UNITS = ("hours", "minutes", "days", "months", "years", "percent", "month", "year")
_BY_UNIT: dict[str, tuple[int, int]] = {
    "hours": (0, 720), "minutes": (0, 1440), "days": (0, 3650), "months": (1, 120), "years": (1, 30),
    "percent": (0, 100), "month": (1, 12), "year": (1800, 2100), "": (0, 1000),
}  # fmt: skip
_BOUNDS: dict[str, tuple[int, int]] = {
    "works_days_per_week": (1, 7),
    "helpers_per_supervisor": (1, 50), "helpers_per_supervisor_risky": (1, 50), "max_work_day_sessions": (1, 60),
    "supervisor_wave": (1, 500), "hold_minutes": (5, 1440), "offer_hours": (1, 168), "visit_minutes": (15, 480),
    "address_hours_before": (1, 336), "invitation_days": (1, 90), "form_days": (1, 90), "group_approval_days": (1, 90),
    "left_account_days": (30, 3650), "message_days": (30, 3650), "words_days": (30, 3650), "trail_days": (90, 3650),
    "import_lines": (1, 10_000),
}  # fmt: skip
LINE, PAGE = 60, 1500
"""How long a text may be: a name, or words of several lines (named `…_words`)."""


def kind_of(name: str) -> Kind:
    """Return of which kind a choice is; raise KeyError for a type nothing here knows how to ask."""
    return Kind.ONE_OF if name in ONE_OF else _BY_TYPE[_ANNOTATIONS[name]]


def unit_of(name: str) -> str:
    """Return in what a number counts, by its name; "" for things."""
    return next((word for word in reversed(name.split("_")) if word in UNITS), "")


def bounds_of(name: str) -> tuple[int, int]:
    """Return the least and the most a number may be."""
    return _BOUNDS.get(name, _BY_UNIT[unit_of(name)])


def length_of(name: str) -> int:
    """Return how many characters a text may have."""
    return PAGE if name.endswith("_words") else LINE


def of_works(name: str) -> bool:
    """Whether a list is one of kinds of work."""
    return name.endswith("_works")


def options_of(name: str) -> tuple[str, ...]:
    """Return what a list may hold, of those known here; of works the caller knows all."""
    return ONE_OF.get(name) or _OPTIONS.get(name) or tuple(getattr(DEFAULTS, name))


def editable() -> tuple[str, ...]:
    """Return the names of the choices a coordinator may change, group by group."""
    return tuple(name for group in grouped().values() for name in group)


def grouped() -> dict[str, tuple[str, ...]]:
    """Return the groups with their choices; those of no group under `OTHERS`, where there are any."""
    named = {name for group in GROUPS.values() for name in group}
    rest = tuple(name for name in Choices.model_fields if name not in named and name not in FIXED)
    return {**GROUPS, **({OTHERS: rest} if rest else {})}


def usable(name: str, value: Any, works: frozenset[str] = frozenset()) -> bool:
    """Tell whether a choice may have this JSON value; `works`: the kinds of work there are."""
    if name not in editable():
        return False
    kind = kind_of(name)
    if kind in (Kind.NUMBER, Kind.PAIR):
        low, high = bounds_of(name)
        numbers = value if kind is Kind.PAIR else [value]
        return all(isinstance(one, int) and low <= one <= high for one in numbers)
    if kind in (Kind.SEVERAL, Kind.ONE_OF):
        known = works if of_works(name) else frozenset(options_of(name))
        return known.issuperset(value if kind is Kind.SEVERAL else [value])
    if kind is Kind.TEXT:
        return isinstance(value, str) and (
            value == getattr(DEFAULTS, name) or 0 < len(value.strip()) <= length_of(name)
        )
    return True


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date | time) else value


async def change(unit: Unit, name: str, value: Any, by: PersonId) -> bool:
    """Set a choice to a JSON value, with before and after in the trail; False where it is as it was."""
    before = plain(getattr(await load(unit), name))
    await choose(unit, name, value)
    after = plain(getattr(await load(unit), name))
    if before == after:
        return False
    await audit.record(unit, by, "choice_changed", Subject("choice", 0), {name: (before, after)})
    return True


async def restore(unit: Unit, name: str, by: PersonId) -> bool:
    """Bring a choice back to its default, and let it follow the program's; False where it stood there."""
    changed = await change(unit, name, plain(getattr(DEFAULTS, name)), by)
    await unit.run("DELETE FROM choices WHERE name = ?", (name,))
    return changed
