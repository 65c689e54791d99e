"""The cast of the plays about sharing: that of work days."""

from __future__ import annotations

import pytest

from tests.play import Play
from tests.work_days.story import Cast, cast


@pytest.fixture
async def scene(play: Play) -> Cast:
    """Everyone on stage."""
    return await cast(play)
