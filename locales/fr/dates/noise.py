"""Numbers that are no dates: quantities, addresses, streets named after dates, durations, greetings."""

from locales.fr.dates.lasting import how_long
from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import GREETINGS, NOT_OF_DURATION, NUMBERED, QUANTITIES, SOFT, STREETS

_NAMED_AFTER = STREETS - {"pont", "gare", "r", "ch", "grand", "grande", "lieu", "bis", "ter"}


def mask(tokens: list[Token]) -> None:
    """Turn what counts, measures, numbers or addresses into tokens of kind «noise», in place."""
    for index, token in enumerate(tokens):
        rule = _RULES.get(token.kind)
        if rule:
            rule(tokens, index)


def _before(tokens: list[Token], index: int, back: int = 1) -> Token:
    return tokens[index - back] if index >= back else tokens[-1]


def _number(tokens: list[Token], index: int) -> None:
    token, then = tokens[index], tokens[index + 1]
    before = _before(tokens, index)
    if then.kind == "word" and then.text in QUANTITIES and not _in_days(tokens, index):
        _hide_back(tokens, index)
    elif before.kind == "word" and before.text in NUMBERED and not token.spelt:
        token.kind = "noise"
    elif before.says("faut", "sera", "serons", "etes", "sommes", "besoin") or before.text in ("°", "#", "x"):
        if then.kind != "month":
            token.kind = "noise"
    elif _house_number(tokens, index):
        token.kind = "noise"


def _in_days(tokens: list[Token], index: int) -> bool:
    """«dans 3 jours», «il y a 2 semaines», «les 15 jours» speak of days, «3 jours de stage» does not."""
    unit = tokens[index + 1].text
    if unit not in ("jour", "jours", "semaine", "semaines", "mois", "an", "ans"):
        return False
    return _before(tokens, index).says("dans", "a", "les")


def _hide_back(tokens: list[Token], index: int) -> None:
    """Hide a number and the one it makes a range with: «6 à 8 personnes», «2 ou 3 sacs»."""
    tokens[index].kind = "noise"
    before, first = _before(tokens, index), _before(tokens, index, 2)
    ranged = before.says("a", "ou") or before.text in ("-", "/")
    if ranged and first.kind == "num" and not _before(tokens, index, 3).says("le", "du"):
        first.kind = "noise"


def _house_number(tokens: list[Token], index: int) -> bool:
    after = index + 1
    if tokens[after].text == ",":
        after += 1
    while tokens[after].says("bis", "ter", "quater", "b"):
        after += 1
    if not (tokens[after].kind == "word" and tokens[after].text in STREETS):
        return False
    before = _before(tokens, index)
    comma = tokens[index + 1].text == ","
    return not (before.kind == "weekday" or (before.says("le", "au", "du") and (comma or before.text == "le")))


def _pair(tokens: list[Token], index: int) -> None:
    token, then, before = tokens[index], tokens[index + 1], _before(tokens, index)
    weekday = before.kind == "weekday"
    fraction = then.says("d", "heure") or _fraction(tokens, index) or (then.text == "day" and token.n < token.m < 5)
    counts = (then.text in QUANTITIES or fraction) and then.kind in ("word", "part") and not weekday
    numbered = before.text == "°" or (before.kind == "word" and before.text in NUMBERED)
    decimal = token.sign == "." and not (weekday or before.says("le", "du", "au") or _dotted_date(tokens, index))
    counts = counts or (token.n > 31 and token.m > 31)
    always = (token.n, token.m) in ((24, 7), (7, 7)) and before.says("dispo", "disponible", "joignable", "ouvert")
    if counts or numbered or decimal or always or _round_the_clock(tokens, index):
        token.kind = "noise"


def _round_the_clock(tokens: list[Token], index: int) -> bool:
    """«24h/24 et 7/7»."""
    seven = (tokens[index].n, tokens[index].m) == (7, 7)
    return seven and any(
        token.kind == "noise" and token.text[:2] == "24" for token in tokens[max(0, index - 3) : index]
    )


def _fraction(tokens: list[Token], index: int) -> bool:
    """«3/4 de la façade», «2/3 du mur», «1/3 chaux 2/3 sable»."""
    token, then, after = tokens[index], tokens[index + 1], tokens[min(index + 2, len(tokens) - 1)]
    led = then.says("de") and after.says("la", "l", "les", "ma", "mon", "mes", "notre", "nos", "ce", "cette", "ces")
    named = tokens[min(index + 3, len(tokens) - 1)].kind == "word" or after.kind == "word"
    shares = any(
        other.kind in ("pair", "noise")
        and other.m == token.m
        and other.n + token.n == token.m
        and between.kind == "word"
        for other, between in (
            (_before(tokens, index, 2), _before(tokens, index)),
            (tokens[min(index + 2, len(tokens) - 1)], then),
        )
        if not between.says("et", "ou", "au", "puis")
    )
    small = token.sign == "/" and token.n < token.m <= 5 and not token.short
    return small and (((led or then.says("du", "des")) and named) or shares or _share_of_thing(tokens, index))


