"""«Toujours des nôtres ?»: each helper is asked a few days before, and once more; a yes is for the whole day."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Press, Route, Viewer
from handlers.sign_ups.withdrawals import keep
from storage import gate, people, seats, sessions, still_coming
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Button, Message
from storage.permissions import Action
from storage.quiet import notice_time
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit

STILL = "reminders/still"


async def ask(unit: Unit, choices: Choices, session: Session, *, again: bool) -> None:
    """Ask whoever has a seat, or answers for somebody who has, and did not say again that they come.

    The sessions of one posting on one day are one question.
    """
    for person in await still_coming.to_ask(unit, session, again=again):
        await notify(
            unit, person, message(STILL, session=session.id, version=session.version, again=again),
            subject=Subject("session", session.id), asks=True, expires_at=session.starts_at,
            key=f"still:{session.work_day_id}:{gate.day_of(session)}:{int(again)}:{person}",
            not_before=notice_time(choices, unit.now, session.starts_at),
        )  # fmt: skip
    await still_coming.asked(unit, session, again=again)


async def still(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The question about the day of a session (`session`, its `version`, `again`), while it is unanswered."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or session.version != context["version"]:
        return None
    unsaid = await _unsaid(unit, viewer.person.id, session)
    if not unsaid:
        return None
    those = {one.person_id for _, theirs in unsaid for one in theirs}
    others = [(await people.get(unit, one)).name for one in sorted(those - {viewer.person.id})]
    return message(
        "reminders/still_coming", [*_buttons([one for one, _ in unsaid]), _open(session)], again=context["again"],
        own=viewer.person.id in those, others=others, works=list(session.works), commune=session.commune,
        slots=[_hours(one) for one, _ in unsaid],
    )  # fmt: skip


async def _unsaid(unit: Unit, person: PersonId, session: Session) -> list[tuple[Session, list[SignUp]]]:
    """The sessions to come of that day in which a person, or whom they bring, has a seat and did not say so again."""
    found = []
    for one in await sessions.same_day(unit, session.id):
        theirs = await seats.party(unit, person, one.id)
        unsaid = [seat for seat in theirs if seat.state is SignUpState.SEATED and seat.confirmed_at is None]
        if unsaid:
            found.append((one, unsaid))
    return found


def _buttons(asked: list[Session]) -> list[list[Button]]:
    if len(asked) == 1:
        one = asked[0].id
        return [[button("sign_ups.still", "stcoming", one), button("sign_ups.no_longer", "sowithdraw", one)]]
    return [
        [button("sign_ups.still", "stcoming", asked[0].id)],
        *[[button("sign_ups.leave_half", "sowithdraw", one.id, **_hours(one))] for one in asked],
    ]


def _open(session: Session) -> list[Button]:
    return [button("sign_ups.open", "wdsession", session.id)]


def _hours(session: Session) -> dict[str, str]:
    return {"start": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}


async def coming(ctx: Context, session_id: int) -> None:
    """«Oui, je viens»: for every session of that day in which they have a seat."""
    session = await sessions.get_session(ctx.unit, session_id)
    for _, unsaid in await _unsaid(ctx.unit, ctx.me.id, session):
        for one in unsaid:
            await seats.confirm(ctx.unit, one, ctx.me.id)
    await keep(ctx, session.id)


VIEWS = {STILL: still}
ROUTES: tuple[Route, ...] = (Press("stcoming", coming, Action.SIGN_UP, subject="session"),)
