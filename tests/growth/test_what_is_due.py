"""The clock visits what is due, a portion at a time, and nothing twice: it stays quick however much is to come."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from handlers.routes import table
from handlers.routing import Job
from storage import dues, memberships, people, seats, waitlist
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.people import Role
from storage.sign_ups import sign_up
from storage.store import Store, Unit
from storage.supervision import withdraw as hand_back
from tests.sign_ups import people as cast

DAYS = 70  # more than a portion
WAVE = DEFAULTS.supervisor_wave


def the(name: str) -> Job:
    """A job of the clock by its name."""
    return next(job for job in table().jobs if job.name == name)


async def tick(store: Store, name: str) -> list[int]:
    """Run a job to its end; return how many messages each of its portions queued."""
    queued, more = [], True
    while more:

        async def one(unit: Unit) -> tuple[bool, int]:
            before = await unit.value("SELECT COUNT(*) FROM outbox")
            again = await the(name).run(unit, DEFAULTS)
            return bool(again), await unit.value("SELECT COUNT(*) FROM outbox") - before

        more, new = await store.run(one)
        queued.append(new)
    return queued


async def statements(store: Store, name: str) -> int:
    """Run a job once; return how many statements it took."""
    caught: list[str] = []
    await store._writer.hop(lambda db: db.set_trace_callback(caught.append))
    assert await tick(store, name) == [0]
    await store._writer.hop(lambda db: db.set_trace_callback(None))
    return len(caught)


async def test_reminders_leave_in_portions_and_a_tick_with_nothing_due_reads_nothing(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    for number in range(DAYS):
        await cast.session(store, host, household, starts=cast.SATURDAY + timedelta(minutes=number))
    clock.freeze(cast.SATURDAY - timedelta(days=1))
    await tick(store, "session_reminders")  # each is looked at once, and comes again at its hour
    due = await store.read(lambda unit: the("session_reminders").next_due(unit, DEFAULTS))  # type: ignore[arg-type, misc]
    assert due == cast.SATURDAY.replace(hour=18) - timedelta(days=1)
    for name in ("session_reminders", "evening_before", "addresses", "supervisors", "offers", "attendance"):
        await tick(store, name)
        assert await statements(store, name) < 8, name
    clock.freeze(cast.SATURDAY.replace(hour=18) - timedelta(days=1))
    queued = await tick(store, "session_reminders")
    assert sum(queued) == DAYS
    assert max(queued) <= dues.PORTION
    assert await tick(store, "session_reminders") == [0]


async def test_whoever_comes_late_is_told_what_others_were_told_before(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    place = await cast.session(store, host, household, seats=1)
    lea, noe = [await cast.volunteer(store, name, at) for at, name in enumerate(("Léa", "Noé"), 300)]
    for person in (lea, noe):
        await store.run(partial(sign_up, person=person, session=place, choices=DEFAULTS))
    clock.freeze(cast.SATURDAY.replace(hour=19) - timedelta(days=1))
    assert sum(await tick(store, "session_reminders")) == 2  # Léa and the household
    await store.run(partial(waitlist.withdraw, person=lea, session=place))
    clock.advance(timedelta(minutes=6))
    assert sum(await tick(store, "offers")) == 1  # Noé is offered the seat
    await store.run(partial(sign_up, person=noe, session=place, choices=DEFAULTS))
    assert sum(await tick(store, "session_reminders")) == 1


async def test_the_address_follows_as_soon_as_a_seat_is_whole(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    place = await cast.session(store, host, household)
    lea = await cast.volunteer(store, "Léa", 300)
    await store.run(partial(sign_up, person=lea, session=place, choices=DEFAULTS))
    await store.run(lambda unit: unit.run("UPDATE sessions SET state = 'confirmed'"))
    clock.freeze(cast.SATURDAY - timedelta(days=2))
    assert await tick(store, "addresses") == [0]
    await cast.validated(store, lea)
    assert await tick(store, "addresses") == [1]
    assert await tick(store, "addresses") == [0]

    async def anew(unit: Unit) -> None:  # a decision taken twice sends it once
        season = await memberships.season(unit, cast.SATURDAY.date())
        await memberships.decide(unit, lea, season, MembershipState.VALID, lea)

    await store.run(anew)
    assert await tick(store, "addresses") == [0]


async def test_who_waits_here_is_offered_a_seat_once_nothing_else_holds_them(
    store: Store, host: PersonId, household: int
) -> None:
    full = await cast.session(store, host, household, seats=1)
    other = await cast.session(store, host, household, seats=5)
    lea, noe = [await cast.volunteer(store, name, at) for at, name in enumerate(("Léa", "Noé"), 300)]
    for person, place in ((lea, full), (noe, full), (noe, other)):
        await store.run(partial(sign_up, person=person, session=place, choices=DEFAULTS))
    await store.run(lambda unit: unit.run("UPDATE sessions SET seats = 2 WHERE id = ?", (full,)))
    assert sum(await tick(store, "offers")) == 0  # they have a seat elsewhere at that time
    await store.run(partial(waitlist.withdraw, person=noe, session=other))
    assert sum(await tick(store, "offers")) == 1
    found = await store.read(partial(seats.find, person=noe, session=full))
    assert found is not None
    assert found.state is seats.SignUpState.OFFERED


async def _supervisors(store: Store, commune: str, count: int, first: int) -> None:
    async def work(unit: Unit) -> None:
        for number in range(first, first + count):
            known = await people.add(unit, f"S{number}", telegram_id=number)
            await people.accept_charter(unit, known.id, 1, 1)
            await people.change(unit, known.id, None, commune=commune)
            await people.grant(unit, known.id, Role.SUPERVISOR, None)
            await people.qualify(unit, known.id, ["insulation"], None)

    await store.run(work)


async def _asked(unit: Unit) -> dict[str, int]:
    rows = await unit.all(
        "SELECT commune, COUNT(*) FROM session_supervisors JOIN people ON people.id = person_id GROUP BY commune"
    )
    return {row[0]: row[1] for row in rows}


async def test_the_nearest_supervisors_are_asked_first_and_others_only_when_they_did_not_answer(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    far, near, here = "77001", "91111", "91338"  # elsewhere; the same intercommunality (Briis-sous-Forges); Limours
    for first, (commune, count) in enumerate(((far, 2 * WAVE), (near, 10), (here, 5)), 4):
        await _supervisors(store, commune, count, first * 1000)
    place = await cast.session(store, host, household, starts=cast.SATURDAY + timedelta(days=14))
    await tick(store, "supervisors")
    assert await store.read(_asked) == {here: 5, near: 10, far: WAVE - 15}
    assert await tick(store, "supervisors") == [0]
    due = await store.read(lambda unit: the("supervisors").next_due(unit, DEFAULTS))  # type: ignore[arg-type, misc]
    assert due == store.clock.now() + timedelta(hours=DEFAULTS.supervisor_first_hours)
    clock.freeze(due)
    await tick(store, "supervisors")
    assert (await store.read(_asked))[far] == 2 * WAVE - 15
    for _ in range(4):
        clock.advance(timedelta(days=1))
        await tick(store, "supervisors")
    assert (await store.read(_asked))[far] == 2 * WAVE
    await _supervisors(store, here, 1, 9000)  # someone new is asked about what nobody leads yet
    await tick(store, "supervisors")
    assert (await store.read(_asked))[here] == 6
    await cast.leads(store, host, place)
    await tick(store, "supervisors")
    await _supervisors(store, here, 1, 9100)
    assert sum(await tick(store, "supervisors")) == 0
    await store.run(partial(hand_back, session_id=place, person=host))
    clock.advance(timedelta(days=1))
    assert sum(await tick(store, "supervisors")) == 1
