"""A text that answers no message in particular: which session of this person is it about?"""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Plain, Press, Route
from handlers.sessions.session_card import show_private
from handlers.sessions.session_replies import ANSWERED, PLACES, answer, asks_for_card, slot_of, understood
from handlers.threads.passing_on import ask_back, offer, taken_up, written
from locales.fr.reply import Reply, read_reply
from locales.fr.second_thoughts import speaks_of_the_past
from locales.fr.when import read_when
from storage import agenda, sessions, supervision
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button
from storage.permissions import Action, Verdict, check
from storage.sessions import Session

AT_MOST = 6
"""How many sessions are offered to choose from."""
_OF_WHO_LEADS = frozenset({"not_coming", "late", "early_leave"})
_ELSEWHERE = frozenset({"coming", "companion", "thanks", "unsure", "later"})
"""What would rather answer the newest question, where that is not about a session."""


async def typed(ctx: Context) -> bool:
    """A text about a session that its author has joined, receives or leads; several: which one is asked."""
    if not ctx.text or await check(ctx.unit, ctx.person, Action.USE) is not Verdict.ALLOWED:
        return False
    read = read_reply(ctx.text, ctx.now.astimezone(PARIS))
    of_card = asks_for_card(ctx)
    if read.intent == "other" and not of_card:
        return False
    if _answers_another(ctx, read) or speaks_of_the_past(ctx.text):
        return False
    if of_card or read.intent == "question":
        return await _question(ctx, None if of_card else read.topic, of_card=of_card)
    joined = _on_that_day(ctx, await _of_theirs(ctx, read))
    if not joined:
        return False
    if read.intent != "thanks" and len(joined) > 1:
        await _which(ctx, joined)
        return True
    return await understood(ctx, joined[0])


async def _of_theirs(ctx: Context, read: Reply) -> list[Session]:
    """The sessions they joined; those they lead, too, where they say that they cannot come, or will be late."""
    joined = await agenda.sessions_joined(ctx.unit, ctx.me.id)
    if read.intent not in _OF_WHO_LEADS:
        return joined
    known = {one.id for one in joined}
    led = [one for one in await supervision.led_by(ctx.unit, ctx.me.id) if one.starts_at > ctx.now]
    return sorted([*joined, *(one for one in led if one.id not in known)], key=lambda one: one.starts_at)


def _answers_another(ctx: Context, read: Reply) -> bool:
    about = ctx.asked.subject if ctx.asked else None
    return about is not None and about.kind != "session" and read.intent in _ELSEWHERE


def _on_that_day(ctx: Context, found: list[Session]) -> list[Session]:
    """Those on a day the text names; all where it names none of theirs.

    «Ok pour le 2e» names one of what they have; «samedi oui, dimanche non» says too much to be about one day only.
    """
    meant = read_reply(ctx.text, ctx.now.astimezone(PARIS), choices=[slot_of(one) for one in found])
    if meant.sure and meant.date is not None:
        return [one for one in found if one.starts_at.astimezone(PARIS).date() == meant.date]
    named = {slot.date for slot in read_when(ctx.text, ctx.now.astimezone(PARIS)).slots}
    that_day = [one for one in found if one.starts_at.astimezone(PARIS).date() in named]
    if that_day or not named:
        return that_day or found
    weekdays = {day.weekday() for day in named}  # «samedi» may be a later one
    return [one for one in found if one.starts_at.astimezone(PARIS).weekday() in weekdays] or found


async def _question(ctx: Context, topic: str | None, *, of_card: bool) -> bool:
    overseen = _on_that_day(ctx, await agenda.sessions_overseen(ctx.unit, ctx.me.id))
    if overseen and of_card:
        await _cards(ctx, overseen)
        return True
    joined = _on_that_day(ctx, await agenda.sessions_joined(ctx.unit, ctx.me.id))
    if topic in ANSWERED | PLACES:
        found = (joined or overseen)[:AT_MOST]
        for session in found:
            await answer(ctx, session, topic, named=len(found) > 1)
        return bool(found)
    if len(joined) > 1:
        await _which(ctx, joined)
        return True
    return bool(joined) and await answer(ctx, joined[0], topic)


async def _cards(ctx: Context, found: list[Session]) -> None:
    """Who comes and what is missing stands on the card of a session, as its reader may see it."""
    if len(found) == 1:
        await show_private(ctx, found[0].id)
        return
    keyboard = [[_day("wdsession", one)] for one in found[:AT_MOST]]
    await ctx.say("replies/which_day", keyboard)


async def _which(ctx: Context, found: list[Session]) -> None:
    await ask_back(
        ctx, message("replies/which_day", [[_day("rpday", one)] for one in found[:AT_MOST]]), None, asks=False
    )


def _day(press: str, session: Session) -> Button:
    return button(
        "replies.day", press, session.id, start=session.starts_at.isoformat(), end=session.ends_at.isoformat()
    )


async def on_day(ctx: Context, session: int) -> None:
    """«Pour quelle journée ?»: what was written before is taken as said about this one, once."""
    if not written(ctx).text:
        await ctx.say("replies/write_again", subject=Subject("session", session), asks=True)
        return
    found = await sessions.get_session(ctx.unit, session)
    text = await taken_up(ctx, "replies/day_chosen", start=found.starts_at.isoformat(), end=found.ends_at.isoformat())
    if text is None:
        return
    ctx.text = text
    if found.is_open and found.starts_at > ctx.now and await understood(ctx, found):
        return
    if not await offer(ctx, Subject("session", session)):
        await ctx.say("threads/nobody")


ROUTES: tuple[Route, ...] = (
    Plain(typed, order=70),
    Press("rpday", on_day, Action.USE, subject="session"),
)
