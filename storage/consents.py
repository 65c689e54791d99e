"""A guardian's consent to a minor's coming: given by a button, kept with its date, asked again, taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from storage import audit
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

ADULT_AGE = 18


class Consent(Frozen):
    """What a guardian said of a minor; `given_at` None: nothing yet."""

    minor_id: PersonId
    name: str
    given_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether it was given and not taken back."""
        return self.given_at is not None and self.withdrawn_at is None


class Lacking(Frozen):
    """A minor whose seat waits for the consent of their guardian."""

    minor_id: PersonId
    name: str
    guardian_id: PersonId


def months_before(day: date, months: int) -> date:
    """Return the day that many months before; the last of a month that is shorter."""
    first = date(day.year + (day.month - 1 - months) // 12, (day.month - 1 - months) % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last)


def asked_since(day: date, months: int) -> datetime:
    """Return from when a consent must date to count on a day (aware)."""
    return datetime.combine(months_before(day, months), datetime.min.time(), PARIS)


def adult_if_born(day: date) -> date:
    """Return the last day of birth of those who are of age on a day."""
    return months_before(day, 12 * ADULT_AGE)


async def give(unit: Unit, minor: PersonId, by: PersonId) -> None:
    """Note a guardian's consent, from now on."""
    await unit.run(
        "INSERT INTO consents (minor_id, given_by, given_at) VALUES (?, ?, ?) ON CONFLICT (minor_id) DO UPDATE SET"
        " given_by = excluded.given_by, given_at = excluded.given_at, withdrawn_at = NULL",
        (minor, by, unit.now),
    )
    await audit.record(unit, by, "consent_given", Subject("person", minor))


async def withdraw(unit: Unit, minor: PersonId, by: PersonId) -> bool:
    """Take a consent back; False where none stands. The caller gives the minor's seats back."""
    done = await unit.run(
        "UPDATE consents SET withdrawn_at = ? WHERE minor_id = ? AND withdrawn_at IS NULL", (unit.now, minor)
    )
    if done:
        await audit.record(unit, by, "consent_withdrawn", Subject("person", minor))
    return bool(done)


async def stands(unit: Unit, minor: int) -> bool:
    """Tell whether a guardian consents, however long ago they said so."""
    sql = "SELECT 1 FROM consents WHERE minor_id = ? AND withdrawn_at IS NULL"
    return await unit.value(sql, (minor,)) is not None


async def of_guardian(unit: Unit, guardian: PersonId) -> list[Consent]:
    """Return what a guardian said of each of their minors, by name; who is of age by now is left out."""
    rows = await unit.all(
        "SELECT people.id AS minor_id, name, given_at, withdrawn_at FROM people"
        " LEFT JOIN consents ON minor_id = people.id"
        " WHERE guardian_id = ? AND excluded_at IS NULL AND born_on > ? ORDER BY name, people.id LIMIT 6",
        (guardian, adult_if_born(unit.now.astimezone(PARIS).date()).isoformat()),
    )
    return [Consent(**dict(row)) for row in rows]


async def lacking(unit: Unit, session: int, day: date, months: int, guardian: PersonId | None = None) -> list[Lacking]:
    """Return the minors with a seat in a session of a day whose guardian's consent is missing or too old.

    `guardian`: only theirs.
    """
    rows = await unit.all(
        "SELECT people.id AS minor_id, name, guardian_id FROM sign_ups JOIN people ON people.id = person_id"
        " WHERE session_id = :session AND state = 'seated' AND guardian_id = COALESCE(:guardian, guardian_id)"
        " AND born_on > :adult AND NOT EXISTS (SELECT 1 FROM consents WHERE minor_id = people.id"
        " AND withdrawn_at IS NULL AND given_at >= :since) ORDER BY name, people.id",
        {
            "session": session, "guardian": guardian, "adult": adult_if_born(day).isoformat(),
            "since": asked_since(day, months),
        },
    )  # fmt: skip
    return [Lacking(**dict(row)) for row in rows]
