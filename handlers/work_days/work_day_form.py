"""`/proposer`: a work day of one or several sessions, from what matters to a preview, then posted to everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms import plan_steps as ask
from handlers.forms.form import Answers, Choice, Form, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.when_steps import (
    hour_choices,
    hour_details,
    hours_of,
    hours_trouble,
    lacks_hours,
    read_hours,
    read_slots,
)
from handlers.routing import Command, Press, Route
from handlers.sessions.session_card import plan_facts
from handlers.work_days.posting import posted
from storage import households, work_days
from storage.households import Household
from storage.ids import HouseholdId, Subject
from storage.people import Role
from storage.permissions import Action
from storage.sessions import per_supervisor
from storage.work_days import Hours, Meal, Plan

LATER = ("tools", "skills", "equipment", "access", "min_helpers")
"""Asked only from the summary: nothing said about them is a good beginning."""


class Slot(BaseModel):
    """A day, and its hours in Paris time when they were given."""

    date: str
    start: str | None
    end: str | None


class Posting(BaseModel):
    """What the form asks. `hours`: pairs that complete the slots; `ready`: what was ticked."""

    household: HouseholdId
    slots: list[Slot]
    hours: list[tuple[str, str]] = []
    works: list[str]
    commune: str
    address: str | None = None
    seats: int
    otherwise: list[str] = []
    ready: list[str] = []
    meal: Meal | None = None
    description: str = ""
    tools: str = ""
    skills: str = ""
    equipment: str | None = None
    access: str | None = None
    min_helpers: int | None = None


async def start(ctx: Context) -> None:
    """`/proposer`."""
    await propose(ctx, {})


async def propose(ctx: Context, known: Answers) -> None:
    """Open the form with what is known already; say so when there is no household to post for."""
    mine = await _households(ctx)
    if not mine:
        await ctx.show("work_days/no_household")
        return
    prefill: Answers = dict.fromkeys(LATER) | known
    prefill["min_helpers"] = prefill["min_helpers"] or ctx.choices.min_helpers or None
    if len(mine) == 1:
        prefill |= {"household": mine[0].id} | await _house(ctx, mine[0].id, prefill)
    await open_form(ctx, FORM, prefill=prefill)


async def _households(ctx: Context) -> list[Household]:
    """Return the households this person may post for: their own, those they follow, or any where they follow none."""
    found = await households.of_person(ctx.unit, ctx.me.id)
    if ctx.me.has(Role.COACH):
        found += [one for one in await households.followed_by(ctx.unit, ctx.me.id) if one not in found]
    if not found and ctx.me.has(Role.COACH, Role.COORDINATOR):
        found = await households.active(ctx.unit, limit=8)
    return found[:8]


async def _house(ctx: Context, household: int, known: Answers) -> Answers:
    """Return what is known of the house, where nothing else was said, and not of another commune."""
    house = await households.house(ctx.unit, household)
    if known.get("commune") not in (None, house.commune):
        return {}
    found = {"commune": house.commune, "address": house.address, "access": house.access}
    return {name: value for name, value in found.items() if value and not known.get(name)}


async def _household_choices(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(one.id, "work_days.household", {"who": one.name}) for one in await _households(ctx)]


async def _preview(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    """What the summary shows: the card as everyone will see it, then what only the author should know."""
    hours, ready = hours_of(answers), answers.get("ready") or []
    ceiling = per_supervisor(ctx.choices, risky=ask.is_risky(answers))
    otherwise = ask.otherwise_seats(answers.get("otherwise"))
    lines = [
        {"start": start.isoformat(), "end": end.isoformat(), "state": "preparing", "seats": answers["seats"],
         "taken": 0, "free": min(answers["seats"], ceiling), "short": 0, "over": False, "why": None,
         "otherwise": [{"kind": kind.value, "seats": n, "free": n} for kind, n in otherwise.items()]}
        for start, end in hours
    ]  # fmt: skip
    return {
        **plan_facts(_plan(answers)),
        "sessions": lines,
        "ceiling": ceiling if answers["seats"] > ceiling else None,
        "unsaid": [name for name in ("address", "meal", *LATER) if not answers.get(name) and name not in ready],
        "ready": [name for name in ("host", "materials", "toilets") if name in ready],
        "permit": "permit" in ready,
        "least": _least(answers),
    }


def _plan(answers: Answers) -> Plan:
    ready = answers.get("ready") or []
    equipment = answers.get("equipment")
    return Plan(
        works=tuple(answers["works"]),
        commune=answers["commune"],
        description=answers.get("description") or "",
        address=answers.get("address"),
        access=answers.get("access"),
        meal=answers.get("meal"),
        skills=answers.get("skills") or "",
        tools=answers.get("tools") or "",
        equipment=equipment or ("" if "equipment" in ready else None),
        materials_ready="materials" in ready,
        minors="minors" in ready,
        risky=ask.is_risky(answers),
        permit_needed="permit" in ready,
        host_present="host" in ready,
        toilets="" if "toilets" in ready else None,
        lodging=ask.LODGING in ready,
        min_helpers=_least(answers),
    )


def _least(answers: Answers) -> int | None:
    """How many helpers at least; what the cooperative proposes may be more than the seats."""
    least = answers.get("min_helpers")
    return min(least, answers["seats"]) if least else None


async def _check(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    if not answers.get("works"):
        return Trouble("work_days/no_work", {"said": ""})
    if not answers.get("commune"):
        return Trouble("work_days/ask_commune")
    if ask.tells_address(answers.get("description"), answers.get("address")):
        return Trouble("work_days/address_told")
    return ask.works_trouble(answers["works"], ctx) or hours_trouble(hours_of(answers), ctx)


async def _done(ctx: Context, given: Posting, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.POST_WORK_DAY, Subject("household", given.household)):
        return
    answers = given.model_dump(mode="json")
    wished = {"seats": given.seats, **{kind.value: n for kind, n in ask.otherwise_seats(given.otherwise).items()}}
    seats = [Hours(starts_at=start, ends_at=end, **wished) for start, end in hours_of(answers)]
    house = await _house(ctx, given.household, answers)
    plan = _plan({**answers, **house})
    await _remember_house(ctx, given.household, plan)
    work_day = await work_days.post(ctx.unit, given.household, ctx.me.id, plan, seats)
    await posted(ctx, work_day)


async def _remember_house(ctx: Context, household: HouseholdId, plan: Plan) -> None:
    """Keep the address for the next time where the house had none."""
    house = await households.house(ctx.unit, household)
    if plan.address and not house.address and house.commune in (None, plan.commune):
        await households.change_house(
            ctx.unit, household, ctx.me.id, commune=plan.commune, address=plan.address, access=plan.access
        )


FORM = Form(
    name="work_day",
    model=Posting,
    steps=(
        Step("household", "work_days/ask_household", choices=_household_choices),
        Step("slots", "work_days/ask_slots", read_slots, dated=True),
        Step(
            "hours", "work_days/ask_hours", read_hours, hour_choices, per_line=2, applies=lacks_hours,
            details=hour_details,
        ),
        ask.WORKS_STEP,
        ask.COMMUNE,
        ask.ADDRESS,
        ask.SEATS,
        ask.READY_STEP,
        ask.MEAL,
        ask.OTHERWISE,
        ask.DESCRIPTION,
        ask.TOOLS,
        ask.SKILLS,
        ask.EQUIPMENT,
        ask.ACCESS,
        ask.LEAST,
    ),
    done=_done,
    summary="work_days/preview",
    summary_context=_preview,
    check=_check,
    confirm_label="work_days.post",
    private=frozenset({"address", "access"}),
)  # fmt: skip

FORMS = (FORM,)
ROUTES: tuple[Route, ...] = (
    Command("proposer", start, Action.POST_WORK_DAY),
    Press("wdnew", start, Action.POST_WORK_DAY),
)
