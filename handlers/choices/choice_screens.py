"""`/reglages`: the cooperative's choices, group by group, each in words with its default; changed and taken back."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from handlers.buttons import button, in_pairs
from handlers.choices import choice_form
from handlers.choices.choice_values import present
from handlers.context import Context
from handlers.routing import Command, Press, Route
from storage import choices as chosen
from storage.choice_kinds import editable, grouped, restore
from storage.choices import Choices
from storage.permissions import Action

PAGE = 5
WITH_TEXTS = "cooperative"
"""The group beside which the charter and the data notice stand."""
NUMBERS = {name: crc32(name.encode()) for name in Choices.model_fields}
"""Buttons name a choice by a number made of its name: one that was sent never comes to mean another choice."""
_NAMES = {number: name for name, number in NUMBERS.items()}


async def show(ctx: Context) -> None:
    """The groups, and how many choices of each are no longer at their default."""
    names = list(grouped())
    keys = [button(f"choices.group_{name}", "chgroup", at, 0) for at, name in enumerate(names)]
    keyboard = in_pairs(keys)
    changed = [name for name in editable() if present(ctx.choices, name)["changed"]]
    await ctx.show(
        "choices/groups",
        [*keyboard, [button("menu.menu", "menu")]],
        cooperative=ctx.choices.cooperative_name, changed=changed,
    )  # fmt: skip


async def group(ctx: Context, which: int, page: int) -> None:
    """A page of the choices of one group."""
    groups = list(grouped().items())
    if not 0 <= which < len(groups):
        await ctx.toast("refused/old_button")
        return
    title, names = groups[which]
    page = min(max(page, 0), (len(names) - 1) // PAGE)
    shown = names[page * PAGE : (page + 1) * PAGE]
    keyboard = [[button(f"choice.{name}", "chone", NUMBERS[name])] for name in shown]
    arrows = [button("lists.previous", "chgroup", which, page - 1)] if page else []
    if (page + 1) * PAGE < len(names):
        arrows.append(button("lists.next", "chgroup", which, page + 1))
    if title == WITH_TEXTS:
        keyboard.append([button("choices.charter", "owshow", 0), button("choices.notice", "owshow", 1)])
    lines = [present(ctx.choices, name) for name in shown]
    await ctx.show("choices/group", [*keyboard, arrows, [button("choices.back", "chshow")]], title=title, lines=lines)


async def one(ctx: Context, number: int) -> None:
    """One choice."""
    name = _named(number)
    if name is None:
        await ctx.toast("refused/old_button")
    else:
        await show_choice(ctx, name)


def _named(number: int) -> str | None:
    name = _NAMES.get(number)
    return name if name in editable() else None


async def show_choice(ctx: Context, name: str) -> None:
    """A choice as it stands now, what it means, and its default."""
    shown = present(await chosen.load(ctx.unit), name)
    number = NUMBERS[name]
    back = next(at for at, names in enumerate(grouped().values()) if name in names)
    undo = [button("choices.undo", "chundo", number, 0)] if shown["changed"] else []
    await ctx.show(
        "choices/one",
        [[button("choices.change", "chask", number)], undo, [button("choices.back", "chgroup", back, 0)]],
        **shown,
    )


async def ask(ctx: Context, number: int) -> None:
    """Ask for its new value."""
    name = _named(number)
    if name is None:
        await ctx.toast("refused/old_button")
    else:
        await choice_form.ask(ctx, name)


async def undo(ctx: Context, number: int, confirmed: int) -> None:
    """Back to its default, after a second tap."""
    name = _named(number)
    if name is None:
        await ctx.toast("refused/old_button")
        return
    if not confirmed:
        keyboard = [[button("choices.yes_undo", "chundo", number, 1)], [button("directory.back", "chone", number)]]
        shown: dict[str, Any] = present(ctx.choices, name)
        await ctx.show("choices/confirm_undo", keyboard, **shown)
        return
    done = await restore(ctx.unit, name, ctx.me.id)
    await ctx.toast("choices/changed" if done else "choices/as_it_was")
    await show_choice(ctx, name)


FORMS = (choice_form.TYPED, choice_form.TICKED, choice_form.PICKED)
_C = Action.SET_CHOICES
ROUTES: tuple[Route, ...] = (
    Command("reglages", show, _C),
    Press("chshow", show, _C),
    Press("chgroup", group, _C),
    Press("chone", one, _C),
    Press("chask", ask, _C),
    Press("chundo", undo, _C),
)
