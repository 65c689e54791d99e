"""What the tests of people without Telegram share: a household that receives, and one of its sessions."""

from __future__ import annotations

import pytest

from storage.ids import PersonId
from storage.store import Store
from tests.sign_ups import people as cast


@pytest.fixture
async def host(store: Store) -> PersonId:
    """Someone whose household receives."""
    return await cast.volunteer(store, "Hélène", 100)


@pytest.fixture
async def household(store: Store, host: PersonId) -> int:
    """The household."""
    return await cast.household(store, "Les Lilas", host)


@pytest.fixture
async def session(store: Store, host: PersonId, household: int) -> int:
    """A session of three seats on Saturday, from 9 h to 17 h."""
    return await cast.session(store, host, household)
