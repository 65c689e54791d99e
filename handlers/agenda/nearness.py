"""What is near a commune: those of its intercommunality."""

from __future__ import annotations

from functools import lru_cache

from locales.fr.communes import Nearness, commune, communes_of, near

DEPARTMENTS_AROUND = ("91", "77", "78", "92", "94", "28", "45")


@lru_cache(maxsize=512)
def around(insee: str) -> tuple[str, ...]:
    """Return the INSEE codes of a commune and of its intercommunality."""
    try:
        here = commune(insee)
    except KeyError:
        return (insee,)
    neighbours = [one for department in DEPARTMENTS_AROUND for one in communes_of(department)]
    return tuple({here.insee, *(one.insee for one in neighbours if near(here, one) is not Nearness.ELSEWHERE)})
