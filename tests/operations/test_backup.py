"""Backups: whole while the bot works, never half, kept for a while and no longer."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import time

import pytest

from bot.backups import Backups
from bot.lock import hold
from storage import backups
from storage.backups import UnsoundFileError
from storage.choices import remembered
from storage.clock import SteeredClock
from storage.health import BACKUP_FAILED
from storage.people import Role
from storage.store import Store
from tests.operations import pairs
from tests.operations.cli import coopter, python
from tests.play import Play

KILLED_BEFORE_ITS_NAME = """
import os, signal, sys
from pathlib import Path
from storage import backups
Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
backups.copy_file(Path(sys.argv[1]), Path(sys.argv[2]))
"""


async def test_a_backup_made_during_load_restores_elsewhere_with_all_that_was_acknowledged(
    store: Store, tmp_path: Path
) -> None:
    acknowledged, well_under_way = 0, asyncio.Event()

    async def load() -> None:
        nonlocal acknowledged
        while True:
            acknowledged = await pairs.write(store, acknowledged + 1)
            if acknowledged == 50:
                well_under_way.set()

    with closing(hold(tmp_path)):  # as while `coopter run` works
        writing = asyncio.create_task(load())
        await well_under_way.wait()
        before = acknowledged
        made = await coopter("backup", tmp_path / "safe" / "copy.sqlite3", data=tmp_path)
        meanwhile = acknowledged - before
        writing.cancel()
        await asyncio.wait([writing])
    assert (made.code, made.err) == (0, "")
    assert "verified" in made.out
    assert meanwhile > 0, "the writer was held up"

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = await coopter("restore", tmp_path / "safe" / "copy.sqlite3", data=elsewhere)
    assert (restored.code, restored.err) == (0, "")
    assert set(range(1, before + 1)) <= pairs.read(elsewhere / "coopter.sqlite3")
    checked = await coopter("check", data=elsewhere)
    assert checked.code == 0, checked.out


async def test_a_copy_killed_before_it_got_its_name_leaves_no_half_file(store: Store, tmp_path: Path) -> None:
    await pairs.write(store, 1)
    target = tmp_path / "backups" / "coopter-20270301-030000.sqlite3"
    assert await python(KILLED_BEFORE_ITS_NAME, store.path, target) == -signal.SIGKILL
    assert not target.exists()
    half = target.with_name(f".{target.name}.part")
    assert half.exists()
    assert backups.kept(target.parent) == []

    await store.copy_to(target)
    assert pairs.read(target) == {1}
    assert not half.exists()


async def test_a_copy_killed_over_an_older_one_leaves_the_older_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    await pairs.write(store, 1)
    await store.copy_to(target)
    await pairs.write(store, 2)
    assert await python(KILLED_BEFORE_ITS_NAME, store.path, target) == -signal.SIGKILL
    assert pairs.read(target) == {1}
    backups.verify(target)


async def test_what_a_kill_left_goes_with_the_next_rotation(store: Store, tmp_path: Path, clock: SteeredClock) -> None:
    folder = tmp_path / backups.FOLDER
    folder.mkdir()
    left, under_way = folder / ".old.sqlite3.part", folder / ".new.sqlite3.part"
    for half in (left, under_way):
        half.write_bytes(b"half")
    os.utime(left, (time() - 7200, time() - 7200))
    backups.rotate(store.path, clock.now(), 30)
    assert not left.exists()
    assert under_way.exists()


async def test_a_backup_never_writes_over_the_database_or_somebody_elses_file(store: Store, tmp_path: Path) -> None:
    itself = await coopter("backup", store.path, data=tmp_path)
    assert (itself.code, itself.out) == (2, "")
    assert "the database itself" in itself.err
    letter = tmp_path / "letter.txt"
    letter.write_text("Chère Inès", encoding="utf-8")
    refused = await coopter("backup", letter, data=tmp_path)
    assert refused.code == 2
    assert letter.read_text(encoding="utf-8") == "Chère Inès"
    empty = tmp_path / "empty"
    empty.mkdir()
    nothing = await coopter("backup", tmp_path / "b.sqlite3", data=empty)
    assert nothing.code == 2
    assert "there is no file" in nothing.err


async def test_a_damaged_database_makes_no_backup(store: Store, tmp_path: Path) -> None:
    for number in range(300):
        await pairs.write(store, number)
    await store.close()
    content = bytearray(store.path.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    store.path.write_bytes(content)
    with pytest.raises((UnsoundFileError, sqlite3.DatabaseError)):
        backups.copy_file(store.path, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


async def test_one_backup_a_night_is_made_and_kept_for_its_days(store: Store, clock: SteeredClock) -> None:
    job = Backups(store, days=3)
    folder = store.path.parent / backups.FOLDER
    assert await job.if_due()
    assert not await job.if_due()
    assert not await job.if_due()
    for _ in range(6):
        clock.advance(timedelta(days=1))
        assert await job.if_due()
    ages = [clock.now() - one.made_at for one in backups.kept(folder)]
    assert ages == [timedelta(days=days) for days in (3, 2, 1, 0)]


async def test_the_newest_backup_stays_however_long_the_bot_was_off(store: Store, clock: SteeredClock) -> None:
    await Backups(store, days=3).if_due()
    clock.advance(timedelta(days=100))
    assert backups.rotate(store.path, clock.now(), 3) == []
    assert len(backups.kept(store.path.parent / backups.FOLDER)) == 1


async def test_copies_made_before_a_migration_or_a_restore_expire_too(store: Store, clock: SteeredClock) -> None:
    now = clock.now()
    folder = store.path.parent / backups.FOLDER
    aside = store.path.parent / backups.name_for(store.path, now, backups.REPLACED)
    for path in (folder / backups.name_for(store.path, now, "before-0002"), aside):
        await store.copy_to(path)
    own = store.path.parent / "mine-20200101-000000.sqlite3"
    await store.copy_to(own)
    assert backups.rotate(store.path, now + timedelta(days=29), 30) == []
    assert len(backups.rotate(store.path, now + timedelta(days=31), 30)) == 2
    assert own.exists()


async def test_a_backup_never_takes_the_room_the_bot_needs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    little = shutil.disk_usage(store.path)._replace(free=10_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: little)
    assert not await Backups(store, days=30).if_due()
    assert backups.kept(store.path.parent / backups.FOLDER) == []
    assert await store.read(lambda unit: remembered(unit, BACKUP_FAILED))


async def test_coordinators_hear_once_a_day_of_a_backup_that_fails(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    (play.data / backups.FOLDER).write_text("in the way", encoding="utf-8")
    job = Backups(play.app.store, days=30)
    for _ in range(3):
        assert not await job.if_due()
    play.app.deliverer.wake()
    await cora.sees("sauvegarde de la nuit n’a pas pu être faite")
    await play.telegram.idle()
    assert sum("sauvegarde" in one.text for one in cora.chat.messages) == 1
    (play.data / backups.FOLDER).unlink()
    assert await job.if_due()
