"""`/financement`: the plan on one screen, what remains to be paid and to be found, and what to beware of."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Command, Press, Route, Viewer
from locales.fr.money import read_rate
from storage import choices as chosen
from storage import financing, hours, households, messages
from storage.cash import CashTimeline, timeline
from storage.clock import PARIS
from storage.financing_plan import GrantState, Plan, totals
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PARTS = ("costs", "grants", "loans", "own_funds", "in_kind")
"""The parts of a plan. Their order is in buttons already sent."""


class Contingency(BaseModel):
    """Percent."""

    percent: int


async def mine(ctx: Context) -> None:
    """The plan of one's own household; who has none is told how to begin."""
    found = await households.of_person(ctx.unit, ctx.me.id)
    if found:
        await show(ctx, found[0].id)
    else:
        await ctx.show("financing/no_household", [[button("households.ask", "hhask")], [button("menu.menu", "menu")]])


async def show(ctx: Context, household: int) -> None:
    """A household's plan, as a card that stays up to date."""
    card_of = message("financing/card", household=household)
    await ctx.display(card_of, subject=Subject("household", household), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The plan as the household and its coach see it."""
    subject = Subject("household", context["household"])
    if not viewer.private or await check(unit, viewer.person, Action.SEE_FINANCING, subject) is not Verdict.ALLOWED:
        return None
    plan = await financing.plan(unit, subject.id, await chosen.load(unit))
    home = await households.get(unit, subject.id)
    return message(
        "financing/plan",
        _buttons(plan),
        household=home.name,
        empty=plan.is_empty,
        percent=plan.contingency,
        received=await hours.received(unit, home.id),
        warnings=warnings(plan, timeline(plan), unit.now.astimezone(PARIS).date().isoformat()),
        **totals(plan).model_dump(),
    )


def warnings(plan: Plan, months: CashTimeline, today: str) -> list[dict[str, Any]]:
    """What to beware of, most pressing first: aids to file before anything is signed, deadlines, months that fail."""
    found: list[dict[str, Any]] = []
    for grant in plan.grants:
        if grant.state is GrantState.IDENTIFIED and grant.deadline:
            kind = "missed" if grant.deadline < today else "deadline"
            found.append({"kind": kind, "label": grant.label, "day": grant.deadline})
        if grant.state is GrantState.IDENTIFIED and grant.file_first:
            found.append({"kind": "file_first", "label": grant.label})
    if months.short:
        worst = min(months.short, key=lambda month: month.balance)
        found.append({"kind": "short", "month": f"{months.short[0].month}-01", "amount": -worst.balance})
    return found


def _buttons(plan: Plan) -> list[list[Button]]:
    home = plan.household_id
    counts = {part: len(getattr(plan, part)) for part in PARTS}
    parts = [button(f"financing.{part}", "fipart", home, at, 0, count=counts[part]) for at, part in enumerate(PARTS)]
    months = button("financing.months", "fimonths", home, 0)
    return [
        parts[:2], parts[2:4], [parts[4], months],
        [button("financing.contingency", "fireserve", home, percent=plan.contingency), button("menu.menu", "menu")],
    ]  # fmt: skip


async def reserve(ctx: Context, household: int) -> None:
    """Ask how much is set aside for what nobody foresees."""
    await open_form(ctx, RESERVE, about={"household": household})


async def _read_percent(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    rate = read_rate(given.text)
    if rate is None or rate % 100 or not 0 <= rate <= 5_000:
        return Trouble("financing/not_a_percent", {"said": given.text[:60]})
    return rate // 100


async def _reserved(ctx: Context, given: Contingency, about: dict[str, Any]) -> None:
    subject = Subject("household", about["household"])
    if await allowed(ctx, Action.CHANGE_FINANCING, subject):
        await financing.set_contingency(ctx.unit, subject.id, ctx.me.id, given.percent)
        await messages.touch(ctx.unit, subject)
        await ctx.toast("financing/kept")
        await show(ctx, subject.id)


RESERVE = Form(
    "financing_reserve", Contingency,
    (
        Step("percent", "financing/ask_percent", _read_percent,
             tuple(Choice(n, "financing.percent", {"percent": n}) for n in (5, 10, 15, 20)), per_line=4),
    ),
    _reserved,
)  # fmt: skip
FORMS = (RESERVE,)
VIEWS = {"financing/card": card}
ROUTES: tuple[Route, ...] = (
    Command("financement", mine),
    Press("fiplan", show, Action.SEE_FINANCING, subject="household"),
    Press("fireserve", reserve, Action.CHANGE_FINANCING, subject="household"),
)
