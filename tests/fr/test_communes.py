"""Communes by the names people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.fr.communes import Nearness, commune, communes_of, find_commune, find_commune_in, near
from locales.fr.spelling import plain

ESSONNE = communes_of("91")


def found(text: str) -> str | None:
    match = find_commune(text)
    return match.found.name if match.found else None


def asked(text: str) -> list[str]:
    return [candidate.name for candidate in find_commune(text).several]


def test_the_essonne_is_complete() -> None:
    assert len(ESSONNE) == 194
    assert len({code for each in ESSONNE for code in each.postcodes}) >= 86


@pytest.mark.parametrize("each", ESSONNE, ids=lambda each: each.name)
def test_every_commune_of_the_essonne_is_found_however_its_name_is_spelled(each: object) -> None:
    name = each.name  # type: ignore[attr-defined]  # a Commune; pytest parameters are not typed
    spellings = (
        f"{name} (91)",
        f"{plain(name)} 91",
        f"{name.upper()} (Essonne)",
        f"{name.replace('-', ' ')} 91",
        f"{name.replace('Saint-', 'St ').replace('Sainte-', 'Ste ').replace('-', ' ')}, 91",
    )
    assert {found(spelling) for spelling in spellings} == {name}


@given(st.sampled_from(ESSONNE), st.data())
def test_one_forgotten_letter_never_leads_to_another_commune(each: object, data: st.DataObject) -> None:
    name: str = each.name  # type: ignore[attr-defined]  # a Commune
    at = data.draw(st.integers(1, len(name) - 1))
    match = find_commune(f"{name[:at]}{name[at + 1 :]} (91)")
    assert match.found is None or match.found.name == name or match.found.name.startswith(name[: at - 1])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ballancourt", "Ballancourt-sur-Essonne"),
        ("Brétigny", "Brétigny-sur-Orge"),
        ("Bretigny s/ Orge", "Brétigny-sur-Orge"),
        ("ferté alais", "La Ferté-Alais"),
        ("St Germain les Arpajon", "Saint-Germain-lès-Arpajon"),
        ("L’Haÿ-les-Roses", "L'Haÿ-les-Roses"),
        ("dhuison longueville", "D'Huison-Longueville"),
        ("aux Ulis", "Les Ulis"),
        ("Limour", "Limours"),
        ("balancourt", "Ballancourt-sur-Essonne"),
        ("bruyere le chatel", "Bruyères-le-Châtel"),
        ("evry", "Évry-Courcouronnes"),
        ("Méréville", "Le Mérévillois"),
        ("J'habite à Dourdan", "Dourdan"),
        ("91470 Limours", "Limours"),
        ("Paris 13e", "Paris"),
        ("Chevannes 91750", "Chevannes"),
        ("Ste Geneviève des Bois", "Sainte-Geneviève-des-Bois"),
    ],
)
def test_a_commune_is_known_by_what_people_call_it(text: str, name: str) -> None:
    assert found(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chevannes", ["Chevannes", "Chevannes"]),
        ("saint germain", ["Saint-Germain-lès-Arpajon", "Saint-Germain-lès-Corbeil"]),
        ("marolles", ["Marolles-en-Beauce", "Marolles-en-Hurepoix"]),
        ("Soisy", ["Soisy-sur-École", "Soisy-sur-Seine"]),
        ("sainte gen", ["Sainte-Geneviève-des-Bois"]),
        ("Longjumo", ["Longjumeau"]),
    ],
)
def test_what_may_be_several_communes_or_is_doubtful_is_asked(text: str, names: list[str]) -> None:
    assert found(text) is None
    assert asked(text) == names


@pytest.mark.parametrize(
    "text", ["91150", "91", "91470", "Lyon", "Nantes", "je ne sais pas", "maison", "samedi", "", "👍"]
)
def test_what_names_no_commune_around_here_is_none(text: str) -> None:
    assert find_commune(text).none


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("6 personnes pour isoler les combles à Limours, repas offert", "Limours", "Limours"),
        ("12 rue de Paris à Étampes", "Étampes", "Étampes"),
        ("12 rue de Limours, 91470 Forges-les-Bains", "Forges-les-Bains", "Forges-les-Bains"),
        ("CHANTIER A ETRECHI SAMEDI", "Étréchy", "ETRECHI"),
        ("Besoin d'aide au Plessis-Pâté", "Le Plessis-Pâté", "Plessis-Pâté"),
        ("chez les Bailly à Lardy", "Lardy", "Lardy"),
        ("covoiturage depuis Massy, chantier à Brétigny", "Brétigny-sur-Orge", "Brétigny"),
        ("pose de plancher à Ris", "Ris-Orangis", "Ris"),
    ],
)
def test_a_commune_is_found_where_the_sentence_means_it(text: str, name: str, said: str) -> None:
    mention = find_commune_in(text)
    assert mention is not None
    assert mention.match.found is not None
    assert mention.match.found.name == name
    assert text[mention.start : mention.end] == said
    assert not mention.near


@pytest.mark.parametrize(
    "text",
    ["avec plaisir !", "plâtre de Paris", "à Nantes", "Paris-Saclay", "Antony vient aussi", "à partir de 9h", "à terre",
     "enduit à la chaux à terminer", "Forêt de Fontainebleau", "rue de Limours", "Bois pour la charpente"],
)  # fmt: skip
def test_words_and_streets_are_no_communes(text: str) -> None:
    assert find_commune_in(text) is None


@pytest.mark.parametrize(
    "text", ["vers Limours", "près de Limours", "à 10 min de la gare de Limours", "depuis Limours"]
)
def test_near_a_commune_is_not_in_it(text: str) -> None:
    mention = find_commune_in(text)
    assert mention is not None
    assert mention.near


def test_nearness_knows_the_intercommunality() -> None:
    limours, forges, massy = (commune(code) for code in ("91338", "91249", "91377"))
    assert near(limours, limours) is Nearness.SAME
    assert near(limours, forges) is Nearness.SAME_INTERCOMMUNALITY
    assert near(limours, massy) is Nearness.ELSEWHERE
    assert limours.epci_name == "CC du Pays de Limours"
