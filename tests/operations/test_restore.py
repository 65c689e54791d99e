"""Restoring: only what is whole and ours, never under a running bot, and the old database is not lost."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.lock import hold
from storage import backups
from storage.clock import SteeredClock
from storage.migrations import available
from storage.store import Store
from tests.operations import pairs
from tests.operations.cli import coopter, python

KILLED_BEFORE_IT_COUNTS = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from storage import restoring
replace = Path.replace
def die(self, target):
    if self.name.endswith(".restoring"):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = die
restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))
"""


@pytest.fixture
async def backup(store: Store, tmp_path: Path) -> Path:
    """A backup with the first pair; the database has a second one by now, and is closed."""
    target = tmp_path / "copy.sqlite3"
    await pairs.write(store, 1)
    await store.copy_to(target)
    await pairs.write(store, 2)
    await store.close()
    return target


def _old(folder: Path) -> list[Path]:
    return list(folder.glob(f"*-{backups.REPLACED}.sqlite3"))


async def test_a_restore_keeps_the_old_database_beside_it(store: Store, backup: Path, tmp_path: Path) -> None:
    done = await coopter("restore", backup, data=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert pairs.read(store.path) == {1}
    [old] = _old(tmp_path)
    assert old.name in done.out
    assert pairs.read(old) == {1, 2}
    backups.verify(old)
    assert pairs.read(backup) == {1}


async def test_the_bot_starts_on_what_was_restored(
    store: Store, backup: Path, tmp_path: Path, clock: SteeredClock
) -> None:
    await coopter("restore", backup, data=tmp_path)
    again = await Store.open(store.path, clock)
    await pairs.write(again, 3)
    await again.close()
    assert pairs.read(store.path) == {1, 3}


async def test_a_restore_is_refused_while_the_bot_runs(store: Store, backup: Path, tmp_path: Path) -> None:
    with closing(hold(tmp_path)):
        refused = await coopter("restore", backup, data=tmp_path)
    assert refused.code == 2
    assert "another process works on" in refused.err
    assert pairs.read(store.path) == {1, 2}
    assert _old(tmp_path) == []


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (a)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {available()[-1][0] + 1}")


def _dangling(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO roles (person_id, role, granted_at) VALUES (99, 'coach', '2027-01-01')")
        db.commit()


def _scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_foreign, "not a database of Coop'Ter"),
        (_newer, "newer program"),
        (_dangling, "refers to people"),
        (_scrambled, "damaged|cannot be read"),
        (_cut, "damaged|cannot be read"),
        (_empty, "no database of Coop'Ter"),
        (Path.unlink, "there is no file"),
    ],
)
async def test_a_file_that_is_not_a_whole_backup_of_ours_is_refused_and_nothing_is_touched(
    store: Store, backup: Path, tmp_path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(backup)
    refused = await coopter("restore", backup, data=tmp_path)
    assert refused.code == 2
    assert any(part in refused.err for part in why.split("|")), refused.err
    assert refused.err.count("\n") == 1
    assert pairs.read(store.path) == {1, 2}
    assert _old(tmp_path) == []


async def test_a_restore_replaces_a_damaged_database_and_keeps_it_as_it_was(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    _scrambled(store.path)
    damaged = store.path.read_bytes()
    done = await coopter("restore", backup, data=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert pairs.read(store.path) == {1}
    [old] = _old(tmp_path)
    assert old.read_bytes() == damaged


async def test_what_the_old_database_had_only_in_its_journal_is_kept_with_it(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    script = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA journal_mode = WAL')\n"
        "for name in ('a00009', 'b00009'): db.execute('INSERT INTO memory VALUES (?, ?)', (name, 'x'))\n"
        "os._exit(0)\n"  # as a kill leaves it: committed, not yet written back
    )
    assert await python(script, store.path) == 0
    assert store.path.with_name(f"{store.path.name}-wal").stat().st_size > 0
    assert (await coopter("restore", backup, data=tmp_path)).code == 0
    [old] = _old(tmp_path)
    assert pairs.read(old) == {1, 2, 9}
    assert pairs.read(store.path) == {1}


async def test_a_restore_killed_before_it_counts_leaves_the_old_database(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    assert await python(KILLED_BEFORE_IT_COUNTS, backup, store.path) == -signal.SIGKILL
    backups.verify(store.path)
    assert pairs.read(store.path) == {1, 2}
    assert (await coopter("restore", backup, data=tmp_path)).code == 0
    assert pairs.read(store.path) == {1}


async def test_a_restore_tells_what_waits_in_the_backup(store: Store, backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(backup)) as db:
        db.execute(
            "INSERT INTO inbox (bot_id, update_id, received_at, payload)"
            " VALUES (1, 1, '2027-03-01T00:00:00.000Z', '{}')"
        )
        db.commit()
    done = await coopter("restore", backup, data=tmp_path)
    assert "1 updates to handle, 0 messages to send" in done.out
