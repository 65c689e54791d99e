"""The words of dates, as they look once folded (no accents, lower case), and their careless spellings."""

from functools import lru_cache

from locales.fr.dates.vocabulary import NOT_TYPOS

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SHORT_WEEKDAYS = {
    **{"lun": 0, "mar": 1, "mer": 2, "merc": 2, "jeu": 3, "ven": 4, "vend": 4, "sam": 5, "dim": 6},
}
MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre"),
)
SHORT_MONTHS = {
    **{
        "jan": 1,
        "janv": 1,
        "fev": 2,
        "fevr": 2,
        "mar": 3,
        "mrs": 3,
        "avr": 4,
        "avri": 4,
        "mai": 5,
        "maii": 5,
        "mras": 3,
        "marss": 3,
    },
    **{"jun": 6, "jiun": 6, "jion": 6, "juil": 7, "jul": 7, "juill": 7, "aou": 8, "aot": 8, "aoutt": 8},
    **{"sep": 9, "sept": 9, "oct": 10, "octo": 10, "nov": 11, "novem": 11, "dec": 12, "decem": 12},
}
# Short forms of little words, each as the word it stands for; `_NEXT` only after what can be next.
_LITTLE = {
    **{"ds": "dans", "sem": "semaine", "jusk": "jusqu", "jusqua": "jusqu", "jusq": "jusqu", "ts": "tous"},
    **{"qq": "quelques", "qqs": "quelques"},
    **{"paque": "paques", "pacques": "paques", "paqes": "paques", "paqus": "paques", "noels": "noel"},
}
_NEXT = {"pro": "prochain", "proch": "prochain", "proche": "prochaine"}
_FORGIVEN = ("prochain", "prochaine", "semaine", "pentecote", "ascension", "toussaint")
RELATIVE = {
    **dict.fromkeys(("aujourd'hui", "auj", "ajd", "ajrd", "aujd", "ojd"), 0),
    **{"demain": 1, "dem1": 1, "apres-demain": 2, "hier": -1, "avant-hier": -2},
}
PARTS = {
    **dict.fromkeys(("matin", "matins", "matinee", "mat"), "morning"),
    **dict.fromkeys(("apres-midi", "aprem", "aprems", "apm"), "afternoon"),
    **dict.fromkeys(("soir", "soirs", "soiree"), "evening"),
    **dict.fromkeys(("journee", "jrnee", "journe", "jounee", "journnee"), "day"),
    **dict.fromkeys(("nuit",), "night"),
}
ORDINALS = {
    **{"premier": 1, "premiers": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3},
    **{"quatrieme": 4, "cinquieme": 5, "dernier": -1, "derniers": -1},
}
UNITS = {
    **{"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10},
    **{"onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16},
}
TENS = {"dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}


def _near(typed: str, meant: str) -> bool:
    """Tell whether one slip (two in a long word) leads from `meant` to `typed`; the first letter is never the slip."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    return _slips(typed, meant) <= (2 if len(meant) >= 8 and len(typed) >= 8 else 1)


def _slips(one: str, other: str) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, aim in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != aim))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == aim:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


@lru_cache(maxsize=8192)
def weekday(word: str) -> tuple[int, bool, bool] | None:
    """Give (0–6, plural, short) of a weekday's name, slips forgiven; None for any other word."""
    if word in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS[word], False, True
    for number, name in enumerate(WEEKDAYS):
        if word == name or word == name + "s":
            return number, word != name, False
    if len(word) < 5 or word in NOT_TYPOS:
        return None
    found = [number for number, name in enumerate(WEEKDAYS) if _near(word, name)]
    return (found[0], False, False) if len(found) == 1 else None


@lru_cache(maxsize=8192)
def month(word: str) -> int | None:
    """Give 1–12 for a month's name written in full."""
    return MONTHS.index(word) + 1 if word in MONTHS else None


@lru_cache(maxsize=8192)
def month_after_number(word: str) -> int | None:
    """Give 1–12 for a month's name after a day's number, where short forms and slips can be forgiven."""
    if word in MONTHS:
        return MONTHS.index(word) + 1
    if word in SHORT_MONTHS:
        return SHORT_MONTHS[word]
    begun = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    if len(word) < 4 or word in NOT_TYPOS:
        return None
    found = [number for number, name in enumerate(MONTHS, 1) if len(name) >= 5 and _near(word, name)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=8192)
def relative(word: str) -> int | None:
    """Give the days from today for «demain» and its like, slips forgiven."""
    if word in RELATIVE:
        return RELATIVE[word]
    if word[0] == "d" and 5 <= len(word) <= 7 and word not in NOT_TYPOS and _near(word, "demain"):
        return 1
    return None


@lru_cache(maxsize=8192)
def little(word: str, after_name: bool) -> str:
    """Give the word that a short or misspelt little word stands for, or itself; `after_name`: of a day or a week."""
    if word in _LITTLE:
        return _LITTLE[word]
    if after_name and word in _NEXT:
        return _NEXT[word]
    if len(word) < 6 or word in NOT_TYPOS or word in ("semaines", "prochains", "prochaines"):
        return word
    return word if word in _FORGIVEN else next((meant for meant in _FORGIVEN if _near(word, meant)), word)
