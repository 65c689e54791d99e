"""Amounts, yes and no, as people answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.fr.numbers import read_count, read_year, read_yes_no


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("6", 6),
        ("six", 6),
        ("une dizaine", 10),
        ("une vingtaine de personnes", 20),
        ("5 ou 6", 6),
        ("6-8", 8),
        ("entre 4 et 6", 6),
        ("on sera 3", 3),
        ("vingt-deux", 22),
        ("quatre-vingts", 80),
        ("une personne", 1),
        ("aucune", 0),
        ("2 adultes et 1 enfant", None),
        ("beaucoup", None),
        ("qques uns", None),
        ("quelques personnes", None),
        ("quelques-uns, 5 ou 6", 6),
        ("2,5", None),
    ],
)
def test_a_count_is_read_in_figures_and_words(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1962", 1962), ("vers 1949", 1949), ("construite en 1911 environ", 1911), ("années 50", 1955),
        ("annees 1970", 1975), ("dans les années 30", 1935), ("2027", 2027), ("avant la guerre", None), ("62", None),
        ("1949 ou 1962", None), ("12 rue de 19620", None),
    ],
)  # fmt: skip
def test_a_year_is_read_about_is_good_enough(text: str, year: int | None) -> None:
    assert read_year(text) == year


@given(st.integers(0, 9999))
def test_every_figure_is_read_as_itself(number: int) -> None:
    assert read_count(f"nous serons {number}") == number


@pytest.mark.parametrize(
    "text",
    ["oui", "Oui !", "ok", "OK 👍", "d'accord", "d’accord", "ouais", "bien sûr", "pas de souci", "Non pas de souci",
     "👍", "volontiers", "ça marche", "avec plaisir", "pourquoi pas", "carrément"],
)  # fmt: skip
def test_yes_is_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    ["non", "nan", "non merci", "pas du tout", "pas d'accord", "👎", "jamais", "non, bien sûr", "je ne peux pas"],
)
def test_no_is_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "peut-être", "je ne sais pas", "oui mais non", "hein ?", "samedi", "ça dépend"])
def test_doubt_is_neither(text: str) -> None:
    assert read_yes_no(text) is None
