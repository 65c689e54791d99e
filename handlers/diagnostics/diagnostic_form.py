"""`/diagnostic`: a household says what it needs looked at, and when someone could come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms.asked_back import Reading, asked_back, hour_missing
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.place_step import read_house_year
from handlers.home.digest import told_now
from handlers.received import keep_file
from handlers.routing import Command, Press, Route
from locales.fr.when import Slot, read_when
from storage import appointments, availabilities, diagnostics, households, people
from storage.clock import PARIS
from storage.ids import FileId, HouseholdId, PersonId, Subject
from storage.people import Role
from storage.permissions import Action

NEEDS = ("energy", "damp", "structure", "works_order", "other")
HOUSES = ("house", "flat", "outbuilding")
SYMPTOMS = ("cold", "damp", "cracks", "smells", "noise", "none")
MAX_WORDS = 300
Visit = tuple[datetime, datetime]


class Wish(BaseModel):
    """A slot a household would like; `coach` when a coach published it."""

    start: datetime
    end: datetime
    coach: PersonId | None = None


class Request(BaseModel):
    """What the form asks."""

    need: str
    building: str
    year: int | None = None
    symptoms: list[str] = []  # of SYMPTOMS, or words of their own
    works: str | None = None
    photos: list[FileId] = []
    wishes: list[Wish] = []


async def start(ctx: Context) -> None:
    """`/diagnostic`: one's requests and a new one, or the form at once where there is none."""
    mine = await households.of_person(ctx.unit, ctx.me.id)
    if not mine:
        await ctx.show("diagnostics/no_household")
        return
    files = await diagnostics.of_household(ctx.unit, mine[0].id)
    if not files:
        await ask(ctx)
        return
    keyboard = [[button("diagnostics.mine_file", "dxfile", f.id, asked=f.created_at.isoformat())] for f in files[:5]]
    await ctx.show("diagnostics/mine", [*keyboard, [button("diagnostics.new", "dxnew")]])


async def ask(ctx: Context) -> None:
    """Open the form for one's household."""
    mine = await households.of_person(ctx.unit, ctx.me.id)
    if mine and await allowed(ctx, Action.ASK_DIAGNOSTIC, Subject("household", mine[0].id)):
        await open_form(ctx, FORM, about={"household": mine[0].id})


async def _read_symptoms(ctx: Context, given: Given, answers: Answers) -> list[str] | Trouble:
    """Keep what is ticked, and the household's own words beside it."""
    return [*(answers.get("symptoms") or []), given.text[:MAX_WORDS]] if given.text else Trouble("forms/use_words")


