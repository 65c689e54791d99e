"""A step that asks for a commune by its name: accents, hyphens and «St» forgiven, what is doubtful asked back."""

from __future__ import annotations

from handlers.context import Context
from handlers.forms import Answers, Choice, Given, Step, Trouble
from locales.fr.communes import find_commune

MAX_CANDIDATES = 6


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
