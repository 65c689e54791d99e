"""Who comes to a session, as its household, supervisors and coach see it, live."""

from __future__ import annotations

from storage import gate, sessions, still_coming
from storage.choices import load
from storage.ids import PersonId, SignUpId
from storage.records import Frozen
from storage.seat_kinds import SeatKind
from storage.seats import SignUpState
from storage.store import Unit


class Participant(Frozen):
    """Someone who comes, or would like to. `missing`: what their seat still needs, membership for one."""

    sign_up_id: SignUpId
    person_id: PersonId
    name: str
    kind: SeatKind
    state: SignUpState
    missing: tuple[gate.SeatPoint, ...]
    minor: bool
    brought_by: str | None  # the name of who answers for a companion or a minor
    told: PersonId  # who hears of the seat: they, or who brings someone without Telegram
    confirmed: bool  # they said again that they come
    rank: int | None  # in the waiting list
    silent: bool = False  # asked twice whether they still come, they said nothing

    @property
    def provisional(self) -> bool:
        """Whether their seat still needs something."""
        return bool(self.missing)

    @property
    def companion(self) -> bool:
        """Whether somebody brings them."""
        return self.brought_by is not None


async def participants(unit: Unit, session: int) -> list[Participant]:
    """Return who is seated, then held seats, offers and the waiting list in order."""
    choices = await load(unit)
    place = await sessions.get_session(unit, session)
    rows = await unit.all(
        "SELECT sign_ups.id, sign_ups.kind, sign_ups.state, sign_ups.brought_by AS bringer_id, confirmed_at,"
        " still_again_at <= ? AS silent,"
        " people.id AS person_id, people.name, people.guardian_id,"
        " people.telegram_id, bringer.name AS brought_by FROM sign_ups JOIN people ON people.id = person_id"
        " LEFT JOIN people AS bringer ON bringer.id = sign_ups.brought_by"
        " WHERE session_id = ? AND state IN ('held', 'seated', 'waiting', 'offered')"
        " ORDER BY CASE state WHEN 'seated' THEN 0 WHEN 'held' THEN 1 WHEN 'offered' THEN 2 ELSE 3 END, rank_at,"
        " sign_ups.id",
        (unit.now - still_coming.ANSWERED_BY, session),
    )
    found, waiting = [], 0
    for row in rows:
        waiting += row["state"] == SignUpState.WAITING
        found.append(
            Participant(
                sign_up_id=row["id"],
                person_id=row["person_id"],
                name=row["name"],
                kind=row["kind"],
                state=row["state"],
                missing=tuple(await gate.seat_missing(unit, row["person_id"], place, choices)),
                minor=row["guardian_id"] is not None,
                brought_by=row["brought_by"],
                told=row["person_id"] if row["telegram_id"] or not row["bringer_id"] else row["bringer_id"],
                confirmed=row["confirmed_at"] is not None,
                silent=bool(row["silent"]) and row["confirmed_at"] is None,
                rank=waiting if row["state"] == SignUpState.WAITING else None,
            )
        )
    return found
