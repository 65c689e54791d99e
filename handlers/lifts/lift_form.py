"""Offering a lift, or looking for one: how many places, from which commune, at what time; no address, no number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.place_step import read_commune
from handlers.lifts.board import may, show
from handlers.lifts.rides import OFFERED
from handlers.routing import Press, Route
from locales.fr.when import read_when
from storage import lifts, sessions
from storage.clock import PARIS
from storage.ids import Subject
from storage.lifts import Lift
from storage.permissions import Action
from storage.quiet import notice_time
from storage.sessions import Session

MAX_SEATS = 8
TOLD = 20
"""So many who look for a place are told of a new car, the first to have said so."""
BEFORE = (30, 60, 90)
"""Minutes before the session at which one often leaves."""


class Said(BaseModel):
    """A lift: `seats` where one is offered, the INSEE code of the commune, the hour (HH:MM)."""

    seats: int | None = None
    commune: str
    leaves_at: str


async def offer(ctx: Context, session: int) -> None:
    """The button «Je propose des places»."""
    await _ask(ctx, OFFER, session)


async def wish(ctx: Context, session: int) -> None:
    """The button «Je cherche une place»."""
    await _ask(ctx, WISH, session)


async def _ask(ctx: Context, form: Form, session: int) -> None:
    found = await sessions.get_session(ctx.unit, session)
    if not await may(ctx, found):
        return
    if await _said_already(ctx, found):
        await ctx.toast("lifts/already", alert=True)
        return
    await open_form(ctx, form, prefill={"start": found.starts_at.isoformat()}, about={"session": session})


async def _said_already(ctx: Context, session: Session) -> bool:
    own = await lifts.of(ctx.unit, ctx.me.id, session.id)
    return own is not None or await lifts.riding(ctx.unit, ctx.me.id, session.id) is not None


async def _own_commune(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(ctx.me.commune, "places.commune", {"insee": ctx.me.commune})] if ctx.me.commune else []


async def _hours(ctx: Context, answers: Answers) -> Sequence[Choice]:
    start = datetime.fromisoformat(answers["start"]).astimezone(PARIS)
    moments = [start - timedelta(minutes=before) for before in reversed(BEFORE)]
    return [Choice(f"{one:%H:%M}", "lifts.hour", {"at": f"2000-01-01T{one:%H:%M}"}) for one in moments]


async def _read_hour(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read an hour of the session's day: «8h15»."""
    day = datetime.fromisoformat(answers["start"]).astimezone(PARIS)
    found = read_when(f"{day:%d/%m/%Y} {given.text}", ctx.now.astimezone(PARIS))
    start = found.slots[0].start if found.kind == "when" and len(found.slots) == 1 else None
    return f"{start:%H:%M}" if start else Trouble("lifts/hour_unclear", {"said": given.text[:60]})


async def _done(ctx: Context, given: Said, about: dict[str, Any]) -> None:
    session = await sessions.get_session(ctx.unit, about["session"])
    if not await allowed(ctx, Action.SHARE_RIDES, Subject("session", session.id)) or not await may(ctx, session):
        return
    lift = await lifts.say(ctx.unit, session, ctx.me.id, **given.model_dump())
    if lift is None:
        await ctx.toast("lifts/already", alert=True)
    elif lift.seats:
        await _tell_wishers(ctx, session, lift)
    await show(ctx, session.id)


async def _tell_wishers(ctx: Context, session: Session, lift: Lift) -> None:
    """Those who look for a place learn of a car, each once."""
    for wisher in await lifts.wishers(ctx.unit, session.id, TOLD):
        await notify(
            ctx.unit, wisher.person_id, message(OFFERED, lift=lift.id), subject=Subject("session", session.id),
            key=f"lift:{lift.id}:{wisher.person_id}", expires_at=session.starts_at,
            not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
        )  # fmt: skip


SEATS = Step(
    "seats", "lifts/ask_seats", choices=tuple(Choice(n, "work_days.seats", {"seats": n}) for n in range(1, 5)),
    per_line=4,
)  # fmt: skip
COMMUNE = Step("commune", "lifts/ask_commune", read_commune, _own_commune)
HOUR = Step("leaves_at", "lifts/ask_hour", _read_hour, _hours, per_line=3)
OFFER = Form("lift_offer", Said, (SEATS, COMMUNE, HOUR), _done)
WISH = Form("lift_wish", Said, (COMMUNE, HOUR), _done)
FORMS = (OFFER, WISH)
ROUTES: tuple[Route, ...] = (
    Press("lfoffer", offer, Action.SHARE_RIDES, subject="session"),
    Press("lfwish", wish, Action.SHARE_RIDES, subject="session"),
)
