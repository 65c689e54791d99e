"""`/absence`: a coach says when they are away and who stands in; it begins and ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms.asked_back import Reading, asked_back
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Command, Press, Route
from locales.fr.when import read_when
from storage import absences, people
from storage.absences import Absence
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.people import Role
from storage.permissions import Action
from storage.store import Unit

COVERS = 12


class Away(BaseModel):
    """From which day to which, both included, and who stands in."""

    days: list[date]
    last: date | None = None
    cover: int

    @property
    def begins(self) -> datetime:
        """The first moment of the first day."""
        return datetime.combine(min(self.days), time(0), PARIS)

    @property
    def ends(self) -> datetime:
        """The first moment of the day after the last."""
        return datetime.combine(
            max([*self.days, *([self.last] if self.last else [])]) + timedelta(days=1), time(0), PARIS
        )


async def show(ctx: Context) -> None:
    """When I am away, for whom I stand in."""
    mine = await absences.of_coach(ctx.unit, ctx.me.id)
    covering = await absences.of_cover(ctx.unit, ctx.me.id)
    keyboard = [[button("absence.end", "awend", one.id, 0, start=one.starts_at.isoformat())] for one in mine]
    keyboard += [
        [button("absence.give_up", "awend", one.id, 0, coach=await _name(ctx.unit, one.coach_id))] for one in covering
    ]
    await ctx.show(
        "households/absences", [[button("absence.tell", "awtell")], *keyboard[:6], [button("menu.menu", "menu")]],
        mine=[await _line(ctx.unit, one) for one in mine], covering=[await _line(ctx.unit, one) for one in covering],
    )  # fmt: skip


async def _line(unit: Unit, one: Absence) -> dict[str, Any]:
    return {"coach": await _name(unit, one.coach_id), "cover": await _name(unit, one.cover_id), **_days(one)}


def _days(one: Absence) -> dict[str, Any]:
    return {"start": one.starts_at.isoformat(), "last": (one.ends_at - timedelta(minutes=1)).isoformat()}


async def _name(unit: Unit, person: PersonId) -> str:
    return (await people.get(unit, person)).name


async def tell(ctx: Context) -> None:
    """Ask from when to when, and who stands in."""
    await open_form(ctx, FORM)


async def _read_days(ctx: Context, given: Given, answers: Answers) -> list[str] | Trouble:
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, _as_days)
    days = _as_days(found.slots)
    today = ctx.now.astimezone(PARIS).date()
    return Trouble("dates/past") if date.fromisoformat(days[-1]) < today else days


def _as_days(slots: Reading) -> list[str]:
    """The first and the last day named; one, where only one is."""
    days = sorted(slot.date for slot in slots)
    return [day.isoformat() for day in dict.fromkeys((days[0], days[-1]))]


async def _read_last(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    days = await _read_days(ctx, given, answers)
    if isinstance(days, Trouble):
        return days
    return days[-1] if days[-1] >= answers["days"][0] else Trouble("households/ends_before_it_begins")


async def _covers(ctx: Context, answers: Answers) -> Sequence[Choice]:
    others = [one for one in await people.with_role(ctx.unit, Role.COACH) if one.id != ctx.me.id]
    return [Choice(one.id, "households.coach", {"person": one.name}) for one in others[:COVERS]]


async def _details(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"count": len(await _covers(ctx, answers))}


async def _summary(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    away = Away.model_validate(answers)
    return {
        "start": away.begins.isoformat(), "last": (away.ends - timedelta(minutes=1)).isoformat(),
        "cover": await _name(ctx.unit, PersonId(away.cover)),
    }  # fmt: skip


async def _check(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    away = Away.model_validate(answers)
    if await absences.overlaps(ctx.unit, ctx.me.id, away.begins, away.ends):
        return Trouble("households/away_already")
    if await absences.overlaps(ctx.unit, away.cover, away.begins, away.ends):
        return Trouble("households/cover_is_away", {"cover": await _name(ctx.unit, PersonId(away.cover))})
    return None


async def _told(ctx: Context, away: Away, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.BE_AWAY):
        return
    cover = await people.of_ids(ctx.unit, [away.cover])
    if not cover or not cover[0].has(Role.COACH) or cover[0].id == ctx.me.id:
        await ctx.show("refused/old_button")
        return
    noted = await absences.add(ctx.unit, ctx.me.id, cover[0].id, away.begins, away.ends)
    asked = message(
        "households/you_cover", [[button("absence.cannot", "awend", noted.id, 0, coach=ctx.me.name)]],
        coach=ctx.me.name, **_days(noted),
    )  # fmt: skip
    await notify(ctx.unit, cover[0], asked, subject=Subject("person", ctx.me.id))
    await show(ctx)


async def end(ctx: Context, absence: int, confirmed: int) -> None:
    """Back earlier, or not away after all; who stands in may give it up as well. After a second tap."""
    found = await absences.get(ctx.unit, absence)
    if found is None or ctx.me.id not in (found.coach_id, found.cover_id):
        await ctx.toast("refused/old_button")
        return
    mine = found.coach_id == ctx.me.id
    if not confirmed:
        keyboard = [[button("absence.yes_end", "awend", absence, 1)], [button("directory.back", "awshow")]]
        await ctx.show("households/end_absence", keyboard, mine=mine, **await _line(ctx.unit, found))
        return
    await absences.end(ctx.unit, found, ctx.me.id)
    other = found.cover_id if mine else found.coach_id
    await notify(
        ctx.unit, other, message("households/absence_ended", by=ctx.me.name, mine=not mine, **_days(found)),
        subject=Subject("person", found.coach_id),
    )  # fmt: skip
    await ctx.toast("households/absence_is_over")
    await show(ctx)


async def let_go(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves: they are away no more, and stand in for nobody; whom they stood in for is told."""
    for found in await absences.of_coach(unit, person):
        await absences.end(unit, found, person)
    for found in await absences.of_cover(unit, person):
        await absences.end(unit, found, person)
        told = message("households/absence_ended", by=await _name(unit, person), mine=True, **_days(found))
        await notify(unit, found.coach_id, told, subject=Subject("person", found.coach_id))


FORM = Form(
    "absence",
    Away,
    (
        Step("days", "households/ask_away", read=_read_days, dated=True),
        Step(
            "last", "households/ask_away_until", read=_read_last, dated=True,
            applies=lambda answers: len(answers.get("days") or []) == 1,
        ),
        Step("cover", "households/ask_cover", choices=_covers, details=_details),
    ),
    _told,
    summary="households/away_summary",
    summary_context=_summary,
    check=_check,
)  # fmt: skip
FORMS = (FORM,)
LEAVING = let_go
_B = Action.BE_AWAY
ROUTES: tuple[Route, ...] = (
    Command("absence", show, _B),
    Press("awshow", show, _B),
    Press("awtell", tell, _B),
    Press("awend", end, _B),
)
