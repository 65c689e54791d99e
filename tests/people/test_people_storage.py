"""What is kept of people, households, memberships, invitations and groups, and the rules that hold there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import pytest

from storage import contacts, exclusions, groups, households, invitations, memberships, people
from storage.clock import SteeredClock
from storage.groups import GroupState
from storage.households import HouseholdState
from storage.ids import PersonId
from storage.invitations import InvitationState, Opening
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Store, Unit

T = TypeVar("T")
WEEK = timedelta(days=7)
MARCH = date(2027, 3, 14)


async def run(store: Store, work: Callable[[Unit], Awaitable[T]]) -> T:
    """Run a unit of work written as a plain function."""

    async def unit_work(unit: Unit) -> T:
        return await work(unit)

    return await store.run(unit_work)


async def add(store: Store, name: str, *roles: Role, accepted: bool = True, telegram: int | None = None) -> PersonId:
    """Someone who holds roles."""

    async def work(unit: Unit) -> PersonId:
        person = await people.add(unit, name, telegram_id=telegram)
        if accepted:
            await people.accept_charter(unit, person.id, 1, 1)
        for role in roles:
            await people.grant(unit, person.id, role, None)
        return person.id

    return await store.run(work)


async def test_a_membership_is_asked_once_and_counts_when_validated(store: Store) -> None:
    lea, cora = await add(store, "Léa"), await add(store, "Cora", Role.COORDINATOR)

    async def work(unit: Unit) -> None:
        assert await memberships.ask(unit, lea)
        assert not await memberships.ask(unit, lea)
        assert await memberships.state(unit, lea, MARCH) is MembershipState.ASKED
        assert not await memberships.is_member(unit, lea, MARCH)
        assert [w.name for w in await memberships.waiting(unit, limit=5)] == ["Léa"]
        assert await memberships.decide(unit, lea, 2026, MembershipState.VALID, cora) is MembershipState.ASKED
        assert await memberships.decide(unit, lea, 2026, MembershipState.VALID, cora) is None
        assert await memberships.is_member(unit, lea, MARCH)
        assert await memberships.count_waiting(unit) == 0

    await run(store, work)


@pytest.mark.parametrize(
    ("day", "season"),
    [(date(2027, 8, 31), 2026), (date(2027, 9, 1), 2027), (date(2027, 12, 31), 2027), (date(2028, 1, 1), 2027)],
)
def test_a_season_begins_in_september(day: date, season: int) -> None:
    assert memberships.season_of(day, 9) == season


async def test_a_membership_ends_with_its_season(store: Store) -> None:
    lea, cora = await add(store, "Léa"), await add(store, "Cora", Role.COORDINATOR)

    async def work(unit: Unit) -> None:
        await memberships.ask(unit, lea)
        await memberships.decide(unit, lea, 2026, MembershipState.VALID, cora)
        assert await memberships.is_member(unit, lea, date(2027, 8, 31))
        assert not await memberships.is_member(unit, lea, date(2027, 9, 1))

    await run(store, work)


async def test_whoever_accepts_a_household_becomes_its_coach_and_a_second_answer_changes_nothing(store: Store) -> None:
    lea, coach, other = await add(store, "Léa"), await add(store, "Inès", Role.COACH), await add(store, "Paul")

    async def work(unit: Unit) -> None:
        asked = await households.ask(unit, lea, "Les Martin", commune="91338", project="Isoler", built_year=1948)
        assert await households.of_person(unit, lea) == []
        assert await households.accept(unit, asked.id, coach, coach)
        assert not await households.accept(unit, asked.id, other, other)
        assert not await households.move_to(unit, asked.id, HouseholdState.REFUSED, other)
        assert [h.id for h in await households.of_person(unit, lea)] == [asked.id]
        assert await households.coach(unit, asked.id) == coach
        assert (await people.get(unit, lea)).has(Role.HOUSEHOLD)
        assert (await households.house(unit, asked.id)).built_year == 1948
        await households.leave(unit, asked.id, lea, coach)
        assert not (await people.get(unit, lea)).has(Role.HOUSEHOLD)

    await run(store, work)


async def test_an_insurance_certificate_counts_on_the_days_it_covers(store: Store) -> None:
    lea = await add(store, "Léa")

    async def work(unit: Unit) -> None:
        home = (await households.ask(unit, lea, "Les Martin", commune="91338")).id
        first, last = date(2027, 1, 1), date(2027, 12, 31)
        await households.add_paper(unit, home, "insurance", lea, valid_from=first, valid_until=last)
        assert await households.insurance_valid_on(unit, home, first)
        assert await households.insurance_valid_on(unit, home, last)
        assert not await households.insurance_valid_on(unit, home, date(2028, 1, 1))
        assert not await households.permit_valid_on(unit, home, first)
        changed = await households.change_house(unit, home, lea, address="1 rue des Tilleuls", permit_on=first)
        assert (changed.address, changed.permit_on) == ("1 rue des Tilleuls", first)
        trail = await unit.all("SELECT changes FROM audit WHERE action = 'house_changed'")
        assert "Tilleuls" not in trail[0]["changes"]

    await run(store, work)


async def test_an_emergency_contact_replaces_the_one_before(store: Store) -> None:
    lea = await add(store, "Léa")

    async def work(unit: Unit) -> None:
        assert await contacts.emergency_contact(unit, lea) is None
        await contacts.set_emergency_contact(unit, lea, "Paul", "+33612345678")
        found = await contacts.set_emergency_contact(unit, lea, "Anne", "+33687654321")
        assert (found.name, found.phone) == ("Anne", "+33687654321")
        trail = await unit.all("SELECT changes FROM audit")
        assert not any("336" in row["changes"] for row in trail)

    await run(store, work)


async def test_a_link_serves_once_and_only_its_hash_is_kept(store: Store) -> None:
    cora, sam, eve = await add(store, "Cora"), await add(store, "Sam"), await add(store, "Eve")

    async def work(unit: Unit) -> None:
        invited, token = await invitations.to_role(unit, Role.SUPERVISOR, cora, WEEK, ["insulation"])
        assert len(token) == 22
        kept = [tuple(row) for row in await unit.all("SELECT * FROM invitations")]
        assert token not in str(kept)
        assert (await invitations.follow(unit, token, cora))[0] is Opening.OWN
        assert (await invitations.follow(unit, token, sam))[0] is Opening.OPENED
        assert (await invitations.follow(unit, token, sam))[0] is Opening.AGAIN
        assert (await invitations.follow(unit, token, eve)) == (Opening.GONE, None)
        assert (await invitations.follow(unit, "guess", eve)) == (Opening.GONE, None)
        assert await invitations.move_to(unit, invited.id, InvitationState.CONFIRMED, cora)
        assert not await invitations.move_to(unit, invited.id, InvitationState.REVOKED, cora)
        assert (await invitations.follow(unit, token, sam))[0] is Opening.GONE

    await run(store, work)


async def test_an_expired_or_revoked_link_leads_nowhere(store: Store, clock: SteeredClock) -> None:
    cora, sam = await add(store, "Cora"), await add(store, "Sam")
    _, expiring = await run(store, lambda unit: invitations.to_role(unit, Role.COACH, cora, WEEK))
    revoked, token = await run(store, lambda unit: invitations.to_role(unit, Role.COACH, cora, WEEK))
    await run(store, lambda unit: invitations.move_to(unit, revoked.id, InvitationState.REVOKED, cora))
    assert (await run(store, lambda unit: invitations.follow(unit, token, sam)))[0] is Opening.GONE
    clock.advance(WEEK)
    assert (await run(store, lambda unit: invitations.follow(unit, expiring, sam)))[0] is Opening.GONE
    assert await run(store, lambda unit: invitations.pending(unit, cora, limit=9)) == []


async def test_exclusion_takes_roles_links_and_waiting_messages_at_once(store: Store) -> None:
    cora = await add(store, "Cora", Role.COORDINATOR, telegram=7)
    coach = await add(store, "Inès", Role.COACH, Role.SUPERVISOR, telegram=8)

    async def work(unit: Unit) -> None:
        from handlers.context import message, notify

        await people.qualify(unit, coach, ["insulation"], cora)
        home = (await households.ask(unit, cora, "Les Martin", commune="91338")).id
        await households.accept(unit, home, coach, coach)
        _, token = await invitations.to_role(unit, Role.PARTNER, coach, WEEK)
        await notify(unit, coach, message("any/thing"))
        assert await exclusions.exclude(unit, coach, cora)
        assert not await exclusions.exclude(unit, coach, cora)
        person = await people.get(unit, coach)
        assert (person.roles, person.accepted) == (frozenset(), False)
        assert await people.qualifications(unit, coach) == []
        assert await households.coach(unit, home) is None
        assert (await invitations.follow(unit, token, cora))[0] is Opening.GONE
        assert await unit.value("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") == 0
        assert await exclusions.readmit(unit, coach, cora)
        assert (await people.get(unit, coach)).roles == {Role.VOLUNTEER}

    await run(store, work)


async def test_only_someone_who_never_accepted_is_forgotten(store: Store, clock: SteeredClock) -> None:
    sam = await add(store, "Sam", accepted=False, telegram=5)
    lea = await add(store, "Léa", telegram=6)
    companion = await add(store, "Compagnon", accepted=False)
    assert await run(store, exclusions.undecided) == []
    clock.advance(timedelta(days=1))
    assert await run(store, exclusions.undecided) == [sam]
    for person in (sam, lea):
        await run(store, partial(exclusions.forget, person=person))
    left = await run(store, lambda unit: unit.all("SELECT id FROM people"))
    assert [row["id"] for row in left] == [lea, companion]
    trail = await run(store, lambda unit: unit.all("SELECT * FROM audit WHERE subject_id = ?", (sam,)))
    assert trail == []


async def test_people_are_found_by_any_word_of_their_name_accents_forgiven(store: Store) -> None:
    lea, eloise = await add(store, "Léa Martin"), await add(store, "Éloïse d'Artagnan")

    async def found(words: str) -> list[int]:
        return [person.id for person in await run(store, lambda unit: people.search(unit, words, limit=9))]

    assert await found("lea") == [lea]
    assert await found("MARTIN") == [lea]
    assert await found("elo") == [eloise]
    assert await found("artag") == [eloise]
    assert await found("mar le") == [lea]
    assert await found("") == [eloise, lea]
    assert await found('"*(') == [eloise, lea]
    await run(store, lambda unit: people.change(unit, lea, lea, name="Zoé"))
    assert await found("martin") == []
    assert await found("zoe") == [lea]


async def test_a_group_is_served_only_after_approval_and_asked_again_when_it_comes_back(store: Store) -> None:
    cora = await add(store, "Cora", Role.COORDINATOR)

    async def work(unit: Unit) -> None:
        assert await groups.added(unit, -100, "Entraide", None)
        assert not await groups.added(unit, -100, "Entraide 91", None)
        assert not await groups.is_approved(unit, -100)
        assert await groups.move_to(unit, -100, GroupState.APPROVED, cora)
        assert not await groups.move_to(unit, -100, GroupState.APPROVED, cora)
        assert await groups.approved(unit) == [-100]
        assert await groups.move_to(unit, -100, GroupState.GONE, None)
        assert await groups.approved(unit) == []
        assert await groups.added(unit, -100, "Entraide 91", None)
        found = await groups.find(unit, -100)
        assert found is not None
        assert (found.state, found.title) == (GroupState.ASKED, "Entraide 91")

    await run(store, work)
