"""Reads a day's number with its month and year: «14 mars», «14/3», «le 14», «14 mars de l'année prochaine»."""

from locales.fr.dates.items import Day
from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import CALM, HOUSE_STREETS

_LONGEST_LIST = 30  # tokens: far more days than anyone lists


def read_number(tokens: list[Token], j: int, day: Day, licensed: bool) -> int | None:
    token = tokens[j]
    if day.d is not None:
        return None
    if token.kind == "full":
        day.d, day.m, day.y = token.n, token.m, token.y
        return j + 1
    if token.kind == "pair":
        if not _pair_is_date(tokens, j, day, licensed):
            return None
        day.d, day.m = token.n, token.m
        return _year(tokens, j + 1, day)
    if tokens[j + 1].kind == "month":
        day.d, day.m = token.n, tokens[j + 1].n
        return _year(tokens, j + 2, day)
    return _monthless(tokens, j, day, licensed or day.weekday is not None)


def _pair_is_date(tokens: list[Token], j: int, day: Day, licensed: bool) -> bool:
    token = tokens[j]
    if tokens[j + 1].kind == "month":
        return False
    if token.sign == "/":
        return True
    return (
        token.sign == "."
        or token.short
        or (token.n > 12 >= token.m and (licensed or day.weekday is not None or j == 0))
    )


def _monthless(tokens: list[Token], j: int, day: Day, licensed: bool) -> int | None:
    """Read a number without month, if the words around leave it a day of the month."""
    token, then = tokens[j], tokens[j + 1]
    k = j + 1
    if _opens_hours(tokens, j):
        if then.start == token.end or day.mode:
            return None
        day.doubtful = then.text in ("-", "/", ">")
    if (then.says("du", "de") and tokens[k + 1].says("mois", "ce")) or then.says("courant"):
        k += 1 if then.says("courant") else 3 if tokens[k + 1].says("ce") and tokens[k + 2].says("mois") else 2
        day.months_on = 1 if tokens[k].says("prochain") else 0
        k += tokens[k].says("prochain")
    elif then.says("du") and _is_numbered_month(tokens, k + 1):
        day.m, k = tokens[k + 1].n, k + 2
    elif not (licensed or month_ahead(tokens, j) or _leads_to_part(tokens, j)) or (
        token.n > 99 or (token.spelt and token.n == 9)
    ):
        return None
    elif then.kind == "word" and then.text in ("prochain", "courant"):
        k += 1
    elif then.kind in ("word", "noise", "num", "ord", "weekend"):
        day.doubtful = day.doubtful or _counts(then, tokens[k + 1])
    day.d = token.n
    return k


def _leads_to_part(tokens: list[Token], j: int) -> bool:
    """«29 au matin», where the text begins so."""
    return j == 0 and tokens[1].says("au") and tokens[2].kind == "part"


def _is_numbered_month(tokens: list[Token], k: int) -> bool:
    """«le 20 du 3», as said aloud."""
    after = tokens[min(k + 1, len(tokens) - 1)]
    return tokens[k].kind == "num" and tokens[k].n <= 12 and after.kind != "month" and not after.says("au", "a", "et")


def _opens_hours(tokens: list[Token], j: int) -> bool:
    """«samedi 9-17h» gives hours; «samedi 14 - 18h30» may give a day and an hour; «samedi 14 à 16h» does."""
    link = tokens[j + 1]
    return (link.text in ("-", "/", ">") or link.says("a")) and tokens[min(j + 2, len(tokens) - 1)].kind == "clock"


def _counts(then: Token, after: Token) -> bool:
    """Tell whether the word after a number may be what it counts («samedi 6 paysagistes»)."""
    if then.kind in ("noise", "num", "ord"):
        return then.kind == "num" and not then.spelt
    if then.text in HOUSE_STREETS or then.text == "jui":
        return True
    return then.text not in CALM and then.text.endswith(("s", "x")) and len(then.text) > 3


def _year(tokens: list[Token], k: int, day: Day) -> int:
    token, then = tokens[k], tokens[min(k + 1, len(tokens) - 1)]
    if token.kind == "num" and 1000 <= token.n <= 2999:
        day.y = token.n
        return k + 1
    if token.kind == "num" and token.end - token.start == 2 and 20 <= token.n <= 60 and _closes(then):
        day.y = 2000 + token.n
        return k + 1
    at = k + token.says("de", "d")
    at += tokens[at].says("l", "cette")
    if at > k and tokens[at].says("annee", "an"):
        day.years_on = 1 if tokens[at + 1].says("prochaine", "prochain") else 0
        return at + 1 + day.years_on
    if token.says("prochain", "inclus", "courant"):
        return k + 1
    return k


def _closes(token: Token) -> bool:
    return (
        token.kind in ("end", "stop", "clock", "part") or token.text in (",", ")", "a", "de", ":") or token.says("et")
    )


def month_ahead(tokens: list[Token], j: int) -> bool:
    """Tell whether the numbers listed from `j` end on a month: «3, 4 et 5 mai», «5-6 juin», «3 au 5 mai»."""
    first = j
    while tokens[j].kind in ("num", "pair", "full") and j < first + _LONGEST_LIST:
        if j > first and (tokens[j].kind == "full" or (tokens[j].kind == "pair" and tokens[j].sign in "/.")):
            return tokens[j].m <= 12 and tokens[j - 1].text != "/"
        j += 1
        if tokens[j].kind == "month":
            return True
        if not (tokens[j].says("et", "ou", "au", "a", "puis") or tokens[j].text in (",", "-", "/", "&", "+", ">")):
            return False
        j += 1
        while (
            tokens[j].says("le", "les", "et", "ou", "au")
            or tokens[j].text == "/"
            or (tokens[j].kind == "weekday" and tokens[j + 1].kind == "num")
        ):
            j += 1
    return False
