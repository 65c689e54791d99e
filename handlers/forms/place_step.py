"""Answers about a place: a commune by its name (accents, hyphens and «St» forgiven), the year of a house."""

from __future__ import annotations

from handlers.context import Context
from handlers.forms.form import Answers, Choice, Given, Step, Trouble
from locales.fr.communes import find_commune
from locales.fr.numbers import read_year
from storage.clock import PARIS

MAX_CANDIDATES = 6
FIRST_YEAR = 1000
YEARS_AHEAD = 5


async def read_commune(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read a commune; return its INSEE code, or the communes it may be as buttons."""
    match = find_commune(given.text)
    if match.found is not None:
        return match.found.insee
    if match.none:
        return Trouble("places/unknown", {"said": given.text[:60]})
    candidates = match.several[:MAX_CANDIDATES]
    choices = tuple(Choice(place.insee, "places.commune", {"insee": place.insee}) for place in candidates)
    return Trouble("places/several", {"said": given.text[:60], "count": len(candidates)}, choices)


def commune_step(question: str, *, field: str = "commune", optional: bool = False) -> Step:
    """Ask for a commune; the answer is an INSEE code."""
    return Step(field, question, read=read_commune, optional=optional)


async def read_house_year(ctx: Context, given: Given, answers: Answers) -> int | Trouble:
    """Read the year in which a house was, or will be, built; about is good enough."""
    year = read_year(given.text)
    if year is not None and FIRST_YEAR <= year <= ctx.now.astimezone(PARIS).year + YEARS_AHEAD:
        return year
    return Trouble("places/not_a_year", {"said": given.text[:60]})
