"""Kinds of work as people ask for them."""

import pytest

from locales.fr.works import WORKS, label, read_works


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("isoler les combles", ["insulation"]),
        ("isolation de la toiture", ["insulation"]),
        ("Isolation et couverture", ["insulation", "roofing"]),
        ("enduit à la chaux sur les murs en paille", ["plaster"]),
        ("coffrer et couler la dalle", ["slab"]),
        ("montage de l'ossature bois et de la charpente", ["timber_frame", "roof_frame"]),
        ("casser le vieux carrelage, évacuer les gravats", ["demolition", "clearing"]),
        ("décharger 3 palettes de tuiles", ["handling"]),
        ("200 parpaings à rentrer", ["handling"]),
        ("terre-paille", ["earth_straw"]),
        ("béton de chanvre", ["hemp_lime"]),
        ("la dalle est déjà coulée, on monte les cloisons", ["partition"]),
        ("pas d'électricité", []),
        ("casse-croûte offert, maison isolée", []),
        ("abattre un mur porteur", ["demolition", "load_bearing"]),
        ("raccordement de la chaudière gaz", ["gas"]),
    ],
)
def test_works_are_read_from_their_names_and_verbs(text: str, works: list[str]) -> None:
    assert read_works(text) == works


def test_every_kind_of_work_is_recognised_by_its_own_label() -> None:
    told = {name: read_works(work.label) for name, work in WORKS.items()}
    assert all(name in works for name, works in told.items()), told


def test_reserved_work_is_never_allowed_with_helpers_by_its_words_alone() -> None:
    assert {name for name, work in WORKS.items() if work.reserved} == {
        "live_electricity", "gas", "load_bearing", "asbestos",
    }  # fmt: skip


def test_an_unknown_identifier_is_shown_as_it_is() -> None:
    assert label("insulation") == "isolation"
    assert label("levitation") == "levitation"
