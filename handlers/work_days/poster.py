"""A work day for those who are not here yet: the facts that everybody may know, their public link, and a poster."""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import Any

import segno

from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Press, Route, Sheet, Viewer
from handlers.sessions.session_card import plan_facts, session_line
from locales import texts
from storage import choices as chosen
from storage import sessions, web_links, work_days
from storage.choices import Choices
from storage.ids import Subject
from storage.outbox import Attachment, Button, Message
from storage.permissions import Action
from storage.store import Unit
from storage.work_days import WorkDay

POSTER = "poster"
SHOWN = 8
"""Sessions named one by one."""


async def facts(unit: Unit, day: WorkDay, choices: Choices) -> dict[str, Any]:
    """Return what everybody may know of a work day: its plan without the address, and its sessions to come."""
    found = await sessions.sessions_of(unit, day.id)
    coming = [one for one in found if one.is_open and one.starts_at > unit.now]
    lines = [await session_line(unit, one, choices) for one in coming[:SHOWN]]
    return {**plan_facts(day), "sessions": lines, "more": max(0, len(coming) - SHOWN)}


async def public_link(ctx: Context, work_day: int) -> str:
    """Return where a link or a QR code leads: our public page, or where there is none our private chat."""
    if ctx.bot.public_url:
        return f"{ctx.bot.public_url}/j/{await web_links.publish(ctx.unit, work_day)}"
    return f"https://t.me/{ctx.bot.username}?start=d-{work_day}"


def poster_buttons(work_day: int, languages: Collection[str]) -> list[Button]:
    """Return a button for the poster in each of these languages; one alone need not say which it is."""
    known = texts.languages()
    spoken = sorted(languages, key=known.index)
    labels = ["work_days.poster"] if len(spoken) == 1 else [f"work_days.poster_{language}" for language in spoken]
    return [
        button(label, "wdposter", work_day, known.index(language))
        for label, language in zip(labels, spoken, strict=True)
    ]


async def send(ctx: Context, work_day: int, language: int) -> None:
    """Send the poster of a work day, in one of our languages (their number)."""
    known = texts.languages()
    if not 0 <= language < len(known):
        await ctx.toast("refused/old_button")
        return
    day = await work_days.get_work_day(ctx.unit, work_day)
    if not (await facts(ctx.unit, day, ctx.choices))["sessions"]:
        await ctx.toast("work_days/over_already", alert=True)
        return
    context = {"work_day": work_day, "language": known[language], "link": await public_link(ctx, work_day)}
    await ctx.toast("work_days/poster_coming")
    await ctx.send(
        Message(name="work_days/poster", attachment=Attachment(make=POSTER, context=context)),
        subject=Subject("work_day", work_day),
    )


async def poster(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Sheet | None:
    """The poster of a work day (`work_day`) in a `language`, with its `link`; the commune only, never the address."""
    try:
        day = await work_days.get_work_day(unit, context["work_day"])
    except LookupError:
        return None
    choices = await chosen.load(unit)
    told = await facts(unit, day, choices)
    if not told["sessions"]:
        return None
    language, link = context["language"], context["link"]
    data = {
        "title": texts.plain(language, "sheets/poster_title", told),
        "place": texts.plain(language, "sheets/poster_place", told),
        "when": texts.plain(language, "sheets/poster_when", told).splitlines(),
        "facts": texts.plain(language, "sheets/poster_facts", told).splitlines(),
        "link": link.removeprefix("https://"),
        "qr": qr(link),
        "cooperative": choices.cooperative_name,
    }
    return Sheet(texts.label(language, "sheets.poster_file", {}), language, "poster", data)


def qr(link: str) -> str:
    """Return a QR code as SVG; a quarter of it may be hidden or torn."""
    drawn = io.BytesIO()
    segno.make(link, error="q", micro=False).save(drawn, kind="svg", border=2, scale=4)
    return drawn.getvalue().decode()


MAKERS = {POSTER: poster}
ROUTES: tuple[Route, ...] = (Press("wdposter", send, Action.USE, subject="work_day"),)
