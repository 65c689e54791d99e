"""A sentence in which somebody offers their help is a search; a call for help, an answer or a refusal is none."""

from datetime import datetime

import pytest

from locales.fr.say import say_doubt
from locales.fr.search import read_search, say_days

TUESDAY = datetime(2027, 3, 2, 10)  # noqa: DTZ001 - naive Paris time

SEARCHES = [
    ("je suis dispo samedi après-midi vers Limours", ["2027-03-06 14–2027-03-06 17"], ["Limours"], []),
    ("Dispo ce week-end, plutôt de l’enduit", ["2027-03-06 00–2027-03-08 00"], [], ["plaster"]),
    ("je suis libre dimanche, peinture près d’Arpajon", ["2027-03-07 00–2027-03-08 00"], ["Arpajon"], ["painting"]),
    ("je cherche un chantier en avril", ["2027-04-01 00–2027-05-01 00"], [], []),
    ("y a-t-il un chantier à Dourdan la semaine prochaine ?", ["2027-03-08 00–2027-03-15 00"], ["Dourdan"], []),
    ("quels chantiers samedi ?", ["2027-03-06 00–2027-03-07 00"], [], []),
    ("je peux aider demain matin", ["2027-03-03 09–2027-03-03 12"], [], []),
    ("samedi après-midi vers Limours", ["2027-03-06 14–2027-03-06 17"], ["Limours"], []),
    ("dispo samedi ou dimanche", ["2027-03-06 00–2027-03-08 00"], [], []),
    ("je voudrais participer à un chantier isolation", [], [], ["insulation"]),
    ("qui a besoin d’un coup de main samedi ?", ["2027-03-06 00–2027-03-07 00"], [], []),
    ("où puis-je aider ?", [], [], []),
]


@pytest.mark.parametrize(("text", "stretches", "communes", "works"), SEARCHES, ids=[case[0] for case in SEARCHES])
def test_an_offer_of_help_says_when_where_and_what(
    text: str, stretches: list[str], communes: list[str], works: list[str]
) -> None:
    found = read_search(text, TUESDAY)
    assert found is not None
    assert [f"{begin:%Y-%m-%d %H}–{end:%Y-%m-%d %H}" for begin, end in found.stretches] == stretches
    assert [one.name for one in found.communes] == communes
    assert list(found.works) == works


@pytest.mark.parametrize(
    "text",
    [
        "qui est dispo samedi ?",
        "Vous êtes dispo samedi pour m’aider ?",
        "besoin de 4 personnes samedi à Limours",
        "je cherche 4 bénévoles samedi à Limours pour l’enduit",
        "On recherche des volontaires samedi vers Dourdan",
        "chantier enduit samedi à Limours, 5 places",
        "isolation samedi 9h à Limours, 5 personnes",
        "il nous faudrait du monde dimanche vers Massy",
        "je propose samedi 13 mars de 9h à 17h chez nous près de Limours",
        "je ne suis pas dispo samedi",
        "je ne suis plus libre dimanche",
        "je peux pas samedi",
        "je viens samedi",
        "ok pour samedi",
        "j’aurai 20 min de retard",
        "merci beaucoup !",
        "bonjour",
    ],
)
def test_a_call_for_help_an_answer_or_a_refusal_is_no_search(text: str) -> None:
    assert read_search(text, TUESDAY) is None


def test_a_broad_date_looks_at_all_its_days_and_says_them() -> None:
    found = read_search("j’ai du temps un samedi vers Étampes", TUESDAY)
    assert found is not None
    assert {begin.weekday() for begin, _ in found.stretches} == {5}
    assert say_days(found.slots, TUESDAY) == "les samedis du 6\u00a0mars au 1er\u00a0mai"


def test_a_wrong_weekday_looks_at_each_likely_day_and_says_why() -> None:
    found = read_search("dispo samedi 14 mars", TUESDAY)
    assert found is not None
    assert say_days(found.slots, TUESDAY) == "samedi 13, dimanche 14 et samedi 20\u00a0mars"
    assert found.doubt is not None
    assert say_doubt(found.doubt) == "le 14\u00a0mars 2027 est un dimanche, pas un samedi"