def _share_of_thing(tokens: list[Token], index: int) -> bool:
    """«3/4 de sac», «1/2 de seau d'eau»; «le 3/4 de préférence» is a day."""
    then, after, before = tokens[index + 1], tokens[min(index + 2, len(tokens) - 1)], _before(tokens, index)
    thing = after.kind == "word" and after.text not in NOT_OF_DURATION and not after.says("midi", "minuit")
    return then.says("de", "d") and thing and not before.says("le", "du", "au", "ce") and before.kind != "weekday"


def _dotted_date(tokens: list[Token], index: int) -> bool:
    """«14.03», «14.03 9h»: a date where it stands alone, or leads to hours; «3.05 tonnes» is none."""
    token, then = tokens[index], tokens[index + 1]
    alone = index == 0 and (then.kind in ("end", "stop") or then.text in (",", ":", "-"))
    return token.short and 0 < token.m <= 12 and 0 < token.n <= 31 and (alone or then.kind in ("clock", "part"))


def _clock(tokens: list[Token], index: int) -> None:
    """Hide durations: «3h de travail», «pendant 2 h», «35 h par semaine»."""
    lasting = how_long(tokens, index)
    if not lasting:
        return
    tokens[index].kind = "noise"
    before, first = _before(tokens, index), _before(tokens, index, 2)
    if before.says("a") and lasting == "work" and first.kind == "noise":
        return
    if (before.says("a", "ou") or before.text == "-") and first.kind == "num":
        first.kind = "noise"


def _part(tokens: list[Token], index: int) -> None:
    """Hide wishes («bonne journée», «bon après-midi») and the days of work that are counted."""
    before = _before(tokens, index)
    wish = before.kind == "word" and (before.text in GREETINGS or before.text == "par")
    wish = wish or (_before(tokens, index, 2).says("fin") and _before(tokens, index, 3).text in GREETINGS)
    half = before.text == "-" and _before(tokens, index, 2).says("demi")
    if wish or half or (tokens[index].text == "day" and not _whole_day(tokens, index)):
        tokens[index].kind = "noise"


def _whole_day(tokens: list[Token], index: int) -> bool:
    """«la journée», «en journée», «samedi journée» are hours; «une journée», «à la journée» name an event."""
    before, first, then = _before(tokens, index), _before(tokens, index, 2), tokens[index + 1]
    dated = ("weekday", "month", "num", "pair", "full", "relative", "weekend")
    if before.kind in dated or before.text == "(":
        return True
    if before.text in (",", ":"):
        return then.kind != "word" or then.text in SOFT or then.says("entiere", "complete")
    if before.says("en") or then.says("entiere", "complete") or first.says("fin", "debut", "milieu"):
        return True
    if not before.says("la"):
        return False
    if first.kind == "word" and first.text not in ("toute", "tte", "pour", "dans", "sur", "est"):
        return False
    return then.kind != "word" or first.kind != "end" or then.says("de", "du", "d")


def _month(tokens: list[Token], index: int) -> None:
    """Hide streets and places named after a date: «rue du 11 novembre», «place du 8 mai 1945»."""
    number = index - 1
    if index > 1 and tokens[number].says("de", "du") and tokens[index - 2].text in _NAMED_AFTER:
        tokens[index].kind = "noise"
    if number < 0 or tokens[number].kind not in ("num", "noise"):
        return
    named = number - 2 if _before(tokens, number).says("du") else number - 1
    street = tokens[named] if named >= 0 else tokens[-1]
    if not (street.kind == "word" and street.text in _NAMED_AFTER):
        return
    after = tokens[index + 1]
    year = after.kind == "num" and 1000 < after.n < 2000
    # «salle du 5 juin» may be a hall that is booked: only the dates that halls are named after hide there.
    known = (tokens[number].n, tokens[index].n) in {
        (11, 11),
        (8, 5),
        (14, 7),
        (4, 9),
        (19, 3),
        (1, 5),
        (25, 8),
        (18, 6),
    }
    if year or known or named != number - 2 or street.text in ("rue", "avenue", "av", "boulevard", "bd", "impasse"):
        for position in range(named, index + 1 + year):
            tokens[position].kind = "noise"


def _wished(tokens: list[Token], index: int) -> None:
    """Hide «bon week-end», «bon dimanche»."""
    before = _before(tokens, index)
    if before.kind == "word" and before.text in GREETINGS and tokens[index + 1].kind not in ("num", "pair"):
        tokens[index].kind = "noise"


_RULES = {
    **{
        "weekday": _wished,
        "num": _number,
        "pair": _pair,
        "clock": _clock,
        "part": _part,
        "month": _month,
        "weekend": _wished,
    },
}
