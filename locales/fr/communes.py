"""Communes by the names people give them: the Essonne and its neighbouring départements.

What is searched is never sent anywhere: the names lie in `places/communes.json`, loaded at the first question.
"""

from locales.fr.places.gazetteer import gazetteer
from locales.fr.places.matching import find_commune
from locales.fr.places.mentions import find_commune_in, find_communes_in
from locales.fr.places.records import Commune, CommuneMatch, CommuneMention, Nearness

__all__ = [
    "Commune",
    "CommuneMatch",
    "CommuneMention",
    "Nearness",
    "commune",
    "communes_of",
    "find_commune",
    "find_commune_in",
    "find_communes_in",
    "near",
]


def commune(insee: str) -> Commune:
    """The commune of this INSEE code; `KeyError` for a code we do not hold."""
    return gazetteer().record(gazetteer().position[insee])


def communes_of(department: str) -> tuple[Commune, ...]:
    """All communes of a département (two digits), by INSEE code."""
    places = gazetteer()
    return tuple(places.record(at) for insee, at in sorted(places.position.items()) if insee[:2] == department)


def near(one: Commune, other: Commune) -> Nearness:
    """How near two communes are: the same, in one intercommunality, or elsewhere."""
    if one.insee == other.insee:
        return Nearness.SAME
    if one.epci == other.epci:
        return Nearness.SAME_INTERCOMMUNALITY
    return Nearness.ELSEWHERE
