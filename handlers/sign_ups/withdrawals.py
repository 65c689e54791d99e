"""*Me désister*: asked once, with an optional word, undone for five minutes; the seat goes to the next."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from handlers.sessions.session_card import show_private
from handlers.sign_ups.offers import move_list, take
from handlers.sign_ups.seat_messages import line_message, seat_message
from handlers.the_day.taking_back import take_back
from storage import agenda, households, outbox, people, seats, sessions, urgent_news, waitlist
from storage.ids import PersonId, Subject
from storage.outbox import Button
from storage.people import Person
from storage.permissions import Action
from storage.quiet import notice_time
from storage.seats import SignUp, SignUpState
from storage.sign_ups import Verdict
from storage.store import Unit

MAX_WORD = 500
ASKS_TO_LEAVE = "sign_ups/withdraw"
NEWS = ("sessions/changed", "sessions/moved")
"""What is told about a session to who comes: no longer to who withdrew."""


class Word(BaseModel):
    """A word to the household; none is asked for."""

    word: str


async def ask(ctx: Context, session: int) -> None:
    """The button «Me désister»: are they sure, and do those who come with them follow?"""
    theirs = await _leavable(ctx, session)
    if not theirs:
        return
    found = await sessions.get_session(ctx.unit, session)
    others = [await people.get(ctx.unit, one.person_id) for one in theirs if one.person_id != ctx.me.id]
    adults = [one.name for one in others if one.guardian_id is None]
    own = theirs[0].person_id == ctx.me.id
    await ctx.show(
        ASKS_TO_LEAVE,
        [*_choices(session, adults if own else []), [button("sign_ups.stay", "sokeep", session)]],
        start=found.starts_at.isoformat(),
        end=found.ends_at.isoformat(),
        commune=found.commune,
        own=own,
        waiting=theirs[0].state is SignUpState.WAITING,
        adults=adults,
        minors=[one.name for one in others if one.guardian_id is not None],
        subject=Subject("session", session),
        asks=True,
    )


def _choices(session: int, adults: list[str]) -> list[list[Button]]:
    if not adults:
        return [[button("sign_ups.leave", "soleave", session, 1)], [button("sign_ups.word", "soword", session, 1)]]
    return [
        [button("sign_ups.leave_all", "soleave", session, 1)],
        [button("sign_ups.leave_alone", "soleave", session, 0)],
        [button("sign_ups.word", "soword", session, 1)],
    ]


async def _leavable(ctx: Context, session: int) -> list[SignUp]:
    """What they, and those they bring, may still give back; nothing: they are told how things stand."""
    theirs = await seats.party(ctx.unit, ctx.me.id, session)
    found = await sessions.get_session(ctx.unit, session)
    if not theirs:
        await ctx.toast("sign_ups/not_in")
    elif not found.is_open or found.starts_at <= ctx.now:
        await ctx.toast("sign_ups/begun", alert=True)
    else:
        return theirs
    return []


async def leave(ctx: Context, session: int, together: int = 1) -> None:
    """They are sure."""
    if await _leavable(ctx, session):
        await _leave(ctx, session, None, together=bool(together))


async def ask_word(ctx: Context, session: int, together: int = 1) -> None:
    """They would like to say why, or to say sorry."""
    if await _leavable(ctx, session):
        await open_form(ctx, WORD, about={"session": session, "together": together})


async def _with_word(ctx: Context, given: Word, about: dict[str, Any]) -> None:
    if await _leavable(ctx, about["session"]):
        await _leave(ctx, about["session"], given.word, together=bool(about["together"]))


async def _leave(ctx: Context, session: int, word: str | None, *, together: bool) -> None:
    before = await seats.party(ctx.unit, ctx.me.id, session)
    given = await give_back(ctx, ctx.me.id, session, word, together=together)
    found = await sessions.get_session(ctx.unit, session)
    await ctx.show(
        "sign_ups/withdrawn",
        [[button("sign_ups.undo", "soundo", session)], [button("sign_ups.agenda", "agenda", 0, 0)]],
        start=found.starts_at.isoformat(),
        count=len(given),
        seated=any(one.state is SignUpState.SEATED for one in before),
        kept=given[0].is_kept(ctx.now),
    )


async def give_back(
    ctx: Context, person: PersonId, session: int, word: str | None = None, *, together: bool = True
) -> list[SignUp]:
    """Give back what a person has in a session, for themselves or by who acts for them; the hosts are told."""
    before = await seats.party(ctx.unit, person, session)
    given = await waitlist.withdraw(ctx.unit, person, session, word, with_companions=together)
    await outbox.drop_subject(ctx.unit, Subject("session", session), person=person, names=NEWS)
    await urgent_news.answer_session(ctx.unit, session, person)
    for one in {person, *(one.person_id for one in given)}:
        await take_back(ctx.unit, one, session)
    await move_list(ctx.unit, ctx.choices, session)
    if given and any(one.state is SignUpState.SEATED for one in before):
        await tell_hosts(ctx, session, given, word)
    return given


async def tell_hosts(ctx: Context, session: int, given: list[SignUp], word: str | None) -> None:
    """The household and who leads the session learn of a freed seat, with the word; no reproach is in it."""
    found = await sessions.get_session(ctx.unit, session)
    hosts = [one.id for one in await households.members(ctx.unit, found.household_id)]
    leads = [one.id for one in await sessions.supervisors(ctx.unit, session)]
    counted = await seats.count(ctx.unit, found, ctx.choices, given[0].kind)
    what = message(
        "sign_ups/someone_left",
        [[button("sign_ups.open", "wdsession", session)]],
        who=(await people.get(ctx.unit, given[0].person_id)).name,
        kind=given[0].kind.value,
        others=len(given) - 1,
        word=word,
        start=found.starts_at.isoformat(),
        taken=counted.taken - counted.offered,
        offered=counted.offered,
        capacity=counted.capacity,
        waiting=counted.waiting,
    )
    for person in dict.fromkeys([*hosts, *leads]):
        if person != ctx.me.id:
            await notify(
                ctx.unit, person, what, subject=Subject("session", session), expires_at=found.starts_at,
                not_before=notice_time(ctx.choices, ctx.now, found.starts_at),
            )  # fmt: skip


async def undo(ctx: Context, session: int) -> None:
    """«Rétablir»: for five minutes the seat is kept, near the session if it is still free; else a place in line."""
    verdict, back = await waitlist.restore(ctx.unit, ctx.me.id, session, ctx.choices)
    mine = next(iter(back), None)
    if verdict is Verdict.ALREADY_IN:
        await ctx.toast("sign_ups/no_already_in")
    elif mine is None:
        await ctx.toast("sign_ups/undo_over" if verdict is Verdict.PAST else f"sign_ups/no_{verdict}", alert=True)
    elif mine.state is SignUpState.SEATED:
        await ctx.toast("sign_ups/restored")
        await ctx.send(seat_message(mine), subject=Subject("session", session), asks=True)
    else:
        await ctx.toast("sign_ups/restored_waiting", alert=True, rank=await seats.rank(ctx.unit, mine))
        await ctx.send(line_message(mine), subject=Subject("session", session))


async def keep(ctx: Context, session: int) -> None:
    """«Je viens», after a reminder, a change or a second thought: kept, and seen by who receives and who leads.

    An offered seat is taken by it; for who waits nothing changes.
    """
    theirs = await seats.party(ctx.unit, ctx.me.id, session)
    found = await sessions.get_session(ctx.unit, session)
    if not theirs:
        await ctx.toast("sign_ups/not_in", alert=True)
    elif not found.is_open or found.starts_at <= ctx.now:
        await ctx.toast("sign_ups/begun", alert=True)
    elif theirs[0].state is SignUpState.OFFERED:
        await take(ctx, theirs[0].id)
        return
    else:
        for one in theirs:
            await seats.confirm(ctx.unit, one, ctx.me.id)
        await urgent_news.answer_session(ctx.unit, session, ctx.me.id)
        seated = any(one.state is SignUpState.SEATED for one in theirs)
        await ctx.toast("sign_ups/kept" if seated else "sign_ups/kept_line")
    await show_private(ctx, session)


async def _read_word(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    if not given.text:
        return Trouble("forms/use_words")
    return given.text[:MAX_WORD]


async def dismissed(ctx: Context, about: dict[str, Any]) -> None:
    """No word after all: the question stands again."""
    await ask(ctx, about["session"])


async def cancellable(unit: Unit, person: Person) -> list[Button]:
    """What `/annuler` offers to give back: seats and places in line, of those one brings too, soonest first."""
    found, _ = await agenda.sign_ups_of(unit, person.id, offset=0, limit=12)
    own = [await sessions.get_session(unit, one) for one in dict.fromkeys(one.session_id for one in found)]
    return [button("sign_ups.withdraw_one", "sowithdraw", one.id, start=one.starts_at.isoformat()) for one in own]


CANCELLABLE = cancellable
WORD = Form(
    "withdraw_word", Word, (Step("word", "sign_ups/ask_word", read=_read_word),), _with_word, cancelled=dismissed
)
FORMS = (WORD,)
ROUTES: tuple[Route, ...] = (
    Press("sowithdraw", ask, Action.SIGN_UP, subject="session", always=True),
    Press("soleave", leave, Action.SIGN_UP, subject="session", always=True),
    Press("soword", ask_word, Action.SIGN_UP, subject="session", always=True),
    Press("soundo", undo, Action.SIGN_UP, subject="session"),
    Press("sokeep", keep, Action.SIGN_UP, subject="session"),
)
