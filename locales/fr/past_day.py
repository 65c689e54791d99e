"""A day that is past, as people write it: «aujourd'hui», «hier», «12/05/2026», «12 mai 2026»."""

from datetime import date, timedelta

from locales.fr.birth_date import read_birth_date
from locales.fr.spelling import plain

_SAID = {"aujourd'hui": 0, "aujourdhui": 0, "ce jour": 0, "today": 0, "hier": 1, "yesterday": 1, "avant-hier": 2}


def read_past_day(text: str, today: date) -> date | None:
    """Return the day a text names, `today` at the latest; None when it names none, or one to come."""
    said = plain(text).strip(" .!").replace("’", "'")
    ago = _SAID.get(said)
    day = today - timedelta(days=ago) if ago is not None else read_birth_date(text)
    return day if day is not None and day <= today else None
