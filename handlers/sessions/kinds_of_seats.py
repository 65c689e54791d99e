"""What a card says of the seats for helping otherwise than by building, and the button that leads to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.buttons import button
from storage import seats
from storage.outbox import Button
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit


async def otherwise_line(unit: Unit, session: Session) -> list[dict[str, Any]]:
    """Return what a card says of each kind of seats for helping otherwise; empty where there are none."""
    counted = await seats.count_otherwise(unit, session)
    return [{"kind": kind.value, "seats": one.seats, "free": one.free} for kind, one in counted.items()]


def otherwise_buttons(open_sessions: Iterable[Session]) -> list[list[Button]]:
    """Return the button «Aider autrement» of a work day, where one of its open sessions has such seats."""
    wished = [session for session in open_sessions if session.otherwise]
    return [[button("work_days.otherwise", "otday", wished[0].work_day_id)]] if wished else []


def may_change_kind(seat: SignUp | None) -> bool:
    """Whether somebody has no seat here yet: who waits for one may take one of another kind."""
    return seat is None or seat.state is SignUpState.WAITING
