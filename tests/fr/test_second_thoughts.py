"""What answers «Vous ne pouvez plus venir ?», and who asks what a session lacks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from locales.fr.second_thoughts import asks_what_is_missing, read_stay, speaks_of_oneself, speaks_of_the_past

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ah non je viens en fait", "stays"),
        ("non", "stays"),
        ("Non, je viens", "stays"),
        ("si si je viens", "stays"),
        ("finalement je viens", "stays"),
        ("ah non, je garde ma place", "stays"),
        ("oups erreur de ma part", "stays"),
        ("oui", "leaves"),
        ("oui désolée", "leaves"),
        ("oui je me désiste", "leaves"),
        ("non je peux pas", "leaves"),
        ("je ne peux plus venir", "leaves"),
        ("c’est où ?", None),
    ],
)
def test_a_second_thought_is_told_from_an_agreement(text: str, meant: str | None) -> None:
    assert read_stay(text, NOW) == meant


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("qu’est-ce qui manque pour samedi 12 ?", True),
        ("il manque quoi pour le 12", True),
        ("que reste-t-il à fournir ?", True),
        ("tu nous as manqué, tu me manques", False),
        ("qui vient samedi ?", False),
    ],
)
def test_what_is_missing_is_asked(text: str, asked: bool) -> None:
    assert asks_what_is_missing(text) is asked


def test_a_no_of_ones_own_is_told_from_somebody_elses() -> None:
    assert speaks_of_oneself("finalement je peux pas")
    assert speaks_of_oneself("J’ai un empêchement")
    assert not speaks_of_oneself("non, elle n’est pas d’accord")


def test_what_was_done_is_told_from_what_comes() -> None:
    assert speaks_of_the_past("combien d’heures j’ai fait")
    assert not speaks_of_the_past("combien d’heures ça dure ?")
