"""What a work day says, asked step by step: works, commune, seats, what is ready, the meal, and a few words.

Posting and editing ask the same questions, so they stand here once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from handlers.context import Context
from handlers.forms.form import Answers, Choice, Given, Step, Trouble
from handlers.forms.place_step import read_commune
from locales.fr.announcements.otherwise import read_otherwise
from locales.fr.numbers import read_count
from locales.fr.spelling import plain
from locales.fr.works import WORKS, read_works
from storage import households
from storage.seat_kinds import KINDS, SeatKind
from storage.sessions import per_supervisor

OFTEN = (
    "insulation", "plaster", "masonry", "partition", "painting", "flooring", "timber_frame", "roofing", "demolition",
    "earthworks", "handling", "clearing",
)  # fmt: skip
READY = ("host", "materials", "equipment", "toilets", "minors", "risky", "permit")
LODGING = "lodging"
MEALS = ("offered", "shared", "bring")
MAX_TEXT, MAX_LINE, MAX_SEATS = 1000, 200, 100
_NUMBER = re.compile(r"^\W*\d+\s*(?:bis|ter|quater|[a-d])?\b")
MIN_STREET = 5  # letters: a shorter «street» would be found anywhere


async def read_work(ctx: Context, given: Given, answers: Answers) -> list[str] | Trouble:
    """Read kinds of work; some are never done with helpers."""
    found = read_works(given.text)
    return works_trouble(found, ctx) or (found or Trouble("work_days/no_work", {"said": given.text[:60]}))


def works_trouble(found: Sequence[str], ctx: Context) -> Trouble | None:
    """Explain that some of the works are kept for professionals; None when all may be done with helpers."""
    reserved = [work for work in found if work in ctx.choices.reserved_works or WORKS[work].reserved]
    return Trouble("work_days/reserved", {"works": reserved}) if reserved else None


def is_risky(answers: Answers) -> bool:
    """Whether height or power tools are expected: by the kind of work, or because it was said."""
    by_work = any(WORKS[work].risky for work in answers.get("works") or [] if work in WORKS)
    return by_work or "risky" in (answers.get("ready") or [])


async def read_seats(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    """Read how many helpers."""
    seats = read_count(given.text)
    if seats is None or not 1 <= seats <= MAX_SEATS:
        return Trouble("work_days/not_a_count", {"said": given.text[:60]})
    return seats


async def read_least(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    """Read how many helpers at least: no more than there are seats."""
    least, seats = read_count(given.text), answers.get("seats") or MAX_SEATS
    if least is None or not 1 <= least <= MAX_SEATS:
        return Trouble("work_days/not_a_count", {"said": given.text[:60]})
    return least if least <= seats else Trouble("work_days/more_than_seats", {"least": least, "seats": seats})


async def read_otherwise_seats(ctx: Context, given: Given, answers: Answers) -> list[str] | Trouble:
    """Read how many people to cook, to welcome, to mind children; «kind:number» of each."""
    found = read_otherwise(given.text)
    if not found or max(found.values()) > MAX_SEATS:
        return Trouble("work_days/otherwise_unclear", {"said": given.text[:60]})
    return [f"{kind}:{seats}" for kind, seats in found.items()]


def otherwise_seats(said: Sequence[str] | None) -> dict[SeatKind, int]:
    """Return the seats of each kind that an answer tells; of two numbers for one kind the larger."""
    pairs = [one.split(":") for one in said or ()]
    return {kind: max(int(n) for name, n in pairs if name == kind) for kind in KINDS if kind in dict(pairs)}


async def ready_choices(ctx: Context, answers: Answers) -> Sequence[Choice]:
    """Offer what may be true already; a bed only where the work lasts several days."""
    several = len({slot["date"] for slot in answers.get("slots") or ()}) > 1
    return [Choice(one, f"work_days.ready_{one}") for one in (*READY, *([LODGING] if several else []))]


async def seat_details(ctx: Context, answers: Answers) -> dict[str, Any]:
    """How many helpers one supervisor may lead."""
    return {"ceiling": per_supervisor(ctx.choices, risky=is_risky(answers)), "risky": is_risky(answers)}


def read_words(most: int) -> Callable[[Context, Given, Answers], Any]:
    """Read a text of at most `most` characters."""

    async def read(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
        if not given.text:
            return Trouble("forms/use_words")
        return given.text if len(given.text) <= most else Trouble("work_days/too_long", {"most": most})

    return read


async def place_choices(ctx: Context, answers: Answers) -> Sequence[Choice]:
    """Offer the commune of the house, or of the person who asks."""
    house = await households.house(ctx.unit, answers["household"]) if answers.get("household") else None
    known = (house.commune if house else None) or ctx.me.commune
    return [Choice(known, "places.commune", {"insee": known})] if known else []


def tells_address(description: str | None, address: str | None) -> bool:
    """Whether a description, which everyone reads, gives away the street of the exact address."""
    street = _NUMBER.sub("", plain(address or "")).strip(" ,")
    return len(street) > MIN_STREET and street in plain(description or "")


YES_NO = (Choice(True, "work_days.yes"), Choice(False, "work_days.no"))

WORKS_STEP = Step(
    "works", "work_days/ask_works", read_work, tuple(Choice(work, f"work_days.work_{work}") for work in OFTEN),
    many=True, per_line=2,
)  # fmt: skip
COMMUNE = Step("commune", "work_days/ask_commune", read_commune, place_choices)
ADDRESS = Step("address", "work_days/ask_address", read_words(MAX_LINE), optional=True)
SEATS = Step(
    "seats", "work_days/ask_seats", read_seats,
    tuple(Choice(n, "work_days.seats", {"seats": n}) for n in (2, 3, 4, 5, 6, 8)), per_line=6, details=seat_details,
)  # fmt: skip
OTHERWISE = Step(
    "otherwise", "work_days/ask_otherwise", read_otherwise_seats,
    tuple(Choice(f"{kind}:{n}", f"otherwise.seats_{kind}", {"seats": n}) for kind in KINDS[1:] for n in (1, 2)),
    many=True, optional=True, per_line=2,
)  # fmt: skip
READY_STEP = Step("ready", "work_days/ask_ready", choices=ready_choices, many=True)
MEAL = Step(
    "meal", "work_days/ask_meal", choices=tuple(Choice(one, f"work_days.meal_{one}") for one in MEALS), optional=True
)
DESCRIPTION = Step("description", "work_days/ask_description", read_words(MAX_TEXT), optional=True)
TOOLS = Step("tools", "work_days/ask_tools", read_words(MAX_LINE), optional=True)
SKILLS = Step("skills", "work_days/ask_skills", read_words(MAX_LINE), optional=True)
LEAST = Step(
    "min_helpers", "work_days/ask_least", read_least,
    tuple(Choice(n, "work_days.seats", {"seats": n}) for n in (2, 3, 4, 5, 6)), per_line=5, optional=True,
)  # fmt: skip
EQUIPMENT = Step("equipment", "work_days/ask_equipment", read_words(MAX_LINE), optional=True)
ACCESS = Step("access", "work_days/ask_access", read_words(MAX_TEXT), optional=True)
