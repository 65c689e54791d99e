"""Changing one choice: typed, ticked or picked as its kind wants, confirmed with before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from handlers.choices.choice_values import fits, limits, options, present, read, said
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Step
from handlers.forms.forms import open_form
from storage.choice_kinds import Kind, change, kind_of, of_works, plain
from storage.permissions import Action


class Changed(BaseModel):
    """The name of a choice and what it is to be."""

    name: str
    value: Any = None


async def ask(ctx: Context, name: str) -> None:
    """Ask for the new value of a choice."""
    kind = kind_of(name)
    if kind is Kind.SEVERAL:  # what holds today is ticked
        ticked = {"name": name, "value": plain(getattr(ctx.choices, name))}
        await open_form(ctx, TICKED, prefill=ticked, at="value")
    else:
        await open_form(ctx, PICKED if kind in (Kind.YES_NO, Kind.ONE_OF) else TYPED, prefill={"name": name})


async def _offered(ctx: Context, answers: Answers) -> Sequence[Choice]:
    name = answers["name"]
    if kind_of(name) is Kind.YES_NO:
        return (Choice(True, "choices.yes"), Choice(False, "choices.no"))
    if of_works(name):
        return [Choice(work, "profile.work", {"work": work}) for work in options(name)]
    return [Choice(option, f"choice_option.{option}") for option in options(name)]


async def _details(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {**present(ctx.choices, answers["name"]), **limits(answers["name"])}


async def _before_and_after(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    name = answers["name"]
    return {**present(ctx.choices, name), "after": said(name, answers.get("value"))}


async def _done(ctx: Context, changed: Changed, about: dict[str, Any]) -> None:
    from handlers.choices.choice_screens import show_choice  # it opens this form

    if not await allowed(ctx, Action.SET_CHOICES):
        return
    value = plain(changed.value)
    if kind_of(changed.name) is Kind.SEVERAL:  # in their own order, whatever was ticked first
        value = [option for option in options(changed.name) if option in (value or [])]
    if not fits(changed.name, value):
        await ctx.toast("refused/old_button")
        return
    done = await change(ctx.unit, changed.name, value, ctx.me.id)
    await ctx.toast("choices/changed" if done else "choices/as_it_was")
    await show_choice(ctx, changed.name)


def _form(name: str, step: Step) -> Form:
    return Form(name, Changed, (step,), _done, summary="choices/confirm", summary_context=_before_and_after)


TYPED = _form("choice_typed", Step("value", "choices/ask", read=read, details=_details))
TICKED = _form("choice_ticked", Step("value", "choices/ask", choices=_offered, many=True, per_line=2, details=_details))
PICKED = _form("choice_picked", Step("value", "choices/ask", choices=_offered, details=_details))
