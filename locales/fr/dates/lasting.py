"""Tells an hour of the clock from a duration: «3h de travail», «pendant 2 h», «2h max», «35 h par semaine»."""

from typing import Literal

from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import DURING, NOT_OF_DURATION, SOFT

_LEADING = ("a", "vers", "jusqu", "jusque", "avant", "apres", "des", "fin")
_AT_MOST = ("max", "maxi", "maximum")
_LONGEST_WORK = 8  # hours: more, after «max», is an hour of the clock


def how_long(tokens: list[Token], index: int) -> Literal["", "work", "other"]:
    """Tell whether the hour at `index` is a duration; «work» when it is one of something («3h de travail»)."""
    token, then, before = tokens[index], tokens[index + 1], _before(tokens, index)
    if token.text in ("midi", "minuit"):
        return ""
    ranged = _ranged(tokens, index)
    if then.says("de", "d") and not _hour_follows(tokens, index) and not ranged:
        return "work"
    week = token.short and token.n in (35, 39, 48, 72) and not before.says("a")
    rate = (not ranged and then.text == "/" and tokens[index + 2].kind == "word") or then.says("par")
    return "other" if week or rate or _led(tokens, index) or _bounded(tokens, index, ranged) else ""


def _before(tokens: list[Token], index: int, back: int = 1) -> Token:
    return tokens[index - back] if index >= back else tokens[-1]


def _ranged(tokens: list[Token], index: int) -> bool:
    """Tell whether the hour ends a range: «9h à 17h», «9-17h»."""
    before, first = _before(tokens, index), _before(tokens, index, 2)
    if before.says("a"):
        return first.kind in ("clock", "num")
    return before.text in ("-", ">", "/") and first.kind in ("clock", "num", "noise")


def _led(tokens: list[Token], index: int) -> bool:
    """«pendant 2 h», «il y a 2 h», «en 3h», «pour 3h», «environ 2h» after «compter»."""
    token, before, first = tokens[index], _before(tokens, index), _before(tokens, index, 2)
    if before.says(*_AT_MOST):
        return token.n < _LONGEST_WORK
    during = before.kind == "word" and (before.text in DURING or (before.text == "a" and first.says("y")))
    within = before.says("en", "les") and token.short
    about = before.says("environ") and first.says("pendant", "dure", "compter", "durera")
    return during or within or about or (before.says("pour") and token.n <= 6 and token.short)


def _bounded(tokens: list[Token], index: int, ranged: bool) -> bool:
    """«prévoir 2 à 3h», «un petit chantier de 2h», «2h max»."""
    token, then, before = tokens[index], tokens[index + 1], _before(tokens, index)
    if ranged:
        asked = _before(tokens, index, 3).says("prevoir", "prevoyez", "compter", "comptez", "environ")
        return asked and token.n <= _LONGEST_WORK
    limited = then.says(*_AT_MOST, "mini", "minimum") and token.n < _LONGEST_WORK and not before.says(*_LEADING)
    return limited or _named_length(tokens, index)


def _named_length(tokens: list[Token], index: int) -> bool:
    """«un petit chantier de 2h», «une séance de 3 h» last that long; «samedi de 2h à 5h» begins then."""
    named, then = _before(tokens, index, 2), tokens[index + 1]
    of = _before(tokens, index).says("de", "d") and named.kind == "word" and named.text not in SOFT
    return of and tokens[index].n < 6 and tokens[index].short and not (then.says("a") or then.text in ("-", "/", ">"))


def _hour_follows(tokens: list[Token], index: int) -> bool:
    """After «9h de», tell whether the hour goes on: «de l'après-midi», «de préférence», «de samedi»."""
    after = tokens[index + 2]
    return after.text in NOT_OF_DURATION or after.kind in ("part", "weekday", "clock", "num", "weekend")
