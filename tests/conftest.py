"""What the tests stand on: the real bot, on the local Telegram, over HTTP, with a real SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.clock import PARIS, SteeredClock
from storage.store import Store

if TYPE_CHECKING:
    from tests.play import Play

MONDAY = datetime(2027, 3, 1, 10, 0, tzinfo=PARIS)
"""When plays begin: a Monday morning in March, far from a change of clock."""


@pytest.fixture
def clock() -> SteeredClock:
    """A clock that stands still at MONDAY until moved."""
    steered = SteeredClock()
    steered.freeze(MONDAY)
    return steered


@pytest.fixture
async def store(tmp_path: Path, clock: SteeredClock) -> AsyncIterator[Store]:
    """An empty database."""
    opened = await Store.open(tmp_path / "coopter.sqlite3", clock)
    yield opened
    await opened.close()


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    """The bot, running on the in-process local Telegram; the clock stands at MONDAY until moved."""
    from tests.play import Play  # heavy: only for those who play

    stage = Play(tmp_path, MONDAY)
    await stage.open()
    yield stage
    await stage.close()
