"""*Partager*, and a work day's card in any chat: offered while someone types our name, kept up to date where it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Event, Press, Reply, Route, Viewer
from handlers.sessions.session_card import PUBLIC_CARD, public_card, session_line
from handlers.threads.passing_on import pass_on
from handlers.work_days.poster import facts, poster_buttons, public_link
from locales import texts
from locales.fr.communes import find_commune
from storage import messages, outbox, sessions, work_days
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.work_days import WorkDay

PREFIX = "d-"
OFFERED = 10


async def share(ctx: Context, work_day: int) -> None:
    """What brings others: the card for any chat, a text to copy, a link, a poster. The address is in none of them."""
    day = await work_days.get_work_day(ctx.unit, work_day)
    told = await facts(ctx.unit, day, ctx.choices)
    if not told["sessions"]:
        await ctx.toast("work_days/over_already", alert=True)
        return
    link = await public_link(ctx, work_day)
    text = texts.plain(ctx.choices.group_language, "work_days/share_text", {**told, "link": link})
    oversees = await check(ctx.unit, ctx.person, Action.SEE_PARTICIPANTS, Subject("work_day", work_day))
    back = "wdopen" if oversees is Verdict.ALLOWED else "wdcard"
    keyboard = [
        [Button(label="work_days.share_in_chat", share=f"{PREFIX}{work_day}")],
        [Button(label="work_days.share_whatsapp", url=f"https://wa.me/?text={quote(text)}")],
        poster_buttons(work_day, {ctx.choices.group_language, ctx.language}),
        [button("sessions.back", back, work_day)],
    ]
    await ctx.show("work_days/share", keyboard, text=text, link=link)


async def offered(ctx: Context) -> None:
    """`inline_query`: the work day asked for, or those that come (of a commune); nothing for who is no member."""
    asked = ctx.update.inline_query
    if asked is None:
        return
    may = await check(ctx.unit, ctx.person, Action.USE) is Verdict.ALLOWED
    results = [await _result(ctx, day) for day in await _wanted(ctx, asked.query)] if may else []
    context = {"results": [one for one in results if one], "language": ctx.choices.group_language}
    await outbox.put(
        ctx.unit, Message(name="", context=context), kind="inline",
        chat=ctx.account.id, person=ctx.person.id if ctx.person else None, target=asked.id,
        expires_at=ctx.now + outbox.ANSWER_EXPIRES,
    )  # fmt: skip


async def _wanted(ctx: Context, query: str) -> list[WorkDay]:
    number = _number(query)
    if number is not None:
        return [await work_days.get_work_day(ctx.unit, number)] if await work_days.exists(ctx.unit, number) else []
    place = find_commune(query).found if query.strip() else None
    return await work_days.coming(ctx.unit, commune=place.insee if place else None, limit=OFFERED)


def _number(text: str) -> int | None:
    digits = text.strip().removeprefix(PREFIX)
    known = text.strip().startswith(PREFIX) and digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if known else None


async def _result(ctx: Context, day: WorkDay) -> dict[str, Any] | None:
    card = await public_card(ctx.unit, Viewer(None, 0, private=False), {"work_day": day.id})
    coming = [s for s in await sessions.sessions_of(ctx.unit, day.id) if s.is_open and s.starts_at > ctx.now]
    if card is None or not coming:
        return None
    line = await session_line(ctx.unit, coming[0], ctx.choices)
    title = message("work_days/inline_title", works=list(day.works), commune=day.commune)
    first = message("work_days/inline_line", start=line["start"], end=line["end"], free=line["free"])
    shown = {"title": title, "line": first, "card": card}
    return {"id": f"{PREFIX}{day.id}", **{name: what.model_dump(mode="json") for name, what in shown.items()}}


async def posted(ctx: Context) -> None:
    """`chosen_inline_result`: the card now stands in a chat we may not know; it follows every change."""
    chosen = ctx.update.chosen_inline_result
    number = _number(chosen.result_id) if chosen else None
    if chosen is None or number is None or not chosen.inline_message_id:
        return
    if await work_days.exists(ctx.unit, number):
        await messages.post_card(
            ctx.unit, PUBLIC_CARD, {"work_day": number}, Subject("work_day", number), person=None,
            inline=chosen.inline_message_id,
        )  # fmt: skip


async def replied(ctx: Context, subject: Subject) -> bool:
    """A text that answers the card of a work day goes to its household."""
    if not ctx.text or ctx.person is None or not ctx.me.accepted:
        return False
    return ctx.pointed and await pass_on(ctx, subject, ctx.text)


ROUTES: tuple[Route, ...] = (
    Press("wdshare", share, Action.USE, subject="work_day"),
    Event("inline_query", offered),
    Event("chosen_inline_result", posted),
    Reply("work_day", replied),
)
