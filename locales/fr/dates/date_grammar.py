"""Reads a date expression: a day, days sharing a month, a range, or one of the wider ones."""

from locales.fr.dates.day_grammar import month_ahead, read_day
from locales.fr.dates.items import Dates, Day, Range, Role, Vague
from locales.fr.dates.lexer import Token
from locales.fr.dates.period_grammar import read_period
from locales.fr.dates.repeat_grammar import read_every, read_nth, read_some, read_weekend

_NO = ("pas", "sauf", "hors", "hormis", "excepte", "ni", "sans", "lieu")
_MOVED = ("reporte", "reportee", "decale", "decalee", "deplace", "deplacee", "repousse", "repoussee", "report", "passe")
_LINKS = ("et", "&", "+", ",", "/")


def read_dates(tokens: list[Token], i: int, goes_on: bool = False) -> Dates | None:
    """Read the date expression that starts at token `i`, if one does; `goes_on` when a bare number may be a day."""
    if tokens[i].kind in ("sign", "stop", "clock", "noise", "part"):
        return None
    if goes_on and (day := read_day(tokens, i, licensed=True)) is not None:
        return Dates([day], i, day.j)
    for read in (read_every, read_nth, _read_run, read_weekend, _read_past, read_some, read_period):
        found = read(tokens, i)
        if found is not None:
            what = found[0]
            role = _role(tokens, i)
            if isinstance(what, Range) and i and tokens[i - 1].says(*_MOVED):
                role = "not"
            return Dates(what, i, found[1], role, led=_lead(tokens, i))
    return None


def _lead(tokens: list[Token], i: int) -> str:
    """Give the little word that leads to a date: «à» and «au» may end a stretch."""
    if tokens[i].says("au"):
        return "au"
    return tokens[i - 1].text if i and tokens[i - 1].says("a", "au") else ""


def _read_run(tokens: list[Token], i: int) -> tuple[list[Day] | Range | Vague, int] | None:
    run = read_zip(tokens, i) or read_pair(tokens, i) or read_range(tokens, i)
    if run is not None:
        return run
    day = read_day(tokens, i)
    if day is None:
        return None
    if tokens[i].says("un") and day.weekday is not None and day.d is None:
        return None
    if day.past or (day.days_on or 0) < 0:
        return Vague("past_day", i, day.j), day.j
    return [day], day.j


def read_range(tokens: list[Token], i: int) -> tuple[Range, int] | None:
    """Read «du 3 au 5 mai», «de samedi à lundi», «3 au 5 mai», «samedi 5 - dimanche 6 juin», «entre le 3 et le 7»."""
    opening = tokens[i]
    style = opening.text if opening.says("du", "de", "entre") else ""
    j = i + bool(style)
    first = read_day(tokens, j, licensed=style == "du" or (tokens[j].kind == "num" and tokens[j + 1].says("au")))
    if first is None or (first.holiday and style != "entre") or first.every:
        return None
    k = first.j
    between = tokens[k]
    if style == "entre":
        k += between.says("et")
    elif between.says("au"):
        k += 0 if read_day(tokens, k) is not None else 1
        style = style or "du"
    elif between.says("jusqu", "jusque"):
        k += 1 + tokens[k + 1].says("a")
    elif between.says("a") and (style == "de" or first.weekday is not None):
        k += 1
    elif between.text in ("-", ">") and not style:
        k, style = k + 1, "-"
    else:
        return None
    last = read_day(tokens, k, licensed=True) if k > first.j or between.says("au") else None
    if (
        last is None
        or (last.holiday and style != "entre")
        or last.days_on is not None
        or _is_clock_range(tokens, first, last)
    ):
        return None
    return Range(first, last, style or "du", i, last.j), last.j


def _is_clock_range(tokens: list[Token], first: Day, last: Day) -> bool:
    """«14 à 18» with neither month nor weekday on the second is no range of days but for «du … au …»."""
    between = tokens[first.j]
    return last.monthless and last.weekday is None and not between.says("au", "et", "jusqu")


def read_pair(tokens: list[Token], i: int) -> tuple[list[Day] | Range, int] | None:
    """Read «5-6 juin», «les 13-14», «samedi 14/15 mars»: two numbers side by side that share a month."""
    j = i
    while tokens[j].says("le", "les", "du", "des", "de", "ce") and j - i < 2:
        j += 1
    weekday = tokens[j].n if tokens[j].kind == "weekday" and tokens[j + 1].kind == "pair" else None
    j += weekday is not None
    pair, then = tokens[j], tokens[min(j + 1, len(tokens) - 1)]
    if pair.kind != "pair":
        return None
    if then.kind == "month":
        last = read_day(_with_number(tokens, j, pair.m), j)
        if last is None:
            return None
        first = Day(i=i, j=j, weekday=weekday, d=pair.n, m=last.m, y=last.y)
        return _two(first, last, pair.sign), last.j
    licensed = j > i and tokens[j - 1].says("les", "des", "du")
    if j > i and tokens[j - 1].says("les") and _opens_three(tokens, j):
        return [Day(i=i, j=j + 1, d=pair.n, doubtful=True)], j + 1
    if licensed and pair.sign == "-" and pair.n < pair.m and pair.m > 12:
        return Range(Day(i=i, j=j, d=pair.n), Day(i=j, j=j + 1, d=pair.m), "-", i, j + 1), j + 1
    if (weekday is not None or licensed or (j > i and tokens[j - 1].says("le", "ce"))) and not (
        pair.sign in "/." or pair.short or pair.n > 12 >= pair.m
    ):
        # «samedi 9-12» may be hours or days.
        return [Day(i=i, j=j + 1, weekday=weekday, d=pair.n, doubtful=True)], j + 1
    return None


