"""Hours that say how long, not when: «2 h suffisent», «si vous avez 2 h devant vous», «4 personnes par jour»."""

import re

from locales.fr.announcements.passage import Span

_HOURS = r"(?:\d{1,2}|une|deux|trois|quatre) ?(?:h|heures?)\b(?! ?\d)"
_DURATION = re.compile(
    rf"\b(?:avez|ayez|as|pendant|compter|comptez|prevoir|prevoyez|environ|durera|dure|pour|cherche|besoin de"
    rf"|besoin d')\s+{_HOURS}"
    rf"|\b{_HOURS}(?=\s+(?:max\w*|devant|suffi\w+|d'aide|d'affilee|de (?:travail|boulot|route|temps|chantier)"
    rf"|environ|par|chacun))"
    r"|\b(?:chaque|par) jour(?:nee)?\b"
)


def durations(sentence: str) -> tuple[Span, ...]:
    """The passages that give a length of time, in plain text."""
    return tuple(hit.span() for hit in _DURATION.finditer(sentence))