async def _read_text(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    return given.text[:2000] if given.text else Trouble("forms/use_words")


async def _read_photo(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    return await keep_file(ctx, given)


async def _read_wish(ctx: Context, given: Given, answers: Answers) -> dict[str, Any] | Trouble:
    return read_visit(ctx, given.text, _wish)


def _wish(visit: Visit) -> dict[str, Any]:
    return Wish(start=visit[0], end=visit[1]).model_dump(mode="json")


def read_visit(ctx: Context, text: str, answer: Callable[[Visit], dict[str, Any]]) -> dict[str, Any] | Trouble:
    """Read the moment of one visit; `answer` turns its beginning and end into the step's answer."""
    found = read_when(text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, lambda reading: _answer_for(ctx, reading, answer))
    if len(found.slots) > 1:
        return Trouble("dates/one_only")
    visit = _visit(ctx, found.slots[0])
    if visit is None:
        return hour_missing(found.slots[0].date, lambda reading: _answer_for(ctx, reading, answer))
    return answer(visit)


def _answer_for(ctx: Context, reading: Reading, answer: Callable[[Visit], dict[str, Any]]) -> dict[str, Any] | None:
    visit = _visit(ctx, reading[0]) if len(reading) == 1 else None
    return answer(visit) if visit else None


def _visit(ctx: Context, slot: Slot) -> Visit | None:
    if slot.start is None:
        return None
    start = datetime.combine(slot.date, slot.start, PARIS)
    shortest = start + timedelta(minutes=ctx.choices.visit_minutes)
    return start, max(shortest, datetime.combine(slot.date, slot.end, PARIS)) if slot.end else shortest


async def _published(ctx: Context, answers: Answers) -> Sequence[Choice]:
    slots = await availabilities.free_slots(ctx.unit, ctx.choices, limit=6)
    return [
        Choice(
            Wish(start=slot.starts_at, end=slot.ends_at, coach=slot.coach_id).model_dump(mode="json"),
            "diagnostics.slot",
            {"start": slot.starts_at.isoformat()},
        )
        for slot in slots
    ]


async def _wish_details(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"published": bool(await availabilities.free_slots(ctx.unit, ctx.choices, limit=1))}


async def _check(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    late = [wish for wish in answers.get("wishes") or [] if datetime.fromisoformat(wish["start"]) <= ctx.now]
    return Trouble("diagnostics/wish_is_past") if late else None


async def _done(ctx: Context, asked: Request, about: dict[str, Any]) -> None:
    household = HouseholdId(about["household"])
    if not await allowed(ctx, Action.ASK_DIAGNOSTIC, Subject("household", household)):
        return
    intake = asked.model_dump(mode="json", include={"building", "year", "symptoms", "works"})
    file = await diagnostics.ask(ctx.unit, household, ctx.me.id, asked.need, intake, asked.photos)
    for wish in asked.wishes:
        await appointments.wish(ctx.unit, file.id, wish.start, wish.end, wish.coach)
    await ctx.show("diagnostics/asked", subject=Subject("diagnostic", file.id), wishes=len(asked.wishes))
    await tell_coaches(ctx, file)


async def tell_coaches(ctx: Context, file: diagnostics.Diagnostic) -> None:
    """A file waits: its household's coach is told, or all coaches where there is none; one card each, kept fresh.

    Who would rather hear of it in the morning finds it among what waits.
    """
    reader = await households.reader(ctx.unit, file.household_id)
    coaches = [await people.get(ctx.unit, reader)] if reader else await people.with_role(ctx.unit, Role.COACH)
    card = message("diagnostics/coach_card", diagnostic=file.id)
    for coach in told_now(coaches):
        await notify(ctx.unit, coach, card, subject=Subject("diagnostic", file.id), is_card=True)


FORM = Form(
    name="diagnostic",
    model=Request,
    steps=(
        Step("need", "diagnostics/ask_need", choices=tuple(Choice(n, f"diagnostics.need_{n}") for n in NEEDS)),
        Step(
            "building", "diagnostics/ask_building",
            choices=tuple(Choice(b, f"diagnostics.building_{b}") for b in HOUSES), per_line=3,
        ),
        Step("year", "diagnostics/ask_year", read=read_house_year, optional=True),
        Step(
            "symptoms", "diagnostics/ask_symptoms", read=_read_symptoms,
            choices=tuple(Choice(s, f"diagnostics.symptom_{s}") for s in SYMPTOMS), many=True, per_line=2,
        ),
        Step("works", "diagnostics/ask_works", read=_read_text, optional=True),
        Step(
            "photos", "diagnostics/ask_photos", read=_read_photo, gather=True, optional=True,
            takes=frozenset({"photo", "document"}),
        ),
        Step(
            "wishes", "diagnostics/ask_wishes", read=_read_wish, choices=_published, many=True, gather=True,
            details=_wish_details, dated=True,
        ),
    ),
    done=_done,
    summary="diagnostics/summary",
    check=_check,
    confirm_label="diagnostics.send",
)  # fmt: skip

FORMS = (FORM,)
ROUTES: tuple[Route, ...] = (
    Command("diagnostic", start, Action.ASK_DIAGNOSTIC),
    Press("dxnew", ask, Action.ASK_DIAGNOSTIC),
)
