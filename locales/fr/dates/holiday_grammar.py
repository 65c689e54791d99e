"""Reads holidays as people name them, «la veille de» and «le lendemain de» included."""

from locales.fr.dates.items import Day
from locales.fr.dates.lexer import Token

# Each name as its words; what may stand before it is read apart. The value is the key in `holidays`.
_NAMES: dict[str, str] = {
    **{"noel": "christmas", "jour de noel": "christmas", "jour de l an": "new_year", "nouvel an": "new_year"},
    **{"premier de l an": "new_year", "paques": "easter", "dimanche de paques": "easter"},
    **{"lundi de paques": "easter_monday", "vendredi saint": "good_friday", "vendredi de paques": "good_friday"},
    **{"jeudi saint": "holy_thursday", "samedi saint": "holy_saturday", "samedi de paques": "holy_saturday"},
    **{"rameaux": "palm_sunday", "dimanche des rameaux": "palm_sunday", "mardi gras": "mardi_gras"},
    **{"ascension": "ascension", "jeudi de ascension": "ascension", "jeudi de l ascension": "ascension"},
    **{"jour de l ascension": "ascension", "pentecote": "pentecost", "dimanche de pentecote": "pentecost"},
    **{"dimanche de la pentecote": "pentecost", "lundi de pentecote": "whit_monday"},
    **{"lundi de la pentecote": "whit_monday", "samedi de pentecote": "whit_saturday", "toussaint": "all_saints"},
    **{"fete du travail": "labour_day", "fete nationale": "national_day", "assomption": "assumption"},
    **{"armistice": "armistice", "armistice de 1918": "armistice", "fete de la victoire": "victory_day"},
    **{"victoire 1945": "victory_day", "saint sylvestre": "new_year_eve", "st sylvestre": "new_year_eve"},
    **{"halloween": "halloween", "saint valentin": "valentine", "st valentin": "valentine"},
    **{"fete de la musique": "music_day", "fete des meres": "mothers_day", "fete des peres": "fathers_day"},
    **{"chandeleur": "candlemas", "lundi de l ascension": "", "vendredi de l ascension": "ascension_friday"},
    **{"reveillon de noel": "christmas_eve", "reveillon du nouvel an": "new_year_eve"},
    **{"reveillon du jour de l an": "new_year_eve"},
}
_PHRASES = sorted((tuple(name.split()), key) for name, key in _NAMES.items() if key)
_PHRASES.sort(key=lambda phrase: -len(phrase[0]))
_STARTS = {words[0] for words, _ in _PHRASES} | {
    "veille",
    "lendemain",
    "surlendemain",
    "avant",
    "fete",
    "jour",
    "premier",
}
_SHIFTS = {"veille": -1, "lendemain": 1, "surlendemain": 2}


def read_holiday(tokens: list[Token], j: int, day: Day) -> int | None:
    """Read a holiday, or the day before or after one (or after a date), into `day`; give the index after it."""
    if _word(tokens[j]) not in _STARTS:
        return None
    shift = _SHIFTS.get(_word(tokens[j]), 0)
    if shift:
        return _around(tokens, j, day, shift)
    found = _name(tokens, j)
    if found is None:
        return None
    key, after = found
    if key == "christmas" and _word(tokens[j]) == "noel" and not _christmas_is_meant(tokens, j):
        return None
    day.holiday = key
    return _year(tokens, after, day)


def _year(tokens: list[Token], after: int, day: Day) -> int:
    year = tokens[after]
    if year.kind == "num" and 2000 <= year.n < 2100:
        day.y = year.n
        return after + 1
    return after


def _word(token: Token) -> str:
    if token.kind == "weekday" and not token.short:
        return ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[token.n]
    first = token.kind == "ord" or (token.kind == "num" and token.short)
    return "premier" if first and token.n == 1 else token.text


def _name(tokens: list[Token], j: int) -> tuple[str, int] | None:
    for words, key in _PHRASES:
        k = j
        for word in words:
            k += tokens[k].text == "-" and k > j
            if _word(tokens[k]) != word:
                break
            k += 1
        else:
            return key, k
    return None


def _christmas_is_meant(tokens: list[Token], j: int) -> bool:
    """Noël is a surname and a first name too: something must lead to the day."""
    before, then = tokens[j - 1] if j else tokens[-1], tokens[j + 1]
    if (then.kind in ("num", "clock", "part", "end") or then.says("prochain")) and not before.says("merci"):
        return True
    if before.kind == "end" and then.says("a", "vers", "des", "de"):
        return True
    alone = then.kind in ("end", "stop", "sign") and before.kind in ("end", "sign", "stop")
    return alone or before.says("a", "de", "pour", "le", "avant", "apres", "d", "jour", "ce", "jusqu", "entre", "et")


def _around(tokens: list[Token], j: int, day: Day, shift: int) -> int | None:
    if shift == -1 and tokens[j - 1].text == "-" and j > 1 and tokens[j - 2].says("avant"):
        shift = -2
    k = j + 1
    if not tokens[k].says("de", "du", "des", "d"):
        return None
    k += 1
    while tokens[k].says("la", "l", "le"):
        k += 1
    found = _name(tokens, k)
    if found is not None:
        day.holiday, day.shift = found[0], shift
        return _year(tokens, found[1], day)
    number, month = tokens[k], tokens[min(k + 1, len(tokens) - 1)]
    if number.kind == "num" and month.kind == "month":
        day.d, day.m, day.shift = number.n, month.n, shift
        return k + 2
    return None
