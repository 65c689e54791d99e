"""A power cut loses nothing acknowledged: the writes and syncs of the bot are recorded, and cut before each sync."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.crash.claims import unsound
from tests.crash.power import Disk, cut_the_power
from tests.crash.process import ROOT
from tests.crash.recording import missing, read, wrapper

_WRITES = """
import asyncio, os, sys
from pathlib import Path
from storage.clock import SystemClock
from storage.store import Store

async def main():
    store = await Store.open(Path(sys.argv[1]), SystemClock(), synchronous=sys.argv[2])
    for number in range(5):
        await store.run(lambda unit: unit.run("INSERT INTO memory VALUES (?, 'kept')", (str(number),)))
    os._exit(0)

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def recorder() -> None:
    """What records; in CI it must be there."""
    reason = missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


async def test_whenever_the_power_goes_everything_acknowledged_is_there(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    outcome = await cut_the_power(tmp_path, seed, seconds=1.5, cuts=40)
    print("seed", seed, json.dumps(asdict(outcome), ensure_ascii=False))
    assert (outcome.most_lost, outcome.damaged, outcome.wrong) == (0, 0, []), f"seed {seed}"
    assert outcome.cuts > 10
    assert outcome.acknowledged > 5


@pytest.mark.parametrize(("synchronous", "kept"), [("FULL", [5]), ("NORMAL", range(5))])
def test_the_cut_tells_full_from_normal(tmp_path: Path, synchronous: str, kept: list[int]) -> None:
    database, record = tmp_path / "x.sqlite3", tmp_path / "record"
    command = [arg for arg in wrapper(record) if arg != "-D"]
    subprocess.run([*command, sys.executable, "-c", _WRITES, database, synchronous], check=True, cwd=ROOT)
    disk = Disk({})
    for event in read(record, database):
        disk.take(event)
    (tmp_path / "cut").mkdir()
    for name, image in disk.after_a_cut(None).items():
        (tmp_path / "cut" / name).write_bytes(image)
    with closing(sqlite3.connect(tmp_path / "cut" / database.name)) as db:
        assert unsound(db) == []
        there = db.execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'memory'").fetchone()[0]
        found = db.execute("SELECT COUNT(*) FROM memory WHERE value = 'kept'").fetchone()[0] if there else 0
    assert found in kept
