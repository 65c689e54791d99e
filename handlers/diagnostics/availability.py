"""When a coach receives: windows published in one sentence, shown, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.asked_back import Reading, asked_back, hours_missing
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Command, Press, Route
from locales.fr.when import read_when
from storage import availabilities
from storage.clock import PARIS
from storage.permissions import Action


class Window(BaseModel):
    """A window, as typed."""

    start: datetime
    end: datetime


class Windows(BaseModel):
    """One or several."""

    windows: list[Window]


async def publish(ctx: Context) -> None:
    """Ask for the windows."""
    await open_form(ctx, PUBLISH)


async def _read_windows(ctx: Context, given: Given, answers: Answers) -> list[dict[str, Any]] | Trouble:
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, _windows)
    lacking = next((slot for slot in found.slots if slot.end is None), None)
    if lacking is not None:
        return hours_missing(lacking.date, _windows, "diagnostics/hours_missing")
    return _windows(found.slots) or Trouble("dates/ambiguous", {"problem": None})


def _windows(slots: Reading) -> list[dict[str, Any]] | None:
    windows = []
    for slot in slots:
        if slot.start is None or slot.end is None:
            return None
        start, end = (datetime.combine(slot.date, moment, PARIS) for moment in (slot.start, slot.end))
        windows.append(Window(start=start, end=end).model_dump(mode="json"))
    return windows


async def _details(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"visit": ctx.choices.visit_minutes, "travel": ctx.choices.travel_margin_minutes}


async def _published(ctx: Context, given: Windows, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.PUBLISH_AVAILABILITY):
        return
    for window in given.windows:
        await availabilities.publish(ctx.unit, ctx.me.id, window.start, window.end)
    shown = [{"start": window.start.isoformat(), "end": window.end.isoformat()} for window in given.windows]
    await ctx.show("diagnostics/published", [[button("diagnostics.windows", "dxwindows")]], windows=shown)


async def windows(ctx: Context) -> None:
    """One's published windows."""
    found = await availabilities.coming(ctx.unit, ctx.me.id)
    keyboard = [
        [button("diagnostics.window", "dxclose", w.id, start=w.starts_at.isoformat(), end=w.ends_at.isoformat())]
        for w in found
    ]
    last = [
        [button("diagnostics.publish", "dxpublish"), button("absence.tell", "awtell")],
        [button("menu.menu", "menu")],
    ]
    await ctx.show("diagnostics/windows", [*keyboard, *last], windows=len(found))


async def close(ctx: Context, window: int) -> None:
    """Take a window back."""
    closed = await availabilities.close(ctx.unit, window, ctx.me.id)
    await ctx.toast("diagnostics/window_closed" if closed else "refused/old_button")
    await windows(ctx)


PUBLISH = Form(
    "publish_windows",
    Windows,
    (Step("windows", "diagnostics/ask_publish", _read_windows, details=_details, dated=True),),
    _published,
)
FORMS = (PUBLISH,)
ROUTES: tuple[Route, ...] = (
    Command("creneaux", windows, Action.PUBLISH_AVAILABILITY),
    Press("dxpublish", publish, Action.PUBLISH_AVAILABILITY),
    Press("dxwindows", windows, Action.PUBLISH_AVAILABILITY),
    Press("dxclose", close, Action.PUBLISH_AVAILABILITY),
)
