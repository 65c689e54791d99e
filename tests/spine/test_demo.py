"""The demo opens at an hour when the bot speaks."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.demo import begin_by_day
from bot.local_telegram import LocalTelegram
from storage.clock import PARIS


@pytest.mark.parametrize(
    ("begun", "opens"),
    [
        ("2027-03-02T03:10", "2027-03-02T09:00"),
        ("2027-03-02T14:20", "2027-03-02T14:20"),
        ("2027-03-02T22:40", "2027-03-03T09:00"),
        ("2027-12-31T19:00", "2028-01-01T09:00"),
    ],
)
def test_a_demo_begun_in_the_evening_or_at_night_opens_on_the_next_morning(begun: str, opens: str) -> None:
    telegram = LocalTelegram()
    telegram.clock.freeze()
    telegram.clock.set_to(datetime.fromisoformat(begun).replace(tzinfo=PARIS))
    begin_by_day(telegram)
    assert telegram.clock.now() == datetime.fromisoformat(opens).replace(tzinfo=PARIS)
