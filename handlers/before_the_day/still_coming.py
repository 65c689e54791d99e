"""«Toujours des nôtres ?»: each helper is asked a few days before, and once more; the answers are the usual buttons."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Viewer
from storage import people, seats, sessions, still_coming
from storage.choices import Choices
from storage.ids import Subject
from storage.outbox import Message
from storage.quiet import notice_time
from storage.seats import SignUpState
from storage.sessions import Session
from storage.store import Unit

STILL = "reminders/still"


async def ask(unit: Unit, choices: Choices, session: Session, *, again: bool) -> None:
    """Ask whoever has a seat, or answers for somebody who has, and did not say again that they come."""
    for person in await still_coming.to_ask(unit, session, again=again):
        await notify(
            unit, person, message(STILL, session=session.id, version=session.version, again=again),
            subject=Subject("session", session.id), asks=True, expires_at=session.starts_at,
            key=f"still:{session.id}:{session.version}:{int(again)}:{person}",
            not_before=notice_time(choices, unit.now, session.starts_at),
        )  # fmt: skip
    await still_coming.asked(unit, session, again=again)


async def still(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The question about a session (`session`, its `version`, `again`), while it is to come and unanswered."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or not session.is_open or session.version != context["version"]:
        return None
    theirs = await seats.party(unit, viewer.person.id, session.id)
    unsaid = [one for one in theirs if one.state is SignUpState.SEATED and one.confirmed_at is None]
    if not unsaid or session.starts_at <= unit.now:
        return None
    others = [await people.get(unit, one.person_id) for one in unsaid if one.person_id != viewer.person.id]
    return message(
        "reminders/still_coming",
        [
            [button("sign_ups.still", "sokeep", session.id), button("sign_ups.no_longer", "sowithdraw", session.id)],
            [button("sign_ups.open", "wdsession", session.id)],
        ],
        again=context["again"], own=any(one.person_id == viewer.person.id for one in unsaid),
        others=[one.name for one in others], works=list(session.works), commune=session.commune,
        start=session.starts_at.isoformat(), end=session.ends_at.isoformat(),
    )  # fmt: skip


VIEWS = {STILL: still}
