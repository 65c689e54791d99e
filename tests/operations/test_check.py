"""`coopter check`: nothing to say of a healthy folder, and one clear line for each thing that is wrong."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.check import check
from handlers.routes import table
from storage.clock import SteeredClock
from storage.scopes import SUBJECT_TABLES
from storage.store import Store
from tests.operations import old_databases, pairs
from tests.operations.cli import coopter
from tests.play import Play
from tests.work_days.story import PLAN, cast

WITHOUT_TABLE = {"availability", "choice", "conversation", "group"}
"""Kinds that only the trail and the questions of open forms speak of."""

Spoil = Callable[[sqlite3.Connection, Path], object]


def _sql(statement: str) -> Spoil:
    return lambda db, data: db.execute(statement)


def _file(db: sqlite3.Connection, data: Path, size: int = 3) -> None:
    db.execute(
        "INSERT INTO files (path, name, media_type, size, state, created_at)"
        " VALUES ('files/1.png', 'toit.png', 'image/png', ?, 'kept', '2027-03-01')",
        (size,),
    )


def _file_of_another_size(db: sqlite3.Connection, data: Path) -> None:
    _file(db, data, size=4)
    (data / "files").mkdir()
    (data / "files" / "1.png").write_bytes(b"\x89PN")


CARD = "INSERT INTO cards (name, subject_kind, subject_id, chat_id, message_id) VALUES ('sessions/card', 'session', 77, 1, 1)"  # noqa: E501
PERSON = "INSERT INTO people (id, name, created_at) VALUES (1, 'Léa', '2027-03-01')"
TALK = (
    "INSERT INTO conversations (chat_id, person_id, form, about, updated_at, expires_at)"
    " VALUES (1, 1, '{form}', '{about}', '2027-03-01', '2999-01-01')"
)
ROW = (
    "INSERT INTO outbox (kind, chat_id, priority, name, subject_kind, subject_id, not_before, created_at)"
    " VALUES ('say', 1, 1, '{name}', 'session', {session}, '2027-03-01', '2027-03-01')"
)


def _talk(form: str, about: str) -> Spoil:
    def insert(db: sqlite3.Connection, data: Path) -> None:
        db.execute(PERSON)
        db.execute(TALK.format(form=form, about=about))

    return insert


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (_sql(CARD), "orphans: 1 of cards about a session that is gone (ids 1)"),
        (_talk("companion", '{"session": 77}'), "orphans: 1 of conversations about a session that is gone (ids 1)"),
        (_sql(ROW.format(name="help/main", session=77)), "orphans: 1 of outbox about a session that is gone (ids 1)"),
        (_talk("a_form_of_old", "{}"), "names: 1 open forms a_form_of_old"),
        (_sql(ROW.format(name="gone/word", session=77)), "names: 1 waiting messages gone/word"),
        (_sql("INSERT INTO roles VALUES (9, 'coach', NULL, '2027-03-01')"), "references: roles"),
        (_file, "files: 1 files are missing (files/1.png)"),
        (_file_of_another_size, "files: 1 files have another size than noted (files/1.png)"),
    ],
)
async def test_what_is_wrong_has_a_line_and_an_exit_code(store: Store, tmp_path: Path, spoil: Spoil, line: str) -> None:
    with closing(sqlite3.connect(store.path)) as db:
        spoil(db, tmp_path)
        db.commit()
    found = await coopter("check", data=tmp_path)
    assert found.code == 1
    assert any(one.startswith(f"wrong  {line}") for one in found.out.splitlines()), found.out


async def test_a_damaged_file_is_told_as_such(store: Store, tmp_path: Path) -> None:
    for number in range(300):
        await pairs.write(store, number)
    await store.close()
    content = bytearray(store.path.read_bytes())
    content[-8192:] = os.urandom(8192)
    store.path.write_bytes(content)
    found = await coopter("check", data=tmp_path)
    assert found.code == 1
    assert "wrong  integrity: " in found.out


async def test_a_stray_file_and_what_waits_are_noted_and_not_wrong(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store.path)) as db:
        for number in (1, 2):
            db.execute(
                "INSERT INTO inbox (bot_id, update_id, received_at) VALUES (1, ?, '2027-03-01T00:00:00.000Z')",
                (number,),
            )
        db.commit()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "9.pdf").write_bytes(b"%PDF")
    found = await coopter("check", data=tmp_path)
    assert found.code == 0, found.out
    assert "note   files: 1 files belong to no row (files/9.pdf)" in found.out
    assert "note   inbox: 2 updates wait, the oldest for " in found.out


async def test_an_older_schema_is_looked_at_and_not_touched(tmp_path: Path) -> None:
    old_databases.make(tmp_path / "coopter.sqlite3", 1)
    found = await coopter("check", data=tmp_path)
    assert found.code == 0, found.out
    assert "note   schema: version 1; the next start brings it to " in found.out


async def test_without_a_database_there_is_nothing_to_check(tmp_path: Path) -> None:
    found = await coopter("check", data=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("coopter: there is no file ")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_a_day_of_mutual_aid_leaves_nothing_wrong(play: Play) -> None:
    people = await cast(play)
    session = await people.day(PLAN)
    await people.leo.says("/agenda")
    await people.leo.sees("Limours")
    await people.seat(people.leo, session.id)
    await people.claire.says("/proposer")
    await people.claire.sees(".")
    await play.tick()
    await play.telegram.idle()
    lines = check(play.app.store.path, table(), play.app.clock.now())
    assert [str(line) for line in lines if line.level == "wrong"] == []


def test_every_kind_of_matter_the_program_speaks_of_is_known_to_the_check(clock: SteeredClock) -> None:
    import re

    sources = [*Path("handlers").glob("*.py"), *Path("storage").glob("*.py"), *Path("bot").glob("*.py")]
    assert sources, "run from the root of the repository"
    kinds = {kind for path in sources for kind in re.findall(r'Subject\("(\w+)"', path.read_text(encoding="utf-8"))}
    assert kinds - WITHOUT_TABLE <= set(SUBJECT_TABLES)
