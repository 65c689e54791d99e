"""Dates of birth as people write them: «12/05/2010», «12 mai 2010», «12.5.10» is refused (which century?)."""

import re
from datetime import date

from locales.fr.spelling import plain

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_NUMERIC = re.compile(r"\b(\d{1,2})\s*[/. -]\s*(\d{1,2})\s*[/. -]\s*(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WORDS = re.compile(rf"\b(\d{{1,2}})(?:er)?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b")


def read_birth_date(text: str) -> date | None:
    """Return the day a text names, its year in four digits; None when it names none that exists."""
    said = plain(text)
    try:
        if found := _ISO.search(said):
            year, month, day = map(int, found.groups())
        elif found := _NUMERIC.search(said):
            day, month, year = map(int, found.groups())
        elif found := _WORDS.search(said):
            day, month, year = int(found[1]), _MONTHS.index(found[2]) + 1, int(found[3])
        else:
            return None
        return date(year, month, day)
    except ValueError:
        return None
