"""What the store promises: all of a unit or nothing, one writer, readable meanwhile, no foreign file."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from storage.clock import SteeredClock
from storage.migrations import ForeignFileError, available, statements
from storage.store import Store, Unit


async def _note(unit: Unit, name: str) -> None:
    await unit.run("INSERT INTO memory (name, value) VALUES (?, 'x')", (name,))


async def _notes(unit: Unit) -> list[str]:
    return [row["name"] for row in await unit.all("SELECT name FROM memory ORDER BY name")]


async def test_a_unit_that_raises_changes_nothing(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await _note(unit, "lost")
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        await store.run(work)
    assert await store.read(_notes) == []


async def test_a_savepoint_undoes_only_its_own_part(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await _note(unit, "kept")
        with suppress(ValueError):
            async with unit.savepoint():
                await _note(unit, "undone")
                raise ValueError("on purpose")
        await _note(unit, "kept too")

    await store.run(work)
    assert await store.read(_notes) == ["kept", "kept too"]


async def test_a_unit_that_waits_for_anything_else_is_refused_and_rolled_back(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await _note(unit, "lost")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="await nothing but its unit"):
        await store.run(work)
    assert await store.read(_notes) == []


async def test_a_cancelled_caller_leaves_a_whole_unit_and_a_usable_store(store: Store) -> None:
    async def slow(unit: Unit) -> None:
        await _note(unit, "whole")
        await unit.value(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT MAX(i) FROM n"
        )

    task = asyncio.create_task(store.run(slow))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async def more(unit: Unit) -> None:
        await _note(unit, "next")

    await store.run(more)
    assert set(await store.read(_notes)) - {"whole"} == {"next"}


async def test_reading_cannot_change_anything(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await _note(unit, "forbidden")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store.read(work)


async def test_a_file_of_somebody_else_is_refused_untouched(tmp_path: Path, clock: SteeredClock) -> None:
    path = tmp_path / "theirs.sqlite3"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(ForeignFileError):
        await Store.open(path, clock)
    assert path.read_bytes() == before


async def test_a_file_of_a_newer_program_is_refused(tmp_path: Path, clock: SteeredClock) -> None:
    store = await Store.open(tmp_path / "new.sqlite3", clock)
    await store.close()
    raw = sqlite3.connect(store.path)
    raw.execute(f"PRAGMA user_version = {available()[-1][0] + 1}")
    raw.close()
    with pytest.raises(ForeignFileError, match="newer"):
        await Store.open(store.path, clock)


async def test_a_damaged_file_is_refused(tmp_path: Path, clock: SteeredClock) -> None:
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"this is no database at all, and long enough to look at" * 40)
    with pytest.raises(sqlite3.DatabaseError):
        await Store.open(path, clock)


async def test_every_table_is_strict_and_the_schema_is_sound(store: Store) -> None:
    async def look(unit: Unit) -> tuple[list[str], list[sqlite3.Row], str]:
        loose = await unit.all(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        )
        broken = await unit.all("PRAGMA foreign_key_check")
        return [row["name"] for row in loose], broken, await unit.value("PRAGMA integrity_check")

    loose, broken, integrity = await store.read(look)
    assert [name for name in loose if not name.startswith("sqlite_")] == []
    assert broken == []
    assert integrity == "ok"


def test_a_script_is_cut_into_statements_with_triggers_whole() -> None:
    script = "CREATE TABLE a (b);\nCREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT 1; SELECT 2; END;\n"
    assert len(list(statements(script))) == 2
    with pytest.raises(ValueError, match="unfinished"):
        list(statements("CREATE TABLE a (b)"))


async def test_a_copy_made_while_writing_is_whole(store: Store, tmp_path: Path, clock: SteeredClock) -> None:
    async def write(number: int) -> None:
        async def work(unit: Unit) -> None:
            await _note(unit, f"a{number:03}")
            await _note(unit, f"b{number:03}")

        await store.run(work)

    writing = asyncio.gather(*(write(number) for number in range(50)))
    await store.copy_to(tmp_path / "copy.sqlite3")
    await writing
    copy = await Store.open(tmp_path / "copy.sqlite3", clock)
    names = await copy.read(_notes)
    assert {name[1:] for name in names if name[0] == "a"} == {name[1:] for name in names if name[0] == "b"}
    await copy.close()
