"""What was erased is nowhere readable in our files: a mark in every personal column, then a search byte by byte."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.removals import Remover
from storage import erasing, erasure_journal, exporting, retention
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.ids import PersonId
from storage.personal_data import NOBODY, register
from storage.store import Store, Unit
from tests.growth.statements import Caught
from tests.growth.test_query_plans import SMALL
from tests.personal_data.planting import OTHER, PERSON, plant, readable, shows_number

Marks = dict[tuple[str, str], str]


@pytest.fixture
def marks(tmp_path: Path) -> Marks:
    """A database with a person in every table, planted before the store opens it."""
    return {}


@pytest.fixture
async def planted(tmp_path: Path, clock: SteeredClock, marks: Marks) -> AsyncIterator[Store]:
    """The store of that database, with the bytes of the person's file."""
    path = tmp_path / "coopter.sqlite3"
    await (await Store.open(path, clock)).close()
    marks |= plant(path)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / marks["files", "path"]).write_bytes(b"%PDF-1.7 plans")
    store = await Store.open(path, clock)
    yield store
    await store.close()


async def _erase(store: Store, clock: SteeredClock) -> None:
    remover = Remover(store, store.path.parent)
    await store.run(partial(erasing.erase, person=PersonId(PERSON), by=None))
    await remover.look()
    clock.advance(erasing.LAST_TRACES + timedelta(minutes=1))
    await remover.look()


async def test_every_personal_column_has_its_mark_and_every_mark_is_readable_first(
    planted: Store, marks: Marks
) -> None:
    goes = {(name, column) for name, table in register().items() for column in table.columns if (name, column) in marks}
    assert {("people", "name"), ("houses", "address"), ("opinions", "text"), ("household_notes", "text")} <= goes
    assert len({where[1:] for where in readable([planted.path], marks)}) == len(marks)
    assert shows_number(planted.path)


async def test_what_was_erased_is_in_no_file_of_ours(planted: Store, marks: Marks, clock: SteeredClock) -> None:
    await _erase(planted, clock)
    backup = planted.path.parent / "backup.sqlite3"
    await planted.copy_to(backup)
    wal = planted.path.with_name(f"{planted.path.name}-wal")
    assert list(readable([planted.path, wal, backup], marks)) == []
    assert not any(shows_number(path) for path in (planted.path, wal, backup))
    assert list((planted.path.parent / "files").iterdir()) == []


async def test_no_big_table_is_read_from_end_to_end(planted: Store, clock: SteeredClock) -> None:
    caught = Caught()
    await caught.listen(planted)
    await planted.read(partial(exporting.export, person=PersonId(PERSON)))
    await planted.run(partial(retention.apply, choices=DEFAULTS))
    await _erase(planted, clock)
    assert len(caught) > 50
    small = (*SMALL, "main.people_names_config")
    scans = caught.scans(planted.path)
    bad = {sql: steps for sql, steps in scans.items() if any(step.split()[1] not in small for step in steps)}
    assert not bad, "\n\n".join(f"{sql}\n   {steps}" for sql, steps in bad.items())


async def test_what_others_hold_stays_and_names_nobody(planted: Store, marks: Marks, clock: SteeredClock) -> None:
    await planted.run(_other_side)
    await _erase(planted, clock)
    assert await planted.read(partial(_value, sql="SELECT text FROM thread_messages WHERE author_id = 2")) == "Merci !"
    assert await planted.read(partial(_value, sql="SELECT name FROM people WHERE id = 1")) == NOBODY
    assert await planted.read(partial(_value, sql="SELECT state FROM recipients")) == "waiting"
    waiting = "SELECT context FROM outbox WHERE state = 'waiting'"
    assert await planted.read(partial(_value, sql=waiting)) == '{"person": "—"}'


async def _other_side(unit: Unit) -> None:
    await unit.run(
        "INSERT INTO thread_messages (thread_id, author_id, text, at) VALUES (1, ?, 'Merci !', ?)", (OTHER, unit.now)
    )


async def _value(unit: Unit, sql: str) -> object:
    return await unit.value(sql)


async def test_the_register_of_attendance_keeps_the_name_and_nothing_else_does(
    planted: Store, marks: Marks, clock: SteeredClock
) -> None:
    await planted.run(lambda unit: unit.run("UPDATE attendance SET came = 'came', minutes = 180"))
    await _erase(planted, clock)
    name = marks.pop(("people", "name"))
    assert list(readable([planted.path], marks)) == []
    assert await planted.read(partial(_value, sql="SELECT name FROM kept_records")) == name
    assert await planted.read(partial(_value, sql="SELECT SUM(minutes) FROM attendance")) == 180
    await planted.run(lambda unit: unit.run("DELETE FROM kept_records"))
    await planted.empty_log()
    assert name.encode() not in planted.path.read_bytes()


async def test_an_export_holds_every_exported_column(planted: Store, marks: Marks) -> None:
    held = await planted.read(partial(exporting.export, person=PersonId(PERSON)))
    for name, table in register().items():
        for column in table.exported():
            assert column in held["data"][name][0], f"{name}.{column} is not exported"
            if (name, column) in marks:
                assert marks[name, column] in str(held["data"][name]), f"{name}.{column}"


async def test_the_journal_tells_numbers_only_and_a_restored_database_is_erased_again(
    planted: Store, clock: SteeredClock
) -> None:
    folder = planted.path.parent
    before = folder / "before.sqlite3"
    await planted.copy_to(before)
    await _erase(planted, clock)
    entries = erasure_journal.read(folder)
    assert [entry.person_id for entry in entries] == [PERSON]
    assert set((folder / erasure_journal.NAME).read_text()) <= set("0123456789-:.TZ \n")
    restored = await Store.open(before, clock)
    assert await restored.read(partial(erasing.is_due, person=PERSON, at=entries[0].at))
    assert not await planted.read(partial(erasing.is_due, person=PERSON, at=entries[0].at))
    assert not await restored.read(partial(erasing.is_due, person=PERSON, at="2026-12-31T00:00:00.000Z"))
    await restored.close()


def test_a_line_cut_short_says_nothing_and_the_next_is_whole(tmp_path: Path) -> None:
    whole = erasure_journal.Entry("2027-03-01T09:00:00.000Z", 12)
    erasure_journal.add(tmp_path, [whole])
    with (tmp_path / erasure_journal.NAME).open("a") as file:
        file.write("2027-03-0")
    erasure_journal.add(tmp_path, [whole._replace(person_id=13)])
    assert [entry.person_id for entry in erasure_journal.read(tmp_path)] == [12, 13]


def test_secure_delete_is_on(tmp_path: Path) -> None:
    from storage.store import _connect, _prepare

    db: sqlite3.Connection = _connect(tmp_path / "x.sqlite3")
    _prepare(db, tmp_path / "x.sqlite3", "FULL", SteeredClock().now())
    assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
    db.close()
