"""A line of a plan, asked: what it is called, how much, and what else its part needs; or one of these anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.context import Context
from handlers.dispatch import allowed
from handlers.financing.plan import show
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.when_steps import read_one_day
from handlers.received import keep_file
from handlers.routing import Route
from locales.fr.money import read_euros, read_length, read_month, read_rate
from storage import financing, messages
from storage.cash import later
from storage.clock import PARIS
from storage.financing_plan import CostKind
from storage.ids import FileId, Subject
from storage.permissions import Action

LABEL_LENGTH = 80
MONTHS_OFFERED = 9
_FIELDS: dict[str, tuple[str, ...]] = {
    "costs": ("kind", "label", "amount", "due_month", "file_id"),
    "grants": ("label", "amount", "deadline", "due_month", "file_first"),
    "loans": ("label", "amount", "rate", "months", "due_month"),
    "own_funds": ("label", "amount", "due_month"),
    "in_kind": ("label", "donor", "value"),
}


def fields_of(part: str) -> tuple[str, ...]:
    """What a line of a part is asked. The order is in buttons already sent."""
    return _FIELDS[part]


class Line(BaseModel):
    """A line of a plan; amounts are cents, rates hundredths of a percent a year, months `2027-03`."""

    part: str
    which: str | None = None
    kind: CostKind = CostKind.OTHER
    label: str = ""
    donor: str = ""
    amount: int | None = None
    value: int | None = None  # of a gift: may be left out, time has no price
    rate: int = 0
    months: int = 1
    deadline: date | None = None
    due_month: str | None = None
    file_first: bool = True
    file_id: FileId | None = None

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        """These fields as they are kept: what a gift is worth is its amount."""
        told = self.model_dump(mode="json")
        return {"amount" if name == "value" else name: told[name] for name in names}


async def _read_label(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    fits = 1 <= len(given.text) <= LABEL_LENGTH
    return given.text if fits else Trouble("financing/label_unusable", {"length": LABEL_LENGTH})


async def _read_amount(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    return read_euros(given.text) or Trouble("financing/not_an_amount", {"said": given.text[:60]})


async def _read_rate(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    rate = read_rate(given.text)
    return Trouble("financing/not_a_rate", {"said": given.text[:60]}) if rate is None else rate


async def _read_length(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    return read_length(given.text) or Trouble("financing/not_a_length", {"said": given.text[:60]})


async def _read_month(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    today = ctx.now.astimezone(PARIS).date()
    return read_month(given.text, today) or Trouble("financing/not_a_month", {"said": given.text[:60]})


async def _read_quote(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    return await keep_file(ctx, given)


async def _months(ctx: Context, answers: Answers) -> list[Choice]:
    this = ctx.now.astimezone(PARIS).strftime("%Y-%m")
    return [
        Choice(month, "financing.month", {"month": f"{month}-01"})
        for month in (later(this, ahead) for ahead in range(MONTHS_OFFERED))
    ]


_YES_NO = (Choice(True, "financing.yes"), Choice(False, "financing.no"))
_ALL = (
    Step("kind", "financing/ask_kind", choices=tuple(Choice(k, f"financing.kind_{k}") for k in CostKind), per_line=2),
    Step("label", "financing/ask_label", _read_label),
    Step("donor", "financing/ask_donor", _read_label, optional=True),
    Step("amount", "financing/ask_amount", _read_amount),
    Step("value", "financing/ask_value", _read_amount, optional=True),
    Step("rate", "financing/ask_rate", _read_rate,
         tuple(Choice(n, "financing.rate", {"rate": n}) for n in (0, 100, 200, 400)), per_line=4),
    Step("months", "financing/ask_length", _read_length,
         tuple(Choice(n, "financing.length", {"months": n}) for n in (36, 60, 120, 180)), per_line=4),
    Step("deadline", "financing/ask_deadline", read_one_day, optional=True, dated=True),
    Step("due_month", "financing/ask_month", _read_month, _months, optional=True, per_line=3),
    Step("file_first", "financing/ask_file_first", choices=_YES_NO, per_line=2),
    Step("file_id", "financing/ask_quote", _read_quote, optional=True, takes=frozenset({"photo", "document"})),
)  # fmt: skip


def _asked(step: Step) -> Step:
    """The step, asked only where a line of this part has it: of all of them, or of the one to be told anew."""
    return replace(
        step, applies=lambda told: step.field in _FIELDS[told["part"]] and told.get("which") in (None, step.field)
    )


async def _added(ctx: Context, given: Line, about: dict[str, Any]) -> None:
    subject = Subject("household", about["household"])
    if given.part not in _FIELDS or not await allowed(ctx, Action.CHANGE_FINANCING, subject):
        return
    key = await financing.add(
        ctx.unit, given.part, subject.id, ctx.me.id, given.values(_FIELDS[given.part]), ctx.choices
    )
    await messages.touch(ctx.unit, subject)
    await ctx.toast("financing/kept" if key is not None else "financing/full", alert=key is None)
    await show(ctx, subject.id)


async def _changed(ctx: Context, given: Line, about: dict[str, Any]) -> None:
    subject = Subject("household", about["household"])
    if given.which not in _FIELDS.get(given.part, ()) or not await allowed(ctx, Action.CHANGE_FINANCING, subject):
        return
    same = await financing.household_of(ctx.unit, given.part, about["line"]) == subject.id
    done = same and await financing.change(
        ctx.unit, given.part, about["line"], ctx.me.id, given.values([given.which or ""])
    )
    await messages.touch(ctx.unit, subject)
    await ctx.toast("financing/kept" if done else "financing/line_gone")
    await show(ctx, subject.id)


_STEPS = tuple(_asked(step) for step in _ALL)
_PRIVATE = frozenset(step.field for step in _ALL)  # amounts stand in no queued message
ADD = Form("financing_add", Line, _STEPS, _added, private=_PRIVATE)
CHANGE = Form("financing_change", Line, _STEPS, _changed, private=_PRIVATE)
FORMS = (ADD, CHANGE)
ROUTES: tuple[Route, ...] = ()
