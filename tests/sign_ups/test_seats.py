"""Seats and the waiting list, asked of the store."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storage import consents, exclusions, people, seats, sessions, waitlist
from storage.clock import PARIS, SteeredClock
from storage.ids import PersonId
from storage.seats import TRANSITIONS, SignUp, SignUpState
from storage.sessions import SessionState
from storage.sign_ups import Verdict, hold, participants, sign_up
from storage.store import Store, Unit
from tests.sign_ups import people as cast
from tests.sign_ups.people import CHOICES, SATURDAY


async def _joins(store: Store, person: PersonId, session: int, **options: object) -> tuple[Verdict, SignUp | None]:
    return await store.run(lambda unit: sign_up(unit, person, session, CHOICES, **options))  # type: ignore[arg-type]


async def _leaves(store: Store, person: PersonId, session: int, **options: object) -> list[SignUp]:
    return await store.run(lambda unit: waitlist.withdraw(unit, person, session, **options))  # type: ignore[arg-type]


async def _leaves_for_good(store: Store, clock: SteeredClock, person: PersonId, session: int) -> None:
    """They give back their seat, and the minutes in which it is kept for them pass."""
    await _leaves(store, person, session)
    clock.advance(waitlist.UNDO)


async def _advance(store: Store, session: int) -> tuple[list[SignUp], list[SignUp]]:
    return await store.run(lambda unit: waitlist.advance(unit, session, CHOICES))


async def _restore(store: Store, person: PersonId, session: int) -> tuple[Verdict, list[SignUp]]:
    return await store.run(lambda unit: waitlist.restore(unit, person, session, CHOICES))


async def _states(store: Store, session: int) -> dict[str, str]:
    return {p.name: p.state.value for p in await store.read(lambda unit: participants(unit, session))}


async def _crowd(store: Store, count: int, first: int = 200) -> list[PersonId]:
    return [await cast.volunteer(store, f"P{n}", first + n) for n in range(count)]


async def test_a_free_seat_is_taken_once_however_often_it_is_asked_for(store: Store, session: int) -> None:
    [ana] = await _crowd(store, 1)
    verdict, mine = await _joins(store, ana, session)
    assert (verdict, mine and mine.state) == (Verdict.FREE, SignUpState.SEATED)
    assert (await _joins(store, ana, session))[0] is Verdict.ALREADY_IN
    assert await _states(store, session) == {"P0": "seated"}


async def test_past_the_last_seat_people_wait_in_order(store: Store, session: int) -> None:
    crowd = await _crowd(store, 5)
    verdicts = [(await _joins(store, person, session))[0] for person in crowd]
    assert verdicts == [Verdict.FREE] * 3 + [Verdict.FULL] * 2
    ranks = [p.rank for p in await store.read(lambda unit: participants(unit, session)) if p.rank]
    assert ranks == [1, 2]


async def test_a_freed_seat_goes_to_the_first_on_the_waitlist_and_nobody_passes(
    store: Store, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 6)
    for person in crowd[:5]:
        await _joins(store, person, session)
    await _leaves_for_good(store, clock, crowd[0], session)
    assert (await _joins(store, crowd[5], session))[0] is Verdict.FULL
    _, offered = await _advance(store, session)
    assert [o.person_id for o in offered] == [crowd[3]]
    assert await _advance(store, session) == ([], [])
    assert (await _joins(store, crowd[3], session))[0] is Verdict.FREE
    assert (await _states(store, session))["P3"] == "seated"


async def test_an_offer_that_nobody_answers_goes_to_the_next(store: Store, session: int, clock: SteeredClock) -> None:
    crowd = await _crowd(store, 5)
    for person in crowd:
        await _joins(store, person, session)
    await _leaves_for_good(store, clock, crowd[0], session)
    _, [first] = await _advance(store, session)
    assert first.offered_until is not None
    clock.freeze(first.offered_until)
    expired, offered = await _advance(store, session)
    assert [e.person_id for e in expired] == [crowd[3]]
    assert [o.person_id for o in offered] == [crowd[4]]
    assert (await _joins(store, crowd[3], session))[0] is Verdict.FULL


async def test_an_offer_taken_too_late_is_none_any_more(store: Store, session: int, clock: SteeredClock) -> None:
    crowd = await _crowd(store, 5)
    for person in crowd:
        await _joins(store, person, session)
    await _leaves_for_good(store, clock, crowd[0], session)
    _, [first] = await _advance(store, session)
    assert first.offered_until is not None
    clock.freeze(first.offered_until)
    verdict, mine = await _joins(store, crowd[3], session)
    assert (verdict, mine and mine.state) == (Verdict.FULL, SignUpState.WAITING)
    _, offered = await _advance(store, session)
    assert [o.person_id for o in offered] == [crowd[4]]


async def test_helpers_never_exceed_what_the_supervisors_allow(store: Store, host: PersonId, household: int) -> None:
    wide = await cast.session(store, host, household, seats=20, risky=True)
    crowd = await _crowd(store, 6)
    verdicts = [(await _joins(store, person, wide))[0] for person in crowd]
    assert verdicts == [Verdict.FREE] * 4 + [Verdict.CEILING] * 2
    for name in ("Sami", "Solène"):
        await cast.leads(store, await cast.volunteer(store, name), wide)
    _, offered = await _advance(store, wide)
    assert [o.person_id for o in offered] == crowd[4:]


async def test_two_seats_at_the_same_time_are_refused_and_half_days_are_not(
    store: Store, host: PersonId, household: int, session: int
) -> None:
    [ana] = await _crowd(store, 1)
    at_ten = await cast.session(store, host, household, starts=SATURDAY + timedelta(hours=1), hours=2)
    evening = await cast.session(store, host, household, starts=SATURDAY + timedelta(hours=8), hours=2)
    await _joins(store, ana, session)
    assert (await _joins(store, ana, at_ten))[0] is Verdict.OVERLAPS
    assert (await _joins(store, ana, evening))[0] is Verdict.FREE


async def test_someone_seated_elsewhere_holds_back_nobody_behind_them(
    store: Store, host: PersonId, household: int, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 5)
    for person in crowd:
        await _joins(store, person, session)
    other = await cast.session(store, host, household)
    await _joins(store, crowd[3], other)
    await _leaves_for_good(store, clock, crowd[0], session)
    _, offered = await _advance(store, session)
    assert [o.person_id for o in offered] == [crowd[4]]


async def test_past_cancelled_own_and_unaccepted_are_told_apart(
    store: Store, host: PersonId, session: int, clock: SteeredClock
) -> None:
    [ana] = await _crowd(store, 1)
    stranger = await store.run(lambda unit: people.add(unit, "Zoé", telegram_id=999))
    assert (await _joins(store, host, session))[0] is Verdict.OWN
    assert (await _joins(store, stranger.id, session))[0] is Verdict.CHARTER
    assert (await _joins(store, ana, 4040))[0] is Verdict.GONE
    clock.freeze(SATURDAY)
    assert (await _joins(store, ana, session))[0] is Verdict.PAST
    await store.run(lambda unit: sessions.move_to(unit, session, SessionState.CANCELLED, None))
    assert (await _joins(store, ana, session))[0] is Verdict.CANCELLED


@pytest.mark.parametrize(
    ("born", "minors", "risky", "guarded", "verdict"),
    [
        (date(2011, 3, 7), True, False, True, Verdict.AGE),  # 15 on the day
        (date(2011, 3, 6), True, False, True, Verdict.FREE),  # 16 on the day
        (date(2011, 3, 6), False, False, True, Verdict.AGE),
        (date(2011, 3, 6), True, True, True, Verdict.AGE),
        (date(2011, 3, 6), True, False, False, Verdict.AGE),
        (date(2009, 3, 6), False, True, False, Verdict.FREE),  # 18 on the day
        (date(2009, 3, 7), False, False, False, Verdict.AGE),
    ],
)
async def test_nobody_under_16_and_minors_only_where_they_may(
    store: Store, host: PersonId, household: int, born: date, minors: bool, risky: bool, guarded: bool, verdict: Verdict
) -> None:
    place = await cast.session(store, host, household, minors=minors, risky=risky)
    [young, adult] = await _crowd(store, 2)
    guardian = adult if guarded else None
    await store.run(
        lambda unit: unit.run(
            "UPDATE people SET born_on = ?, guardian_id = ? WHERE id = ?", (born.isoformat(), guardian, young)
        )
    )
    if guardian is not None:
        await store.run(lambda unit: consents.give(unit, young, guardian))
    assert (await _joins(store, young, place))[0] is verdict


async def test_a_newcomers_seat_is_held_then_taken_or_lost(store: Store, session: int, clock: SteeredClock) -> None:

    async def arrive(unit: Unit) -> list[people.Person]:
        return [await people.add(unit, f"N{n}", telegram_id=n) for n in (1, 2, 3)]

    async def hold_all(unit: Unit) -> list[Verdict]:
        return [(await hold(unit, person.id, session, CHOICES))[0] for person in new]

    new = await store.run(arrive)
    assert await store.run(hold_all) == [Verdict.FREE, Verdict.FREE, Verdict.FULL]
    await store.run(lambda unit: people.accept_charter(unit, new[0].id, 1, 1))
    assert (await _joins(store, new[0].id, session))[0] is Verdict.FREE
    clock.advance(timedelta(hours=1))
    expired, _ = await _advance(store, session)
    assert [e.person_id for e in expired] == [new[1].id]
    assert await _states(store, session) == {"N1": "seated"}


async def test_a_newcomer_holds_one_seat_only(store: Store, host: PersonId, household: int, session: int) -> None:
    new = await store.run(lambda unit: people.add(unit, "Noé", telegram_id=1))
    other = await cast.session(store, host, household, starts=SATURDAY + timedelta(days=1))
    await store.run(lambda unit: hold(unit, new.id, session, CHOICES))
    await store.run(lambda unit: hold(unit, new.id, other, CHOICES))
    assert await _states(store, session) == {}
    assert await _states(store, other) == {"Noé": "held"}


async def test_companions_follow_who_brought_them_unless_told_otherwise(store: Store, session: int) -> None:
    ana, friend = await _crowd(store, 2)
    await _joins(store, ana, session)
    await _joins(store, friend, session, brought_by=ana)
    await _leaves(store, ana, session, with_companions=False)
    assert await _states(store, session) == {"P1": "seated"}
    await _joins(store, ana, session)
    given = await _leaves(store, ana, session)
    assert {g.person_id for g in given} == {ana, friend}
    verdict, back = await store.run(lambda unit: waitlist.restore(unit, ana, session, CHOICES))
    assert (verdict, {b.person_id for b in back}) == (Verdict.FREE, {ana, friend})


async def test_a_seat_given_back_is_kept_for_five_minutes_then_offered(
    store: Store, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd:
        await _joins(store, person, session)
    await _leaves(store, crowd[0], session)
    assert await _advance(store, session) == ([], [])
    assert (await _joins(store, crowd[3], session))[0] is Verdict.ALREADY_IN
    verdict, [back] = await _restore(store, crowd[0], session)
    assert (verdict, back.state) == (Verdict.FREE, SignUpState.SEATED)
    await _leaves(store, crowd[0], session)
    due = await store.read(lambda unit: waitlist.next_deadline(unit, CHOICES))
    assert due == clock.now() + waitlist.UNDO
    clock.freeze(due)
    _, offered = await _advance(store, session)
    assert [one.person_id for one in offered] == [crowd[3]]
    clock.advance(timedelta(seconds=1))
    assert (await _restore(store, crowd[0], session))[0] is Verdict.PAST


async def test_a_kept_seat_is_nobody_elses_and_is_taken_back_by_joining_again(
    store: Store, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd[:3]:
        await _joins(store, person, session)
    await _leaves(store, crowd[0], session)
    assert (await _joins(store, crowd[3], session, wait=False))[0] is Verdict.FULL
    assert (await _joins(store, crowd[0], session))[0] is Verdict.FREE
    await _leaves(store, crowd[0], session)
    clock.advance(waitlist.UNDO)
    assert (await _joins(store, crowd[3], session))[0] is Verdict.FREE


async def test_near_the_session_a_freed_seat_is_offered_at_once(
    store: Store, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd:
        await _joins(store, person, session)
    clock.freeze(SATURDAY - timedelta(minutes=50))
    await _leaves(store, crowd[0], session)
    _, offered = await _advance(store, session)
    assert [one.person_id for one in offered] == [crowd[3]]
    verdict, [back] = await _restore(store, crowd[0], session)
    assert (verdict, back.state) == (Verdict.FULL, SignUpState.WAITING)


async def test_nothing_is_offered_in_quiet_hours_and_an_offers_clock_stands_still(
    store: Store, session: int, clock: SteeredClock
) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd:
        await _joins(store, person, session)
    clock.freeze(datetime(2027, 3, 1, 21, 30, tzinfo=PARIS))
    await _leaves_for_good(store, clock, crowd[0], session)
    assert (await _advance(store, session))[1] == []
    due = await store.read(lambda unit: waitlist.next_deadline(unit, CHOICES))
    assert due == datetime(2027, 3, 2, 8, 0, tzinfo=PARIS)
    clock.freeze(datetime(2027, 3, 2, 20, 0, tzinfo=PARIS))
    _, [offer] = await _advance(store, session)
    assert offer.offered_until == datetime(2027, 3, 3, 19, 0, tzinfo=PARIS)  # one hour that evening, eleven next day


async def test_an_exclusion_frees_seats_and_moves_the_list(store: Store, session: int) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd:
        await _joins(store, person, session)
    await store.run(lambda unit: exclusions.exclude(unit, crowd[0], crowd[1]))
    assert await store.run(lambda unit: waitlist.drop_person(unit, crowd[0])) == [session]
    _, offered = await _advance(store, session)
    assert [o.person_id for o in offered] == [crowd[3]]


async def test_a_cancelled_session_ends_every_sign_up_for_good(store: Store, session: int) -> None:
    crowd = await _crowd(store, 4)
    for person in crowd:
        await _joins(store, person, session)
    await store.run(lambda unit: sessions.move_to(unit, session, SessionState.CANCELLED, None))
    ended = await store.run(lambda unit: waitlist.cancel_session(unit, session, None))
    assert len(ended) == 4
    assert await _states(store, session) == {}
    assert (await _joins(store, crowd[0], session))[0] is Verdict.CANCELLED


async def test_a_seat_is_provisional_until_the_membership_is_validated(store: Store, session: int) -> None:
    [ana] = await _crowd(store, 1)
    await _joins(store, ana, session)
    assert [p.provisional for p in await store.read(lambda unit: participants(unit, session))] == [True]
    await cast.validated(store, ana)
    assert [p.provisional for p in await store.read(lambda unit: participants(unit, session))] == [False]


@pytest.mark.parametrize("state", list(SignUpState))
async def test_a_sign_up_goes_only_where_the_table_allows(store: Store, session: int, state: SignUpState) -> None:
    [ana] = await _crowd(store, 1)
    await _joins(store, ana, session)
    await store.run(lambda unit: unit.run("UPDATE sign_ups SET state = ?", (state,)))
    for target in set(SignUpState) - TRANSITIONS[state]:

        async def move(unit: Unit, target: SignUpState = target) -> None:
            mine = await seats.find(unit, ana, session)
            assert mine is not None
            await seats.move(unit, mine, target, None)

        with pytest.raises(ValueError, match="does not go"):
            await store.run(move)
