"""Notes on a household between those who follow it; each has an author and a date, and only its author removes it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from storage import household_notes, households, messages
from storage.household_notes import LENGTH, Note
from storage.ids import HouseholdId, Subject
from storage.outbox import Button
from storage.permissions import Action

PAGE = 4
SHOWN = 700


class Written(BaseModel):
    """A note."""

    text: str


async def show(ctx: Context, household: int, before: int = 0) -> None:
    """The notes, the newest first; `before`: those older than this one."""
    home = await households.get(ctx.unit, household)
    found = await household_notes.of_household(ctx.unit, household, limit=PAGE + 1, before=before or None)
    shown = found[:PAGE]
    keyboard: list[list[Button]] = [[button("household_note.add", "ntadd", household)]]
    keyboard += [[_remove(household, note)] for note in shown if note.author_id == ctx.me.id]
    leaf = [button("household_note.newest", "ntlist", household, 0)] if before else []
    if len(found) > PAGE:
        leaf.append(button("household_note.older", "ntlist", household, shown[-1].id))
    await ctx.show(
        "households/notes", [*keyboard, leaf, [button("household_note.back", "hhcard", household)]],
        household=home.name, lines=[_line(note) for note in shown],
    )  # fmt: skip


def _remove(household: int, note: Note) -> Button:
    return button("household_note.remove", "ntgone", household, note.id, 0, text=note.text)


def _line(note: Note) -> dict[str, Any]:
    return {"author": note.author, "text": note.text[:SHOWN], "at": note.written_at.isoformat()}


async def add(ctx: Context, household: int) -> None:
    """Ask for the words."""
    await open_form(ctx, FORM, about={"household": household})


async def _read(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    text = given.text.strip()
    return text if 0 < len(text) <= LENGTH else Trouble("households/note_unusable", {"length": LENGTH})


async def _written(ctx: Context, given: Written, about: dict[str, Any]) -> None:
    household = HouseholdId(about["household"])
    if not await allowed(ctx, Action.KEEP_NOTES, Subject("household", household)):
        return
    await household_notes.add(ctx.unit, household, ctx.me.id, given.text)
    await messages.touch(ctx.unit, Subject("household", household))
    await show(ctx, household)


async def remove(ctx: Context, household: int, note: int, confirmed: int) -> None:
    """Remove one's own note, after a second tap."""
    if not confirmed:
        keyboard = [
            [button("household_note.yes_remove", "ntgone", household, note, 1)],
            [button("directory.back", "ntlist", household, 0)],
        ]
        await ctx.show("households/remove_note", keyboard)
        return
    gone = await household_notes.remove(ctx.unit, HouseholdId(household), note, ctx.me.id)
    await ctx.toast("households/note_removed" if gone else "refused/old_button")
    await messages.touch(ctx.unit, Subject("household", household))
    await show(ctx, household)


FORM = Form("household_note", Written, (Step("text", "households/ask_note", read=_read),), _written)
FORMS = (FORM,)
_K = Action.KEEP_NOTES
ROUTES: tuple[Route, ...] = (
    Press("ntlist", show, _K, subject="household"),
    Press("ntadd", add, _K, subject="household"),
    Press("ntgone", remove, _K, subject="household"),
)
