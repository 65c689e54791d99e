"""The cast of the plays about work days."""

from __future__ import annotations

import pytest

from storage import gate, supervision
from storage.choices import Choices
from storage.gate import GateChange
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import Cast, cast


@pytest.fixture
async def scene(play: Play) -> Cast:
    """Everyone on stage."""
    return await cast(play)


@pytest.fixture
async def confirmed(play: Play, scene: Cast) -> Session:
    """A confirmed session led by Karim, in which Léo has a seat."""
    await scene.insure()
    session = await scene.day()
    karim = await play.id_of(scene.karim)
    await scene.seat(scene.leo, session.id)

    async def lead(unit: Unit) -> GateChange:
        await supervision.accept(unit, session.id, karim, Choices())
        return await gate.refresh(unit, session.id, Choices())

    assert await play.run(lead) is GateChange.GAINED
    await scene.leo.sees("Séance confirmée")
    await scene.karim.sees("Séance confirmée")
    await scene.claire.sees("Séance confirmée")
    return session
