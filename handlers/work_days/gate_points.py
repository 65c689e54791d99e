"""What the gate still misses, supplied by whoever can: one button a point, one question at most two."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.buttons import data
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.place_step import read_house_year
from handlers.forms.plan_steps import ACCESS, ADDRESS, MEALS, read_words
from handlers.forms.when_steps import read_one_day
from handlers.home.waiting import Waiting
from handlers.received import keep_file
from handlers.routing import Press, Route
from handlers.sessions.session_card import POINTS, missing_for, show_private
from handlers.sessions.supervisor_search import ask_again
from storage import choices as chosen
from storage import gate, households, houses, sessions, work_days
from storage.clock import PARIS
from storage.gate import GatePoint, Missing
from storage.ids import FileId, Subject
from storage.people import Person, Role
from storage.permissions import Action
from storage.sessions import Session
from storage.store import Unit

_SAID: dict[GatePoint, dict[str, Any]] = {
    GatePoint.HOST: {"host_present": True},
    GatePoint.MATERIALS: {"materials_ready": True},
    GatePoint.TOILETS: {"toilets": ""},
}
"""Points given by one tap: what the work day says from then on."""


async def give(ctx: Context, session: int, index: int) -> None:
    """The button of a missing point: gives it, or asks for what it needs."""
    found = await sessions.get_session(ctx.unit, session)
    lack = await _lack(ctx, found, index)
    if lack is None:
        await ctx.toast("gate/given_already")
        await show_private(ctx, session)
    elif lack.point in _SAID:
        await _say(ctx, found, _SAID[lack.point])
    elif lack.point in (GatePoint.SUPERVISOR, GatePoint.HELPERS):
        await ask_again(ctx, found.work_day_id)
    elif lack.point is GatePoint.WORK_ALLOWED:
        await _allow(ctx, found, lack.details[0])
    else:
        await open_form(ctx, _FORMS[lack.point], prefill=await _known(ctx, found), about={"session": session})


async def _known(ctx: Context, session: Session) -> dict[str, Any]:
    """What needs not be asked again: the address, when only the way there is missing."""
    day = await work_days.get_work_day(ctx.unit, session.work_day_id)
    return {"address": day.address} if day.address else {}


async def _lack(ctx: Context, session: Session, index: int) -> Missing | None:
    """Return the point if it is still missing and this person can supply it."""
    lacks = await missing_for(ctx.unit, ctx.me, session, ctx.choices)
    return next((lack for lack in lacks if POINTS.index(lack.point) == index), None)


async def _say(ctx: Context, session: Session, fields: dict[str, Any]) -> None:
    """Write down what the work day says now, and show what is left."""
    await work_days.change(ctx.unit, session.work_day_id, ctx.me.id, fields)
    await _given(ctx, session)


async def _given(ctx: Context, session: Session) -> None:
    await gate.refresh_work_day(ctx.unit, session.work_day_id, ctx.choices)
    await ctx.toast("gate/thanks")
    await show_private(ctx, session.id)


async def _allow(ctx: Context, session: Session, why: str) -> None:
    """The works are not allowed yet: clear asbestos or lead, tell the year of the house, or change the works."""
    if why == "house_date":
        await open_form(ctx, HOUSE, about={"session": session.id})
    elif why == "reserved":
        await ctx.toast("gate/reserved", alert=True, works=list(session.works))
    else:
        await open_form(ctx, CLEARANCE, prefill={"which": why}, about={"session": session.id})


# The forms: each checks the right again, writes, and comes back to the session.


async def _session(ctx: Context, about: dict[str, Any]) -> Session | None:
    subject = Subject("session", about["session"])
    if not await allowed(ctx, Action.SUPPLY_GATE, subject):
        return None
    return await sessions.get_session(ctx.unit, subject.id)


class Insurance(BaseModel):
    """A certificate, and the last day it is valid."""

    file: FileId
    until: date


class Permit(BaseModel):
    """A permit, as a photo or document."""

    file: FileId


async def _read_file(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    return await keep_file(ctx, given)


async def _end_of_year(ctx: Context, answers: Answers) -> list[Choice]:
    year = ctx.now.astimezone(PARIS).year
    ends = [date(year, 12, 31), date(year + 1, 12, 31)]
    return [Choice(day.isoformat(), "gate.day", {"day": day.isoformat()}) for day in ends]


async def _insured(ctx: Context, given: Insurance, about: dict[str, Any]) -> None:
    session = await _session(ctx, about)
    if session is not None:
        await houses.add_paper(
            ctx.unit, session.household_id, "insurance", ctx.me.id, file=given.file, valid_until=given.until
        )
        await _refresh_house(ctx, session)


async def _permitted(ctx: Context, given: Permit, about: dict[str, Any]) -> None:
    session = await _session(ctx, about)
    if session is not None:
        await houses.add_paper(ctx.unit, session.household_id, "permit", ctx.me.id, file=given.file)
        await _refresh_house(ctx, session)


async def _refresh_house(ctx: Context, session: Session) -> None:
    """A paper or a date of the house counts for all its work days to come."""
    await gate.refresh_household(ctx.unit, session.household_id, ctx.choices)
    await _given(ctx, session)


class House(BaseModel):
    """When the house was built."""

    year: int


async def _dated(ctx: Context, given: House, about: dict[str, Any]) -> None:
    session = await _session(ctx, about)
    if session is not None:
        await houses.change_house(ctx.unit, session.household_id, ctx.me.id, built_year=given.year)
        await _refresh_house(ctx, session)


class Clearance(BaseModel):
    """A survey was made by a professional, before the works."""

    which: str
    done: bool


async def _cleared(ctx: Context, given: Clearance, about: dict[str, Any]) -> None:
    session = await _session(ctx, about)
    if session is None:
        return
    if given.done and given.which in ("asbestos", "lead"):
        await houses.change_house(ctx.unit, session.household_id, ctx.me.id, **{f"{given.which}_cleared": True})
        await _refresh_house(ctx, session)
    else:
        await ctx.say("gate/survey_first", which=given.which)
        await show_private(ctx, session.id)


class Said(BaseModel):
    """What a work day says, asked for one point."""

    equipment: str | None = None
    meal: str | None = None
    address: str | None = None
    access: str | None = None


async def _told(ctx: Context, given: Said, about: dict[str, Any]) -> None:
    session = await _session(ctx, about)
    if session is not None:
        await _say(ctx, session, given.model_dump(exclude_none=True))


_FILE_KINDS = frozenset({"photo", "document"})
INSURANCE = Form(
    "give_insurance", Insurance,
    (
        Step("file", "gate/ask_insurance", _read_file, takes=_FILE_KINDS),
        Step("until", "gate/ask_until", read_one_day, _end_of_year, per_line=1, dated=True),
    ),
    _insured,
)  # fmt: skip
PERMIT = Form("give_permit", Permit, (Step("file", "gate/ask_permit", _read_file, takes=_FILE_KINDS),), _permitted)
HOUSE = Form("give_house_year", House, (Step("year", "gate/ask_year", read_house_year),), _dated)
_SURVEY = (Choice(True, "gate.survey_done"), Choice(False, "gate.survey_not_yet"))
CLEARANCE = Form(
    "give_clearance", Clearance, (Step("done", "gate/ask_clearance", choices=_SURVEY),), _cleared
)  # fmt: skip
EQUIPMENT = Form(
    "give_equipment", Said,
    (Step("equipment", "work_days/ask_equipment", read_words(200), (Choice("", "gate.equipment_simple"),)),), _told,
)  # fmt: skip
MEAL = Form(
    "give_meal", Said,
    (Step("meal", "work_days/ask_meal", choices=tuple(Choice(one, f"work_days.meal_{one}") for one in MEALS)),), _told,
)  # fmt: skip
WAY = Form(
    "give_access", Said,
    (Step("address", ADDRESS.question, ADDRESS.read), Step("access", ACCESS.question, ACCESS.read)),
    _told, private=frozenset({"address", "access"}),
)  # fmt: skip
_FORMS: dict[GatePoint, Form] = {
    GatePoint.INSURANCE: INSURANCE,
    GatePoint.PERMIT: PERMIT,
    GatePoint.EQUIPMENT: EQUIPMENT,
    GatePoint.MEAL: MEAL,
    GatePoint.ACCESS: WAY,
}


# What waits for someone: the sessions to come that lack what they can supply.


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Return the work days of one's own household that still lack something, each by its first session that does."""
    if not person.has(Role.HOUSEHOLD):
        return []
    choices = await chosen.load(unit)
    found = []
    ids = [household.id for household in await households.of_person(unit, person.id)]
    for day in await work_days.of_households(unit, ids):
        coming = [s for s in await sessions.sessions_of(unit, day.id) if s.is_open and s.starts_at > unit.now]
        for session in coming:
            if await missing_for(unit, person, session, choices):
                context = {"start": session.starts_at.isoformat(), "household": day.household_name}
                found.append(
                    Waiting("gate.waits", data("wdsession", session.id), context=context, since=day.created_at)
                )
                break
    return found


FORMS = (INSURANCE, PERMIT, HOUSE, CLEARANCE, EQUIPMENT, MEAL, WAY)
ROUTES: tuple[Route, ...] = (Press("gpgive", give, Action.USE, subject="session"),)
WAITING = waiting