def _opens_three(tokens: list[Token], j: int) -> bool:
    """«les 1/2 et 3 mars» may be three days of March, «les 13/3 et 14 mars» are two."""
    pair, then = tokens[j], tokens[j + 3 : j + 4]
    listed = tokens[j + 1].says("et") and tokens[j + 2].kind == "num" and then and then[0].kind == "month"
    return bool(listed) and pair.sign == "/" and not pair.short and pair.n < pair.m <= 12


def _two(first: Day, last: Day, sign: str) -> list[Day] | Range:
    if sign == "/" or (first.d or 0) > (last.d or 0):
        return [first, last]
    return Range(first, last, "-", first.i, last.j)


def _with_number(tokens: list[Token], j: int, number: int) -> list[Token]:
    pair = tokens[j]
    return [*tokens[:j], Token("num", str(number), pair.start, pair.end, n=number), *tokens[j + 1 :]]


def read_zip(tokens: list[Token], i: int) -> tuple[list[Day], int] | None:
    """Read «samedi et dimanche 13 et 14 mars»: weekdays first, then as many numbers."""
    weekdays: list[int] = []
    j = i + tokens[i].says("les", "le", "ce", "ces")
    while tokens[j].kind == "weekday" and not tokens[j].plural:
        weekdays.append(tokens[j].n)
        j += 1
        if not _link(tokens, j) or tokens[j + 1].kind != "weekday":
            break
        j += 1
    if len(weekdays) < 2:
        return None
    if tokens[j].kind == "pair" and len(weekdays) == 2:
        numbers, after = [tokens[j].n, tokens[j].m], j + 1
        if tokens[j].text != "-" and tokens[after].kind != "month":
            return None
    else:
        numbers, after = _listed(tokens, j)
    if len(numbers) != len(weekdays):
        return None
    month = year = None
    if tokens[after].kind == "month":
        month, after = tokens[after].n, after + 1
        if tokens[after].kind == "num" and 1999 < tokens[after].n < 2100:
            year, after = tokens[after].n, after + 1
    return [
        Day(i=i, j=after, weekday=weekday, d=number, m=month, y=year)
        for weekday, number in zip(weekdays, numbers, strict=True)
    ], after


def _listed(tokens: list[Token], j: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    while tokens[j].kind == "num":
        numbers.append(tokens[j].n)
        j += 1
        if not _link(tokens, j) or tokens[j + 1].kind != "num":
            break
        j += 1
    return numbers, j


def _link(tokens: list[Token], j: int) -> bool:
    return tokens[j].text in (*_LINKS, "-")


def _read_past(tokens: list[Token], i: int) -> tuple[Vague, int] | None:
    """Read «la semaine dernière», «le mois dernier», «il y a trois jours», «le week-end dernier»."""
    j = i + tokens[i].says("la", "le", "l")
    token, then = tokens[j], tokens[min(j + 1, len(tokens) - 1)]
    gone = then.says("derniere", "passe", "passee") or (then.kind == "ord" and then.n == -1)
    if gone and (token.says("semaine", "mois", "an", "annee") or token.kind == "weekend"):
        return Vague("past_day", i, j + 2), j + 2
    if token.says("il") or token.says("y"):
        k = j + token.says("il")
        if tokens[k].says("y") and tokens[k + 1].says("a"):
            count, unit = tokens[k + 2], tokens[min(k + 3, len(tokens) - 1)]
            counted = count.kind in ("num", "noise") or count.says("un", "une", "quelques")
            if counted and unit.says("jour", "jours", "semaine", "semaines", "mois"):
                return Vague("past_day", i, k + 4), k + 4
    return None


_BEFORE_ROLE = ("le", "la", "l", "au", "du", "de", "a", "d", "ce", "que", "dispo", "disponible", "libre", "possible")


def _role(tokens: list[Token], i: int) -> Role:
    """Tell what the words before give a date to be: a limit, a beginning, an approximation, an exception."""
    k = i - 1
    while k >= 0 and tokens[k].says(*_BEFORE_ROLE):
        if tokens[k].says("que") and not (k and tokens[k - 1].says("plutot")):
            break
        k -= 1
    if k < 0 or tokens[k].kind not in ("word", "ord"):
        return "plain"
    word, between = tokens[k].text, {token.text for token in tokens[k + 1 : i + 1]}
    if word in ("jusqu", "jusque"):
        return "until"
    if word in ("avant", "ici", "depuis") and not (word == "ici" and not (k and tokens[k - 1].says("d"))):
        return "limit"
    if word == "partir" or word in ("des", "apres", "compter"):
        return "from"
    if word in ("vers", "autour", "alentours", "environ", "environs", "autre", "quel"):
        return "about"
    refused = word in _NO and not (word == "lieu" and not between & {"de", "du"})
    return "not" if refused or (word == "plutot" and "que" in between) else "plain"


__all__ = ["month_ahead", "read_dates"]
