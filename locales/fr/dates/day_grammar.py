"""Reads one day from tokens: a weekday, a number, a month, «demain», a holiday, and what is said beside them."""

from locales.fr.dates.holiday_grammar import read_holiday
from locales.fr.dates.items import Day
from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import CALM, HOUSE_STREETS

_ARTICLES = ("le", "la", "les", "l", "ce", "cet", "cette", "ces", "au", "aux", "du", "un")
_LICENCES = ("le", "du", "au", "ce")
_LONGEST_LIST = 30  # tokens: far more days than anyone lists
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
        return _number(tokens, j, day, licensed)
    if kind == "relative" and day.days_on is None:
        day.days_on = tokens[j].n
        return j + 1
    if tokens[j].says("dans") and day.days_on is None and day.weekday is None:
        return _in_some_days(tokens, j, day)
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
    return _mode(tokens, j + 1, day)


def _short_is_meant(tokens: list[Token], j: int) -> bool:
    """«sam», «mer», «jeu» are days only where something of a date is beside them."""
    before, then = tokens[j - 1] if j else tokens[-1], tokens[j + 1]
    if then.kind in ("num", "pair", "full", "clock", "part", "relative"):
        return not (before.says("en", "la", "merci") and then.kind != "full")
    if then.says("prochain", "prochaine"):
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


def _mode(tokens: list[Token], j: int, day: Day) -> int:
    """Read «prochain», «qui vient», «en huit», «de la semaine prochaine», «dernier» after a weekday."""
    token, then = tokens[j], tokens[min(j + 1, len(tokens) - 1)]
    if token.says("prochain", "prochains", "proch"):
        day.mode = "next"
        return j + 1
    if token.says("qui") and then.says("vient", "viennent", "arrive"):
        day.mode = "next"
        return j + 2
    if token.says("a") and then.says("venir"):
        day.mode = "next"
        return j + 2
    if (token.kind == "ord" and token.n == -1) or token.says("passe"):
        day.past = True
        return j + 1
    if token.says("en") and then.kind == "num" and then.n in (8, 15):
        day.mode = "eight" if then.n == 8 else "fifteen"
        return j + 2
    if token.says("suivant", "suivants") or (token.says("d") and then.says("apres")):
        day.doubtful = True
        return j + 1 + token.says("d")
    if token.says("dans"):
        return _weeks(tokens, j, day)
    return read_week(tokens, j, day)


def _weeks(tokens: list[Token], j: int, day: Day) -> int:
    """Read «dans quinze jours», «dans deux semaines» after a weekday."""
    count, unit = tokens[j + 1], tokens[min(j + 2, len(tokens) - 1)]
    number = 1 if count.says("une") else count.n if count.kind == "num" else 0
    if unit.says("jours") and number in (8, 15):
        day.mode, day.weeks_on = "weeks", 1 if number == 8 else 2
        return j + 3
    if unit.says("semaine", "semaines") and 0 < number < 53:
        day.mode, day.weeks_on = "weeks", number
        return j + 3
    return j


def read_week(tokens: list[Token], j: int, day: Day) -> int:
    """Read «(de) la semaine prochaine», «(de) cette semaine»; set `day.week`, give the index after (or `j`)."""
    k = j + (tokens[j].text == ",")
    k += tokens[k].says("de", "d")
    this = tokens[k].says("cette")
    k += tokens[k].says("la", "cette")
    if not tokens[k].says("semaine") or (k == j and not tokens[k + 1].says("prochaine")):
        return j
    then, last = tokens[k + 1], tokens[min(k + 2, len(tokens) - 1)]
    if this:
        day.week = 0
        return k + 1
    if then.says("prochaine") or (then.says("qui") and last.says("vient")):
        day.week = 1
        return k + 2 + then.says("qui")
    return j


def _in_some_days(tokens: list[Token], j: int, day: Day) -> int | None:
    count, unit = tokens[j + 1], tokens[min(j + 2, len(tokens) - 1)]
    number = 1 if count.says("un", "une") else count.n if count.kind in ("num", "noise") and count.n < 400 else 0
    if not number:
        return None
    if unit.says("jour", "jours", "j"):
        # «Huit jours» is a week, «quinze jours» two; the figure 8 may be either, and is asked.
        day.days_on = {8: 7 if count.spelt else 8, 15: 14}.get(number, number)
        day.doubtful = day.doubtful or (number == 8 and not count.spelt)
    elif unit.says("semaine", "semaines"):
        day.days_on, day.weeks_on = 7 * number, number
    elif unit.says("mois"):
        day.days_on, day.shift_months = 0, number
    elif unit.says("an", "ans"):
        day.days_on, day.shift_months = 0, 12 * number
    else:
        return None
    return j + 3


def _number(tokens: list[Token], j: int, day: Day, licensed: bool) -> int | None:
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
    elif not (licensed or month_ahead(tokens, j)) or (token.n > 99 or (token.spelt and token.n == 9)):
        return None
    elif then.kind == "word" and then.text in ("prochain", "courant"):
        k += 1
    elif then.kind in ("word", "noise", "num", "ord", "weekend"):
        day.doubtful = day.doubtful or _counts(then, tokens[k + 1])
    day.d = token.n
    return k


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
        if not (tokens[j].says("et", "ou", "au", "a", "puis") or tokens[j].text in (",", "-", "/", "&", "+")):
            return False
        j += 1
        while (
            tokens[j].says("le", "les", "et", "ou", "au")
            or tokens[j].text == "/"
            or (tokens[j].kind == "weekday" and tokens[j + 1].kind == "num")
        ):
            j += 1
    return False


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
            after = _number(tokens, k, day, article)
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
