"""A record joined to an account: whatever referred to it comes along, and nothing is doubled."""

from __future__ import annotations

import pytest

from storage import contacts, households, joining, memberships, people, registered, seats, sign_ups
from storage.choices import DEFAULTS
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.seats import SignUpState
from storage.store import Store, Unit
from tests.conftest import MONDAY
from tests.sign_ups import people as cast


@pytest.fixture
async def record(store: Store, host: PersonId) -> PersonId:
    """Odette, registered by the host."""

    async def register(unit: Unit) -> PersonId:
        known = await registered.register(
            unit, "Odette", host, DEFAULTS, phone="+33612345678", signed_on=MONDAY.date(), held_by="Hélène"
        )
        return known.id

    return await store.run(register)


@pytest.fixture
async def account(store: Store) -> PersonId:
    """The account Odette opened."""
    return await cast.volunteer(store, "Odette R.", 200)


async def _join(store: Store, record: PersonId, account: PersonId, by: PersonId) -> joining.Joined:
    return await store.run(lambda unit: joining.join(unit, record, account, by))


async def _left_of(unit: Unit, record: PersonId) -> list[str]:
    """Where something still refers to a record, in any table."""
    found = []
    for table, column in await joining._references(unit, "people"):
        if await unit.value(f"SELECT 1 FROM {table} WHERE {column} = ?", (record,)):
            found.append(f"{table}.{column}")
    return found


async def test_one_seat_stays_where_both_had_one_and_the_better_of_two_memberships(
    store: Store, host: PersonId, household: int, session: int, record: PersonId, account: PersonId
) -> None:
    other = await cast.session(store, host, household, starts=cast.SATURDAY.replace(hour=12), hours=3)
    await cast.validated(store, record)

    async def both(unit: Unit) -> None:
        for person in (record, account):
            await sign_ups.sign_up(unit, person, session, DEFAULTS)
        await sign_ups.sign_up(unit, record, other, DEFAULTS)
        await contacts.set_emergency_contact(unit, account, "Jean", "+33611111111")
        await memberships.ask(unit, account)
        await unit.run("INSERT INTO household_members VALUES (?, ?)", (household, record))

    await store.run(both)
    joined = await _join(store, record, account, host)

    async def look(unit: Unit) -> None:
        assert await _left_of(unit, record) == []
        counted = await unit.all("SELECT person_id, state FROM sign_ups WHERE session_id = ?", (session,))
        assert [tuple(row) for row in counted] == [(account, "seated")]
        assert await memberships.state(unit, account, cast.SATURDAY.date()) is MembershipState.VALID
        assert [home.id for home in await households.of_person(unit, account)] == [household]
        known = await people.get(unit, account)
        assert (known.name, known.phone, known.telegram_id) == ("Odette R.", "+33612345678", 200)
        contact = await contacts.emergency_contact(unit, account)
        assert contact is not None
        assert contact.name == "Jean"
        paper = await registered.paper_charter(unit, account)
        assert paper is not None
        assert paper.signed_on == MONDAY.date()
        with pytest.raises(LookupError):
            await people.get(unit, record)

    await store.read(look)
    assert set(joined.sessions) >= {session}


@pytest.mark.parametrize("waits", ["record", "account"])
async def test_a_seat_counts_more_than_a_place_in_line_and_hours_more_than_both(
    store: Store, host: PersonId, session: int, record: PersonId, account: PersonId, waits: str
) -> None:
    seated, waiting = (account, record) if waits == "record" else (record, account)

    async def both(unit: Unit) -> None:
        await sign_ups.sign_up(unit, seated, session, DEFAULTS)
        await sign_ups.sign_up(unit, waiting, session, DEFAULTS)
        await unit.run(
            "UPDATE sign_ups SET state = 'waiting' WHERE session_id = ? AND person_id = ?", (session, waiting)
        )
        mine = await seats.find(unit, seated, session)
        assert mine is not None
        await unit.run(
            "INSERT INTO attendance (sign_up_id, came, minutes, recorded_at) VALUES (?, 'came', 480, ?)",
            (mine.id, unit.now),
        )

    await store.run(both)
    await _join(store, record, account, host)

    async def look(unit: Unit) -> None:
        found = await seats.find(unit, account, session)
        assert found is not None
        assert found.state is SignUpState.SEATED
        minutes = "SELECT SUM(minutes) FROM attendance JOIN sign_ups ON id = sign_up_id WHERE person_id = ?"
        assert await unit.value(minutes, (account,)) == 480
        assert await unit.value("SELECT COUNT(*) FROM sign_ups WHERE session_id = ?", (session,)) == 1

    await store.read(look)


async def test_two_seats_at_one_time_are_told_and_both_kept(
    store: Store, host: PersonId, household: int, session: int, record: PersonId, account: PersonId
) -> None:
    other = await cast.session(store, host, household, starts=cast.SATURDAY.replace(hour=12), hours=3)

    async def one_each(unit: Unit) -> None:
        await sign_ups.sign_up(unit, record, session, DEFAULTS)
        await sign_ups.sign_up(unit, account, other, DEFAULTS)

    await store.run(one_each)
    assert (await _join(store, record, account, host)).overlapping
