"""Quiet hours: what can wait waits until morning in Paris, what is urgent does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage.choices import Choices
from storage.clock import PARIS
from storage.quiet import after_quiet, notice_time


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2027-03-01T20:59", "2027-03-01T20:59"),
        ("2027-03-01T21:00", "2027-03-02T08:00"),
        ("2027-03-02T07:59", "2027-03-02T08:00"),
        ("2027-03-02T08:00", "2027-03-02T08:00"),
        ("2027-03-27T23:00", "2027-03-28T08:00"),  # the night when clocks go forward
        ("2027-10-31T01:30", "2027-10-31T08:00"),  # the night when they go back
        ("2027-12-31T22:00", "2028-01-01T08:00"),
    ],
)
def test_a_notice_waits_for_the_morning(moment: str, sent: str) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=PARIS)

    assert after_quiet(Choices(), at(moment)) == at(sent)


def test_what_concerns_a_session_within_a_day_goes_at_once() -> None:
    night = datetime(2027, 3, 1, 23, 0, tzinfo=PARIS)
    assert notice_time(Choices(), night, night + timedelta(hours=23)) == night
    assert notice_time(Choices(), night, night + timedelta(hours=25)) == night + timedelta(hours=9)
    assert notice_time(Choices(), night, night + timedelta(days=9), night + timedelta(hours=3)) == night
