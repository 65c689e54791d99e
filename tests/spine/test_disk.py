"""The disk may fail: a start is refused in one line that names the cause; what runs waits, and loses nothing."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.local_telegram import LocalTelegram
from bot.statuses import Status
from handlers.context import message
from storage import outbox
from storage.clock import SystemClock
from storage.migrations import available
from storage.store import Store, Unit
from tests.conftest import MONDAY
from tests.crash.claims import unsound
from tests.crash.process import BotProcess
from tests.play import Play
from tests.spine.toys import ECHO, TABLE
from tests.stopwatch import SteeredStopwatch

NO_PRIVILEGE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Root may write anywhere unless it gives that up."""


# A start on a file that cannot be used.


def _cut(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2 + 100)


def _scratch(database: Path) -> None:
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(16 * 1024))


def _replace_by_text(database: Path) -> None:
    database.write_text("Ceci n'est pas une base de données. " * 100)


def _replace_by_theirs(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as db:
        db.execute("CREATE TABLE theirs (a)")


def _make_newer(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        db.execute(f"PRAGMA user_version = {available()[-1][0] + 1}")


def _write_protect(database: Path) -> None:
    database.chmod(0o444)


def _write_protect_folder(database: Path) -> None:
    database.parent.chmod(0o555)


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (_cut, "the file is damaged: restore a backup"),
    "scratched": (_scratch, "the file is damaged: restore a backup"),
    "no database": (_replace_by_text, "the file is no database"),
    "somebody else's": (_replace_by_theirs, "not a database of Coop'Ter"),
    "of a newer program": (_make_newer, "install a newer program"),
    "read-only file": (_write_protect, "may not be written"),
    "read-only folder": (_write_protect_folder, "Permission denied"),
}


FOR_GOOD = ("truncated", "scratched", "no database", "somebody else's", "of a newer program")
"""Starting again is of no use before somebody mends it."""


async def _refused(telegram: LocalTelegram, data: Path, expected: Status, *wrapper: str) -> str:
    """Start the bot; it ends with this status; return the one line it said."""
    bot = BotProcess(telegram, data)
    await bot.start(*wrapper)
    status, line = await bot.ends()
    assert (status, list(bot.said)) == (expected, [line])
    return line


@pytest.mark.parametrize("case", CASES)
async def test_a_file_that_cannot_be_used_is_refused_in_one_line_and_left_as_it_is(tmp_path: Path, case: str) -> None:
    spoil, cause = CASES[case]
    data = tmp_path / "data"
    store = await Store.open(data / "coopter.sqlite3", SystemClock())
    await store.close()
    spoil(store.path)
    before = store.path.read_bytes()
    async with LocalTelegram(flood=None) as telegram:
        expected = Status.UNUSABLE_DATA if case in FOR_GOOD else Status.DISK
        line = await _refused(telegram, data, expected, *NO_PRIVILEGE)
    data.chmod(0o755)
    assert cause in line
    assert str(data) in line or case == "somebody else's" or case == "of a newer program"
    assert store.path.read_bytes() == before


async def test_a_file_held_by_another_program_is_refused_and_served_when_it_is_free(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = await Store.open(data / "coopter.sqlite3", SystemClock())
    await store.close()
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        async with LocalTelegram(flood=None) as telegram:
            assert "another program holds the file locked" in await _refused(telegram, data, Status.DISK)
            other.rollback()
            other.close()
            await _serves(telegram, data)


async def _serves(telegram: LocalTelegram, data: Path) -> None:
    bot = BotProcess(telegram, data)
    await bot.start()
    await bot.serves()
    assert await bot.stop() == 0
    with closing(sqlite3.connect(data / "coopter.sqlite3")) as db:
        assert unsound(db) == []


# A disk that is full.


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own: the nearest to a full one; needs the right to mount."""
    folder = Path(tempfile.mkdtemp(prefix="small-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


def _fill(folder: Path, leave: int) -> Path:
    """Leave so many bytes free."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(max(os.statvfs(folder).f_bavail * os.statvfs(folder).f_bsize - leave, 0)))
    return ballast


async def test_a_start_on_a_full_disk_is_refused_and_succeeds_when_there_is_room(small_disk: Path) -> None:
    ballast = _fill(small_disk, 100_000)
    async with LocalTelegram(flood=None) as telegram:
        assert "the disk is full" in await _refused(telegram, small_disk / "data", Status.DISK)
        ballast.unlink()
        await _serves(telegram, small_disk / "data")


async def test_a_disk_that_fills_up_at_work_loses_nothing_and_doubles_nothing(small_disk: Path) -> None:
    async with LocalTelegram(flood=None) as telegram:
        lea = await telegram.person("Léa")
        bot = BotProcess(telegram, small_disk / "data", module="tests.spine.toys")
        await bot.start()
        await bot.serves()
        ballast = _fill(small_disk, 50_000)
        await lea.start()
        sent = 0
        async with asyncio.timeout(30):
            while not any("the disk is full" in line for line in bot.said):
                await lea.says(f"/hello {sent} {'x' * 3000} ")
                sent += 1
                await telegram.idle(timeout=0.05)
        assert bot.alive
        ballast.unlink()
        for number in range(sent):
            await lea.sees(f"Bonjour {number} ", ever=True, timeout=40)
        await telegram.idle()
        answers = [m.text.split()[1] for m in lea.chat.from_bot][1:]
        assert answers == [str(number) for number in range(sent)]
        await bot.kill()
    with closing(sqlite3.connect(small_disk / "data" / "coopter.sqlite3")) as db:
        assert unsound(db) == []
        assert db.execute("SELECT COUNT(*) FROM inbox WHERE state = 'handled'").fetchone()[0] == sent + 1


# The same within the test's own process, where no right to mount is needed.


@pytest.fixture
def stopwatch() -> SteeredStopwatch:
    """Seconds that pass when told: pauses between tries, too."""
    return SteeredStopwatch()


@pytest.fixture
async def stage(tmp_path: Path, stopwatch: SteeredStopwatch) -> AsyncIterator[Play]:
    """A bot with the toy conversations; its database is sound when the test ends."""
    play = Play(tmp_path, MONDAY, routes=TABLE, stopwatch=stopwatch)
    await play.open()
    yield play
    await play.close()
    with closing(sqlite3.connect(tmp_path / "coopter.sqlite3")) as db:
        assert unsound(db) == []


async def test_a_file_that_may_not_grow_is_waited_for_and_every_update_stays_with_telegram(
    stage: Play, stopwatch: SteeredStopwatch
) -> None:
    lea = await stage.member("Léa")

    async def no_more(unit: Unit) -> None:
        pages = await unit.value("PRAGMA page_count")
        await unit.value(f"PRAGMA max_page_count = {pages}")

    await stage.run(no_more)
    for number in range(60):
        await lea.says(f"/hello {number} {'x' * 3000} ")
    await stopwatch.sleeper()
    stored = await stage.app.store.read(lambda unit: unit.value("SELECT COUNT(*) FROM inbox"))
    assert stored + len(stage.telegram.state.queues[stage.telegram.bot.id].pending) >= 61
    await stage.run(lambda unit: unit.value("PRAGMA max_page_count = 1000000"))
    while len(lea.chat.from_bot) < 61:
        stopwatch.advance(20)
        await stage.telegram.idle()
    assert [m.text.split()[1] for m in lea.chat.from_bot][1:] == [str(number) for number in range(60)]


async def test_what_was_sent_while_the_file_is_locked_is_not_sent_again(
    stage: Play, stopwatch: SteeredStopwatch
) -> None:
    lea = await stage.member("Léa")
    await stage.telegram.idle(quiet_seconds=0.2)  # her first answer is written down

    async def queue(unit: Unit) -> None:
        await unit.value("PRAGMA busy_timeout = 20")
        for number in range(3):
            await outbox.put(unit, message(ECHO, body=f"message {number}"), chat=lea.id)

    def shown() -> list[str]:
        return [m.text for m in lea.chat.from_bot if m.text.startswith("message")]

    stage.telegram.faults.add("slow", methods=["sendMessage"], latency_ms=(600, 600))
    with closing(sqlite3.connect(stage.data / "coopter.sqlite3", isolation_level=None)) as other:
        await stage.run(queue)
        other.execute("BEGIN IMMEDIATE")
        await lea.sees("message 0")
        for _ in range(4):
            stopwatch.advance(await stopwatch.sleeper())
            stage.app.deliverer.rescan()
        assert shown() == ["message 0"]
        other.execute("ROLLBACK")
        stage.telegram.faults.clear()
        while len(shown()) < 3:
            stopwatch.advance(20)
            await stage.telegram.idle()
    assert shown() == ["message 0", "message 1", "message 2"]
