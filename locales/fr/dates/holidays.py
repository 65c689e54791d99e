"""The named days of the French year; the public ones come from the `holidays` library, loaded when needed."""

from datetime import date, timedelta
from functools import lru_cache

_FIXED = {
    **{"christmas_eve": (12, 24), "new_year_eve": (12, 31), "valentine": (2, 14), "halloween": (10, 31)},
    **{"music_day": (6, 21), "candlemas": (2, 2)},
}
_PUBLIC = {
    **{"new_year": "Jour de l'an", "easter_monday": "Lundi de Pâques", "labour_day": "Fête du Travail"},
    **{"victory_day": "Fête de la Victoire", "ascension": "Ascension", "whit_monday": "Lundi de Pentecôte"},
    **{"national_day": "Fête nationale", "assumption": "Assomption", "all_saints": "Toussaint"},
    **{"armistice": "Armistice", "christmas": "Noël"},
}
# Days counted from a public holiday: liturgical facts.
_FROM_EASTER_MONDAY = {
    **{"easter": -1, "good_friday": -3, "holy_thursday": -4, "holy_saturday": -2, "palm_sunday": -8},
    **{"mardi_gras": -48, "ascension_friday": 39, "pentecost": 48, "whit_saturday": 47},
}


@lru_cache(maxsize=64)
def _public(year: int) -> dict[str, date]:
    from holidays import country_holidays

    public = country_holidays("FR", years=year, language="fr")
    named = {name: day for day, names in public.items() for name in names.split("; ")}
    return {key: named[name] for key, name in _PUBLIC.items()}


def holiday(key: str, year: int) -> date:
    """Give the date in a year of a holiday by its key («easter», «christmas», …); KeyError for a key not known."""
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _PUBLIC:
        return _public(year)[key]
    if key in _FROM_EASTER_MONDAY:
        return _public(year)["easter_monday"] + timedelta(_FROM_EASTER_MONDAY[key])
    if key == "fathers_day":
        return _sunday(year, 6, 3)
    # Mothers' day is May's last Sunday, or June's first when that is Pentecost (Code de l'action sociale, D215-1).
    last = max(_sunday(year, 5, n) for n in (4, 5) if _sunday(year, 5, n).month == 5)
    if key == "mothers_day":
        return _sunday(year, 6, 1) if last == holiday("pentecost", year) else last
    raise KeyError(key)


def _sunday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((6 - first.weekday()) % 7 + 7 * (nth - 1))
