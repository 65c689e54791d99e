"""Within a unit of work a record is read once, and never stale."""

from __future__ import annotations

from storage import choices, people
from storage.recalling import changes_records
from storage.store import Store, Unit


async def test_what_was_read_is_read_again_after_any_change_of_it(store: Store) -> None:
    async def work(unit: Unit) -> None:
        lea = await people.add(unit, "Léa")
        assert (await people.get(unit, lea.id)).name == "Léa"
        assert await people.get(unit, lea.id) is await people.get(unit, lea.id)
        await people.change(unit, lea.id, None, name="Zoé")
        assert (await people.get(unit, lea.id)).name == "Zoé"
        await people.grant(unit, lea.id, people.Role.COACH, None)
        assert (await people.get(unit, lea.id)).has(people.Role.COACH)
        await choices.choose(unit, "offer_hours", 3)
        assert (await choices.load(unit)).offer_hours == 3

    await store.run(work)


async def test_what_was_undone_is_not_recalled(store: Store) -> None:
    async def work(unit: Unit) -> str:
        lea = await people.add(unit, "Léa")
        try:
            async with unit.savepoint():
                await people.change(unit, lea.id, None, name="Zoé")
                await people.get(unit, lea.id)
                raise ZeroDivisionError
        except ZeroDivisionError:
            return (await people.get(unit, lea.id)).name

    assert await store.run(work) == "Léa"


def test_only_reads_and_the_tables_of_the_way_of_a_message_leave_records_as_they_are() -> None:
    assert not changes_records("SELECT 1")
    assert not changes_records("INSERT INTO outbox (kind) VALUES (?)")
    assert not changes_records("UPDATE cards SET version = version + 1")
    assert changes_records("UPDATE people SET name = ?")
    assert changes_records("DELETE FROM roles WHERE person_id = ?")
    assert changes_records("INSERT OR IGNORE INTO people (id) VALUES (1)")
    assert changes_records("WITH x AS (SELECT 1) UPDATE people SET name = ''")
