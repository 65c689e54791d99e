"""A database of any older schema, with rows in every table, comes up to date and keeps every one of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import backups
from storage.clock import SteeredClock
from storage.migrations import available
from storage.soundness import inspect
from storage.store import Store
from tests.operations import old_databases
from tests.operations.cli import coopter

NUMBERS = [number for number, _ in available()]
Contents = dict[str, tuple[list[str], list[tuple[object, ...]]]]


def _contents(path: Path) -> Contents:
    with closing(sqlite3.connect(path)) as db:
        found = {}
        for table in old_databases.tables(db):
            columns = old_databases.columns(db, table)
            found[table] = (columns, old_databases.contents(db, table, columns))
        return found


@pytest.mark.parametrize("schema", NUMBERS)
async def test_a_database_of_this_schema_comes_up_to_date_with_all_its_rows(
    tmp_path: Path, clock: SteeredClock, schema: int
) -> None:
    path = tmp_path / "coopter.sqlite3"
    old_databases.make(path, schema)
    before = _contents(path)
    empty = [table for table, (_, rows) in before.items() if len(rows) < old_databases.ROWS]
    assert set(empty) <= ({"conversations"} if schema == 1 else set()), empty

    await (await Store.open(path, clock)).close()

    with closing(sqlite3.connect(path)) as db:
        for table, (columns, rows) in before.items():
            assert old_databases.contents(db, table, columns) == rows, table
    report = inspect(path, clock.now())
    assert (report.schema, report.damages, report.broken_references) == (NUMBERS[-1], [], [])


@pytest.mark.parametrize("schema", NUMBERS[:-1])
async def test_before_a_migration_a_copy_is_made_that_restores_and_migrates_again(
    tmp_path: Path, clock: SteeredClock, schema: int
) -> None:
    path = tmp_path / "coopter.sqlite3"
    old_databases.make(path, schema)
    before = _contents(path)
    await (await Store.open(path, clock)).close()
    [copy] = backups.kept(tmp_path / backups.FOLDER)
    assert copy.path.name.endswith(f"-before-{schema + 1:04}.sqlite3")
    assert backups.verify(copy.path) == schema
    assert _contents(copy.path) == before

    assert (await coopter("restore", copy.path, data=tmp_path)).code == 0
    assert _contents(path) == before
    await (await Store.open(path, clock)).close()
    assert backups.verify(path) == NUMBERS[-1]


async def test_an_up_to_date_database_is_opened_without_a_copy(store: Store, clock: SteeredClock) -> None:
    await store.close()
    await (await Store.open(store.path, clock)).close()
    assert not (store.path.parent / backups.FOLDER).exists()
