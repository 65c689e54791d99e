"""Registering somebody without Telegram: name, number if they like, the charter signed on paper and who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.contact_steps import PHONE as CONTACT_PHONE
from handlers.forms.contact_steps import TEXT_OR_CONTACT
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import read_name
from handlers.routing import Press, Route
from handlers.without_telegram.card import show
from locales.fr.past_day import read_past_day
from storage import registered
from storage.clock import PARIS
from storage.permissions import Action


class Registered(BaseModel):
    """Somebody without Telegram, and the charter they signed on paper."""

    name: str
    phone: str | None = None
    signed_on: date
    held_by: str


async def ask(ctx: Context) -> None:
    """The button «Inscrire quelqu’un»."""
    await open_form(ctx, REGISTER)


async def _today(ctx: Context, answers: Answers) -> Sequence[Choice]:
    today = ctx.now.astimezone(PARIS).date().isoformat()
    return [Choice(today, "without_telegram.today")]


async def read_day(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read the day on which the charter was signed."""
    day = read_past_day(given.text, ctx.now.astimezone(PARIS).date())
    return day.isoformat() if day is not None else Trouble("without_telegram/day_unclear")


async def _myself(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(ctx.me.name, "companions.myself", {"who": ctx.me.name})]


async def _phone_given(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    return {"has_phone": answers.get("phone") is not None}


async def _done(ctx: Context, given: Registered, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.REGISTER):
        return
    known = await registered.register(
        ctx.unit, given.name, ctx.me.id, ctx.choices, phone=given.phone, signed_on=given.signed_on,
        held_by=given.held_by,
    )  # fmt: skip
    await ctx.show("without_telegram/registered", who=known.name)
    ctx.below = True
    await show(ctx, known.id)


SIGNED_ON = Step("signed_on", "without_telegram/ask_signed", read=read_day, choices=_today)
HELD_BY = Step("held_by", "without_telegram/ask_holder", read=read_name, choices=_myself)
REGISTER = Form(
    "register",
    Registered,
    (
        Step("name", "without_telegram/ask_name", read=read_name),
        Step(
            "phone", "without_telegram/ask_phone", read=CONTACT_PHONE.read, optional=True, takes=TEXT_OR_CONTACT
        ),
        SIGNED_ON,
        HELD_BY,
    ),
    _done,
    summary="without_telegram/summary",
    summary_context=_phone_given,
    private=frozenset({"phone"}),
    confirm_label="without_telegram.register_surely",
)  # fmt: skip
FORMS = (REGISTER,)
ROUTES: tuple[Route, ...] = (Press("wtadd", ask, Action.REGISTER),)
