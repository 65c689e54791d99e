"""Telling everyone a session concerns what changed, each with the answer that fits: one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from handlers.buttons import button
from handlers.context import Context, message, notify
from storage import gate, households, numbers, seats, sessions, urgent_news
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Button
from storage.people import Person
from storage.quiet import is_urgent, notice_time
from storage.seats import ACTIVE, SignUpState
from storage.sessions import Session
from storage.store import Unit
from storage.urgent_news import NewsKind

ANSWERS = "the_day/answers"
"""The view of who answered some urgent news."""
AGENDA = 1  # the number of `/agenda` among the commands a button may call


class Part(StrEnum):
    """What a person has to do with a session."""

    HELPER = "helper"
    WAITING = "waiting"  # in line for a seat
    SUPERVISOR = "supervisor"
    HOUSE = "house"


class Speaker(Protocol):
    """Who tells something: whoever is speaking, or somebody who decided it and for whom the clock acts."""

    unit: Unit
    choices: Choices

    @property
    def now(self) -> datetime:
        """The moment of this unit of work, aware, UTC."""

    @property
    def me(self) -> Person:
        """The person in whose name it is told."""


@dataclass
class Decided:
    """The clock does what `me` decided before."""

    unit: Unit
    choices: Choices
    me: Person

    @property
    def now(self) -> datetime:
        """The moment of this unit of work, aware, UTC."""
        return self.unit.now


async def whom_to_tell(ctx: Speaker, session: Session) -> dict[PersonId, Part]:
    """Return everyone concerned by a session but the person who speaks, and their part in it."""
    leads = {person.id for person in await sessions.supervisors(ctx.unit, session.id)}
    found = {}
    for person in await gate.concerned(ctx.unit, session.id):
        theirs = [seat.state for seat in await seats.party(ctx.unit, person, session.id) if seat.state in ACTIVE]
        if person in leads:
            found[person] = Part.SUPERVISOR
        elif theirs:
            found[person] = Part.WAITING if set(theirs) == {SignUpState.WAITING} else Part.HELPER
        else:
            found[person] = Part.HOUSE
    found.pop(ctx.me.id, None)
    return found


class Asked(NamedTuple):
    """Urgent news, and who is asked to say «Bien reçu»."""

    news: int
    people: frozenset[PersonId]


async def ask_to_answer(ctx: Speaker, kind: NewsKind, told: list[tuple[Session, dict[PersonId, Part]]]) -> Asked | None:
    """Note who is told something of sessions within a day, as they were; None: nothing of it is urgent.

    A place in line asks for no answer, and the coach is told without being asked.
    """
    urgent = [(session, people) for session, people in told if await _is_urgent(ctx, session)]
    if not urgent:
        return None
    first = urgent[0][0]
    house = {person.id for person in await households.members(ctx.unit, first.household_id)}
    asked = frozenset(
        person
        for _, people in urgent
        for person, part in people.items()
        if part in (Part.HELPER, Part.SUPERVISOR) or (part is Part.HOUSE and person in house)
    )
    if not asked:
        return None
    await numbers.stand(ctx.unit, await sessions.get_session(ctx.unit, first.id))
    return Asked(await urgent_news.put(ctx.unit, first.id, kind, asked, ctx.me.id), asked)


async def send_answers(ctx: Context, asked: Asked | None, session: int) -> None:
    """Send the card that counts the answers to who told the news, where it is urgent."""
    if asked is not None:
        await ctx.send(message(ANSWERS, news=asked.news), subject=Subject("session", session), is_card=True)


async def _is_urgent(ctx: Speaker, session: Session) -> bool:
    now = await sessions.get_session(ctx.unit, session.id)
    return is_urgent(ctx.now, session.starts_at, now.starts_at)


def read_buttons(news: int, part: Part, *, asked: bool = True) -> list[list[Button]]:
    """Return «Bien reçu» for who is `asked`, and for who receives or leads what the others answered."""
    read = [button("the_day.read", "nwread", news)] if asked else []
    seen = [button("the_day.answers", "nwcard", news)] if part in (Part.HOUSE, Part.SUPERVISOR) else []
    return [[*read, *seen]]


async def tell(
    ctx: Speaker, session: Session, people: dict[PersonId, Part], name: str, *, asked: Asked | None = None,
    **context: Any,
) -> None:  # fmt: skip
    """Send a notice about a session as it was: at once within a day of it, else not in quiet hours.

    `asked`: who answers it with «Bien reçu».
    """
    now = await sessions.get_session(ctx.unit, session.id)
    for person, part in people.items():
        read = (
            read_buttons(asked.news, part, asked=person in asked.people) if asked and part is not Part.WAITING else []
        )
        told = message(
            name, [*read, *_answers(now, part)], part=part, works=list(session.works),
            commune=session.commune, start=session.starts_at.isoformat(), end=session.ends_at.isoformat(),
            rank=await _rank(ctx, session, person) if part is Part.WAITING else None, **context,
        )  # fmt: skip
        await notify(
            ctx.unit, person, told, subject=Subject("session", session.id), asks=now.is_open,
            not_before=notice_time(ctx.choices, ctx.now, session.starts_at, now.starts_at),
        )  # fmt: skip


async def _rank(ctx: Speaker, session: Session, person: PersonId) -> int | None:
    """Their place in line, as long as they wait."""
    seat = await seats.find(ctx.unit, person, session.id)
    return await seats.rank(ctx.unit, seat) if seat is not None and seat.state is SignUpState.WAITING else None


def _answers(session: Session, part: Part) -> list[list[Button]]:
    if not session.is_open:
        return [[button("sessions.other_days", "mncmd", AGENDA)]] if part in (Part.HELPER, Part.WAITING) else []
    if part is Part.WAITING:
        return [[button("sign_ups.leave_line", "sowithdraw", session.id)]]
    if part is Part.HELPER:
        return [[button("sessions.keep", "sokeep", session.id), button("sessions.cannot", "sowithdraw", session.id)]]
    if part is Part.SUPERVISOR:
        return [[button("supervising.keep", "svkeep", session.id), button("sessions.cannot", "svleave", session.id)]]
    return [[button("sessions.open", "wdsession", session.id)]]
