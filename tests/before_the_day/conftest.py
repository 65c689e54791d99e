"""The cast of the plays about the days before a session."""

from __future__ import annotations

import pytest

from tests.play import Play
from tests.sign_ups.conftest import host, household
from tests.work_days.story import Cast, cast

__all__ = ["host", "household", "scene"]


@pytest.fixture
async def scene(play: Play) -> Cast:
    """Everyone on stage."""
    return await cast(play)
