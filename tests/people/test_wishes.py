"""A wish in a few words opens the screen it means; what it does not mean is left to others."""

from __future__ import annotations

import pytest

from locales.fr.wishes import read_wish
from storage.people import Role
from tests.play import Play


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("diagnostic", "diagnostic"),
        ("Je voudrais un diagnostic", "diagnostic"),
        ("quelqu’un pourrait passer voir ma maison ?", "diagnostic"),
        ("rendez-vous", "rendezvous"),
        ("mes inscriptions", "mesinscriptions"),
        ("où suis-je inscrite ?", "mesinscriptions"),
        ("je voudrais proposer un chantier", "proposer"),
        ("Agenda", "agenda"),
        ("quels chantiers il y a ?", "agenda"),
        ("changer de commune", "profil"),
        ("comment ça marche ?", "aide"),
        ("ok pour samedi", None),
        ("je ne peux plus venir", None),
        ("j’aurai 20 min de retard", None),
        ("combien d’heures j’ai fait", None),
        ("", None),
    ],
)
def test_a_wish_is_read(text: str, command: str | None) -> None:
    assert read_wish(text) == command


async def test_a_household_asks_for_a_diagnostic_in_its_own_words(play: Play) -> None:
    claire, brigitte = await play.member("Claire", Role.HOUSEHOLD), await play.member("Brigitte", Role.COACH)
    await play.household("Moreau", claire, coach=brigitte)
    await claire.says("je souhaite un rendez-vous pour un diagnostic")
    await claire.sees("Qu’est-ce qui vous amène")
    await brigitte.says("rendez-vous")
    await brigitte.sees("Demandes de rendez-vous")


async def test_who_may_not_open_a_screen_is_answered_as_before(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("je voudrais un diagnostic")
    await lea.sees("pas compris")
