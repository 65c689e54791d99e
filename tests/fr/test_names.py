"""Somebody's name, told from a sentence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from locales.fr.names import read_somebody

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jules martin", "Jules Martin"),
        ("Jules", "Jules"),
        ("jean-pierre de la tour", "Jean-Pierre de la Tour"),
        ("jean d’alembert", "Jean d’Alembert"),
        ("le guen yannick", "Le Guen Yannick"),
        ("Marc McCloud", "Marc McCloud"),
        ("Parfait Okou", "Parfait Okou"),
        ("Sam Dupont", "Sam Dupont"),
        ("Désirée", "Désirée"),
        ("MARIE CURIE", "MARIE CURIE"),
    ],
)
def test_a_name_is_kept_with_its_capitals(typed: str, name: str) -> None:
    assert read_somebody(typed, NOW) == name


@pytest.mark.parametrize(
    "typed",
    [
        "je serai en retard de 20 min", "je ne peux plus venir", "oui", "Je viens", "c’est où ?", "06 12 34 56 78",
        "mon voisin qui habite juste à côté", "merci", "😀", "", "Jules et Marie ?",
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused(typed: str) -> None:
    assert read_somebody(typed, NOW) is None
