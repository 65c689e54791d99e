"""The lines of a plan: those of one part, one of them, how far it is, and taking it away."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, in_pairs
from handlers.context import Context
from handlers.financing.line_form import ADD, CHANGE, fields_of
from handlers.financing.plan import PARTS
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from storage import financing, messages
from storage.financing_plan import GrantState, Loan, LoanState
from storage.ids import Subject
from storage.loans import cost, monthly_payment
from storage.outbox import Button
from storage.permissions import Action

PAGE = 6
STATES: dict[str, tuple[str, ...]] = {"grants": tuple(GrantState), "loans": tuple(LoanState)}
"""The states of aids and of loans. Their order is in buttons already sent."""


async def part(ctx: Context, household: int, which: int, page: int) -> None:
    """The lines of one part, and a button to add one."""
    if not 0 <= which < len(PARTS):
        await ctx.toast("refused/old_button")
        return
    plan = await financing.plan(ctx.unit, household, ctx.choices)
    lines = getattr(plan, PARTS[which])
    page = min(max(page, 0), max(len(lines) - 1, 0) // PAGE)
    shown = lines[page * PAGE : (page + 1) * PAGE]
    keyboard = [
        [button("financing.line", "filine", household, which, one.id, said=one.label, amount=one.amount)]
        for one in shown
    ]
    arrows = [button("lists.previous", "fipart", household, which, page - 1)] if page else []
    if len(lines) > (page + 1) * PAGE:
        arrows.append(button("lists.next", "fipart", household, which, page + 1))
    last = [button("financing.add", "fiadd", household, which), button("financing.back", "fiplan", household)]
    await ctx.show(
        f"financing/part_{PARTS[which]}", [*keyboard, arrows, last], count=len(lines),
        total=sum(one.amount or 0 for one in lines),
    )  # fmt: skip


async def line(ctx: Context, household: int, which: int, key: int) -> None:
    """One line: what it says, how far it is, and what can be done with it."""
    found = await _line(ctx, household, which, key)
    if found is None:
        return
    keyboard = [
        *_states(household, which, found),
        *in_pairs([
            button(f"financing.change_{name}", "fichange", household, which, key, at)
            for at, name in enumerate(fields_of(PARTS[which]))
        ]),
        [
            button("financing.remove", "fidrop", household, which, key, 0),
            button("financing.to_part", "fipart", household, which, 0),
        ],
    ]  # fmt: skip
    await ctx.show(f"financing/line_{PARTS[which]}", keyboard, **found.model_dump(), **_reckoned(found))


def _reckoned(found: Any) -> dict[str, Any]:
    """What a loan costs each month, and in all."""
    if not isinstance(found, Loan):
        return {}
    terms = (found.amount, found.rate, found.months)
    return {"payment": monthly_payment(*terms), "interest": cost(*terms)}


def _states(household: int, which: int, found: Any) -> list[list[Button]]:
    names = STATES.get(PARTS[which])
    if names is None:
        return []
    return in_pairs(
        [
            button(f"financing.to_{state}", "fimove", household, which, found.id, names.index(state))
            for state in financing.next_states(found)
        ]
    )


async def _line(ctx: Context, household: int, which: int, key: int) -> Any | None:
    """The line, if it is of this household's plan; else the screen it was on is shown afresh."""
    if 0 <= which < len(PARTS):
        found = await financing.line(ctx.unit, PARTS[which], key)
        if found is not None and await financing.household_of(ctx.unit, PARTS[which], key) == household:
            return found
    await ctx.toast("financing/line_gone")
    await part(ctx, household, which if 0 <= which < len(PARTS) else 0, 0)
    return None


async def add(ctx: Context, household: int, which: int) -> None:
    """Ask for a new line."""
    if 0 <= which < len(PARTS):
        await open_form(ctx, ADD, prefill={"part": PARTS[which]}, about={"household": household})
    else:
        await ctx.toast("refused/old_button")


async def change(ctx: Context, household: int, which: int, key: int, field: int) -> None:
    """Ask for one thing of a line anew."""
    if await _line(ctx, household, which, key) is None:
        return
    names = fields_of(PARTS[which])
    if not 0 <= field < len(names):
        await ctx.toast("refused/old_button")
        return
    prefill = {"part": PARTS[which], "which": names[field]}
    await open_form(ctx, CHANGE, prefill=prefill, about={"household": household, "line": key})


async def move(ctx: Context, household: int, which: int, key: int, state: int) -> None:
    """An aid or a loan goes a step on, or back."""
    if await _line(ctx, household, which, key) is None:
        return
    names = STATES.get(PARTS[which], ())
    if not 0 <= state < len(names) or not await financing.move(ctx.unit, PARTS[which], key, ctx.me.id, names[state]):
        await ctx.toast("refused/old_button")
    else:
        await messages.touch(ctx.unit, Subject("household", household))
        await ctx.toast("financing/kept")
    await line(ctx, household, which, key)


async def drop(ctx: Context, household: int, which: int, key: int, confirmed: int) -> None:
    """Take a line away, after a second tap."""
    found = await _line(ctx, household, which, key)
    if found is None:
        return
    if not confirmed:
        keyboard = [
            [button("financing.yes_remove", "fidrop", household, which, key, 1)],
            [button("financing.keep", "filine", household, which, key)],
        ]
        await ctx.show("financing/confirm_removal", keyboard, label=found.label)
        return
    await financing.remove(ctx.unit, PARTS[which], key, ctx.me.id)
    await messages.touch(ctx.unit, Subject("household", household))
    await ctx.toast("financing/removed")
    await part(ctx, household, which, 0)


_SEE, _CHANGE = Action.SEE_FINANCING, Action.CHANGE_FINANCING
ROUTES: tuple[Route, ...] = (
    Press("fipart", part, _SEE, subject="household"),
    Press("filine", line, _SEE, subject="household"),
    Press("fiadd", add, _CHANGE, subject="household"),
    Press("fichange", change, _CHANGE, subject="household"),
    Press("fimove", move, _CHANGE, subject="household"),
    Press("fidrop", drop, _CHANGE, subject="household"),
)
