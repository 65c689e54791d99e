"""How long and at what hour, as people write it."""

from __future__ import annotations

from datetime import time

import pytest

from locales.fr.spans import read_hour, read_month, read_pair, read_span


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("48", "hours", 48), ("48 h", "hours", 48), ("48h", "hours", 48), ("2 jours", "hours", 48),
        ("deux jours", "hours", 48), ("une semaine", "days", 7), ("15 jours", "days", 15), ("1 h 30", "minutes", 90),
        ("1h30", "minutes", 90), ("90 minutes", "minutes", 90), ("1 heure", "minutes", 60), ("un an", "days", 365),
        ("un an", "months", 12), ("10 ans", "years", 10), ("zéro", "days", 0), ("90 minutes", "hours", None),
        ("bientôt", "hours", None), ("entre nous", "days", None), ("1 jour et 12 heures", "hours", 36),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_in_the_unit_asked(text: str, unit: str, meant: int | None) -> None:
    assert read_span(text, unit) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20h", time(20)), ("20 h 30", time(20, 30)), ("20:30", time(20, 30)), ("8", time(8)), ("midi", time(12)),
        ("8 heures et demie", time(8, 30)), ("le soir peut-être", None), ("25 h", None), ("de 8h à 9h", None),
    ],
)  # fmt: skip
def test_an_hour_is_read_or_asked_again(text: str, meant: time | None) -> None:
    assert read_hour(text) == meant


def test_months_and_pairs_are_read() -> None:
    assert [read_month(text) for text in ("septembre", "9", "en août", "13", "mai ou juin")] == [9, 9, 8, None, None]
    assert [read_pair(text) for text in ("7 et 3", "7 jours puis 3", "7")] == [(7, 3), (7, 3), None]
