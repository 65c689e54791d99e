"""Reads one day from tokens: a weekday, a number, a month, «demain», a holiday, and what is said beside them."""

from locales.fr.dates.holiday_grammar import read_holiday
from locales.fr.dates.items import Day
from locales.fr.dates.lexer import Token
from locales.fr.dates.number_grammar import month_ahead, read_number
from locales.fr.dates.week_grammar import read_distance, read_mode, read_week

_ARTICLES = ("le", "la", "les", "l", "ce", "cet", "cette", "ces", "au", "aux", "du", "un")
_LICENCES = ("le", "du", "au", "ce")
_LIST_LICENCES = ("les", "aux", "ces", "des")


def read_day(tokens: list[Token], i: int, licensed: bool = False) -> Day | None:
    """Read a day that starts at token `i`; `licensed` when a bare number there may be a day («du 3 au 5»)."""
    day, j = Day(i=i), i
    while tokens[j].says(*_ARTICLES) and j - i < 2:
        licensed = licensed or tokens[j].says(*_LICENCES) or _opens_list(tokens, j)
        day.mode = "this" if tokens[j].says("ce", "cet") else day.mode
        j += 1
    this = day.mode
    after = _atom(tokens, j, day, licensed)
    if after is None:
        return None
    while (more := _beside(tokens, after, day)) is not None:
        after = more
    if this and day.weekday is None:
        day.mode = "" if day.mode == "this" else day.mode
    day.j = after
    return day


def _opens_list(tokens: list[Token], j: int) -> bool:
    """«les 13 et 14» are days; «les 4» may be anyone."""
    if not tokens[j].says(*_LIST_LICENCES) or tokens[j + 1].kind != "num":
        return False
    link, number = tokens[j + 2], tokens[min(j + 3, len(tokens) - 1)]
    return (link.says("et", "ou", "au", "puis") or link.text in (",", "&", "+")) and number.kind == "num"


def _atom(tokens: list[Token], j: int, day: Day, licensed: bool) -> int | None:
    """Read one part of a day into `day`; give the index after it."""
    kind = tokens[j].kind
    if kind == "weekday":
        return _weekday(tokens, j, day)
    if kind in ("num", "pair", "full"):
        return read_number(tokens, j, day, licensed)
    if kind == "relative" and day.days_on is None:
        day.days_on = tokens[j].n
        if tokens[j + 1].says("en") and tokens[j + 2].kind == "num" and tokens[j + 2].n in (8, 15):
            day.days_on += 7 if tokens[j + 2].n == 8 else 14
            return j + 3
        return j + 1
    if tokens[j].says("dans") and day.days_on is None and day.weekday is None:
        return read_distance(tokens, j, day)
    if kind in ("word", "weekday", "ord") and not day.holiday and day.d is None:
        return read_holiday(tokens, j, day)
    return None


def _weekday(tokens: list[Token], j: int, day: Day) -> int | None:
    token = tokens[j]
    if (special := read_holiday(tokens, j, day)) is not None:
        return special
    if day.weekday is not None or (token.short and not _short_is_meant(tokens, j)):
        return None
    day.weekday, day.every = token.n, token.plural
    if (after := _placed(tokens, j + 1)) is not None:
        day.doubtful = True
        return after
    return read_mode(tokens, j + 1, day)


def _placed(tokens: list[Token], j: int) -> int | None:
    """Give the index after «avant Noël», «d'après le 14 juillet»: a weekday placed by another day, which is asked."""
    k = j + tokens[j].says("d", "juste")
    if not tokens[k].says("avant", "apres", "precedant", "suivant"):
        return None
    other = read_day(tokens, k + 1)
    dated = other is not None and (other.holiday or (other.d is not None and not other.monthless))
    return other.j if other is not None and dated else None


def _short_is_meant(tokens: list[Token], j: int) -> bool:
    """«sam», «mer», «jeu» are days only where something of a date is beside them."""
    before, then = tokens[j - 1] if j else tokens[-1], tokens[j + 1]
    if then.kind in ("num", "pair", "full", "clock", "part", "relative") or _leads_to_part(tokens, j + 1):
        return not (before.says("en", "la", "merci") and then.kind != "full")
    if then.says("prochain", "prochaine") or (then.says("semaine") and tokens[j + 2].says("prochaine")):
        return True
    if then.says("de") and tokens[j + 2].says("la", "cette") and tokens[min(j + 3, len(tokens) - 1)].says("semaine"):
        return True
    if then.says("en") and tokens[j + 2].kind == "num" and tokens[j + 2].n in (8, 15):
        return True
    if then.says("le", "a", "de") and tokens[j + 2].kind in ("num", "pair", "full", "clock"):
        return True
    if tokens[j + 1].kind == "end" and j == 0:
        return True
    near = tokens[min(j + 2, len(tokens) - 1)]
    if (then.says("et", "ou") or then.text in ("/", "-", ",", "+", "&")) and near.kind == "weekday":
        return True
    beyond = tokens[j - 2] if j > 1 else tokens[-1]
    return (before.says("et", "ou") or before.text in ("/", "-", ",", "+", "&")) and beyond.kind == "weekday"


def _leads_to_part(tokens: list[Token], j: int) -> bool:
    """«toute la journée», «dans l'aprem», «en fin de matinée»."""
    k = j
    while tokens[k].says("toute", "tte", "dans", "en", "fin", "debut", "de", "d", "la", "l", "le") and k - j < 4:
        k += 1
    return k > j and tokens[k].kind == "part"


def _beside(tokens: list[Token], j: int, day: Day) -> int | None:
    """Read what is added to a day: «samedi, le 14 mars», «le 14 mars (samedi)», «demain mercredi»."""
    k = j
    bracket = tokens[k].text == "("
    comma = tokens[k].text in (",", ":")
    k += bracket or comma
    k += tokens[k].says("soit", "donc")
    article = tokens[k].says("le", "ce", "un", "au", "l")
    k += article
    token = tokens[k]
    after = None
    if token.kind in ("num", "pair", "full") and day.d is None and not day.holiday:
        dated = token.kind != "num" or tokens[k + 1].kind == "month"
        if dated or (article and not comma) or (k == j and day.weekday is not None and day.days_on is None):
            after = read_number(tokens, k, day, article)
    elif token.kind == "weekday" and day.weekday is None and (day.d is not None or day.days_on is not None or bracket):
        after = _weekday_beside(tokens, k, day, loose=comma)
    elif bracket and token.kind == "relative" and day.days_on is None:
        after, day.days_on = k + 1, token.n
    elif day.week is None and not day.mode and (day.weekday is not None or day.d is not None) and k == j:
        week = read_week(tokens, k, day)
        after = week if week > k else None
    if after is None:
        return None
    day.bracketed = day.bracketed or bracket
    return after + (bracket and tokens[after].text == ")")


def _weekday_beside(tokens: list[Token], k: int, day: Day, loose: bool) -> int | None:
    """Read a weekday said after the date, unless it opens the next date of a list."""
    then = tokens[k + 1]
    opens = then.kind in ("num", "pair", "full") or (then.says("le") and tokens[k + 2].kind in ("num", "pair", "full"))
    if day.d is not None and opens:
        return None
    if loose and day.d is not None and (then.says("et") or then.text == ","):
        return None
    return _weekday(tokens, k, day)


__all__ = ["month_ahead", "read_day"]
