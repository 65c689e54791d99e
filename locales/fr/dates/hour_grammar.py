"""Reads hours: «de 9h à 17h», «9-17h», «à partir de 14 h», «jusqu'à midi», «matin», «toute la journée»."""

from itertools import takewhile

from locales.fr.dates.items import Clock, Hours
from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import MEALS

_ARRIVALS = frozenset({"rdv", "rendez-vous", "accueil", "cafe", "covoiturage", "covoit"})
_ENDS = ("jusqu", "jusque", "fin", "finir", "finit", "finira", "termine", "terminer", "terminera", "fini", "finissons")
_COMING = ("arrivee", "debut", "arrive", "arriverai", "arriverons", "arrivons", "viens", "commence")
_LEAVING = ("depart", "repars", "repart", "repartirai", "repartirons", "repartons", "pars", "partirai")
_DURING = ("pendant", "durant", "duree", "pour", "dure", "durera")


def read_hours(tokens: list[Token], i: int) -> Hours | None:
    """Read the hour expression that starts at token `i`, if one does."""
    token = tokens[i]
    if token.kind == "clock":
        return _from_clock(tokens, i)
    if token.kind == "num":
        return _bare_range(tokens, i)
    if token.kind == "pair" and token.sign == "-" and _before(tokens, i).says("de", "entre"):
        return Hours("span", i, i + 1, (token.n, 0), (token.m, 0)) if token.n < token.m <= 24 else None
    if token.kind == "part":
        return _part(tokens, i)
    if token.kind == "noise":
        return _lasts(tokens, i)
    return None


def _before(tokens: list[Token], i: int, back: int = 1) -> Token:
    return tokens[i - back] if i >= back else tokens[-1]


def _clock(tokens: list[Token], i: int) -> tuple[Clock, int]:
    """Give the hour at token `i` and the index after it, «du soir» taken into account."""
    token = tokens[i]
    hour, j = token.n, i + 1
    j += tokens[j].says("pile", "precises", "precise", "environ", "tapantes")
    k = j
    while tokens[k].says("du", "de", "l", "la") and k - j < 2:
        k += 1
    if k > j and tokens[k].kind == "part" and tokens[k].text in ("morning", "afternoon", "evening"):
        later = tokens[k].text != "morning" and hour < 12
        return (hour + 12 if later else hour, token.m), k + 1
    return (hour, token.m), j


def _from_clock(tokens: list[Token], i: int) -> Hours:
    if (told := _noon_told(tokens, i)) is not None:
        return told
    start, j = _clock(tokens, i)
    between = _before(tokens, i).says("entre")
    k = _to(tokens, j, between)
    if k is not None:
        if tokens[k].kind == "clock":
            end, after = _clock(tokens, k)
            start = _same_half(start, end, tokens[k])
            if _before(tokens, i).says("vers") and end < (start[0] + 1, start[1]):
                return Hours("vague", i, after, start)
            return _aside(tokens, Hours("span", i, after, start, end))
        if tokens[k].kind == "num" and _is_end_hour(tokens, k, between):
            hour = _noon_to_two(tokens[i], tokens[k].n)
            return _aside(tokens, Hours("span", i, k + 1, start, (hour, 0)))
    sort = _sort(tokens, i)
    towards_part = tokens[j].says("au", "jusqu") and "part" in (
        tokens[j + 1].kind,
        tokens[min(j + 2, len(tokens) - 1)].kind,
    )
    if sort == "vague" or towards_part or (sort == "start" and _may_last(tokens, i, start)):
        return Hours("vague", i, j, start)
    hours = Hours("end", i, j, end=start) if sort == "end" else Hours("start", i, j, start)
    return _aside(tokens, hours)


def _noon_told(tokens: list[Token], i: int) -> Hours | None:
    """«ce midi à 12h15» is one hour; «lundi midi à 13h» may be a range; «de midi à 12h45» is one."""
    j = i + 1 + (tokens[i + 1].text == ",")
    j += tokens[j].says("a", "vers")
    if tokens[i].text != "midi" or tokens[j].kind != "clock" or _before(tokens, i).says("de", "entre", "des", "a"):
        return None
    exact, after = _clock(tokens, j)
    if not (12, 0) < exact <= (13, 30) or _to(tokens, after, between=False) is not None:
        return None
    return Hours("start", i, after, exact) if exact < (13, 0) else Hours("vague", i, after, exact)


def _same_half(start: Clock, end: Clock, said: Token) -> Clock:
    """«de 2h à 5h de l'après-midi»: both are after noon, where the first can be."""
    later = (start[0] + 12, start[1])
    return later if end[0] == said.n + 12 and start[0] < 12 and later < end else start


def _may_last(tokens: list[Token], i: int, start: Clock) -> bool:
    """«samedi 3h» may be three hours of work as well as three o'clock; «samedi à 3h» is not."""
    return (
        0 < start[0] < 6
        and tokens[i].n == start[0]
        and not _before(tokens, i).says("a", "des", "de", "vers", "entre", "h")
    )


def _noon_to_two(first: Token, end: int) -> int:
    """«entre midi et deux» ends at 14 h."""
    return end + 12 if first.text == "midi" and end < 7 else end


def _to(tokens: list[Token], j: int, between: bool) -> int | None:
    """Give the index of the second hour of a range, if words that make a range lead to it."""
    token = tokens[j]
    if token.kind == "clock" and not between and _later(tokens[j - 1], token):
        return j
    if token.text in ("-", ">") or (token.text == "/" and tokens[j + 1].kind == "clock"):
        return j + 1
    if token.says("a"):
        return j + 1
    if token.text == "," and tokens[j + 1].says("jusqu", "jusque"):
        return j + 2 + tokens[j + 2].says("a")
    if token.says("jusqu", "jusque"):
        return j + 1 + tokens[j + 1].says("a")
    return j + 1 if between and token.says("et") else None


def _later(first: Token, then: Token) -> bool:
    """«samedi 9h 17h»: two hours side by side, the second at least an hour after the first."""
    return first.kind == "clock" and (first.n + 1, first.m) <= (then.n, then.m)


def _is_end_hour(tokens: list[Token], k: int, between: bool) -> bool:
    token, then = tokens[k], tokens[k + 1]
    free = (
        then.kind in ("end", "stop", "weekday") or then.text in (",", ")", ":") or then.says("le", "pour", "et", "chez")
    )
    return token.n <= 24 and (free or (between and then.kind != "month"))


def _bare_range(tokens: list[Token], i: int) -> Hours | None:
    """Read «9 à 17h», «9-17h», «entre 9 et 12h», and «de 9 à 17» where nothing else can be meant."""
    first, link, second = tokens[i], tokens[i + 1], tokens[min(i + 2, len(tokens) - 1)]
    before = _before(tokens, i)
    between = before.says("entre") and link.says("et")
    if first.n > 24 or not (link.says("a") or link.text in ("-", "/", ">") or between):
        return None
    if second.kind == "clock" and second.text != "minuit":
        end, after = _clock(tokens, i + 2)
        return _aside(tokens, Hours("span", i, after, (first.n, 0), end))
    led = before.says("de", "entre") and (link.says("a") or between)
    if led and second.kind == "num" and first.n < second.n and _is_end_hour(tokens, i + 2, between=False):
        dated = _before(tokens, i, 2).kind in ("weekday", "month", "num", "pair", "full", "relative", "weekend", "sign")
        return Hours("span", i, i + 3, (first.n, 0), (second.n, 0)) if dated else None
    return None


def _sort(tokens: list[Token], i: int) -> str:
    """Tell from the words before whether an hour begins or ends something."""
    k = i - 1
    while (k >= 0 and tokens[k].says("a", "vers", "de", "la", "l")) or (k >= 0 and tokens[k].text == ":"):
        k -= 1
    if k < 0 or tokens[k].kind != "word":
        return "vague" if _leaves_another_day(tokens, k) else "start"
    if k > 1 and tokens[k - 1].says("du", "de", "d", "des") and tokens[k - 2].says("fin"):
        return "end"  # «fin du chantier vers 17h»
    leaving = tokens[k].says(*_LEAVING) and any(token.says(*_COMING) for token in tokens[max(0, k - 8) : k])
    if tokens[k].text in _ENDS or leaving or tokens[k].says("max", "maxi", "maximum"):
        return "end"
    if tokens[k].says("avant"):
        return "start" if _before(tokens, k).says("pas") else "vague"
    return "vague" if tokens[k].says("apres") and not _before(tokens, k).says("juste") else "start"


def _leaves_another_day(tokens: list[Token], k: int) -> bool:
    """«arrivée samedi 9h, départ dimanche 16h» is one stretch across days."""
    while k >= 0 and (tokens[k].kind in ("weekday", "num", "month", "pair", "relative") or tokens[k].says("le")):
        k -= 1
    earlier = tokens[max(0, k - 8) : max(k, 0)]
    return k >= 0 and tokens[k].says(*_LEAVING) and any(token.says(*_COMING) for token in earlier)


def _aside(tokens: list[Token], hours: Hours) -> Hours:
    """Mark an hour that belongs to a meal or to the welcome, beside the work's own hours."""
    clause = []
    for token in reversed(tokens[max(0, hours.i - 6) : hours.i]):
        if token.kind not in ("word", "noise") and token.text != ":":
            break
        clause.append(token.text)
    after = [token.text for token in takewhile(lambda token: token.kind == "word", tokens[hours.j : hours.j + 3])]
    near = MEALS | _ARRIVALS
    hours.aside = not near.isdisjoint(clause[:4] if hours.start != (12, 0) else clause) or (
        not MEALS.isdisjoint(after) and (tokens[hours.i].text in ("midi", "evening") or hours.sort == "start")
    )
    hours.meal = hours.aside and _ARRIVALS.isdisjoint(clause[:4])
    return hours


def _part(tokens: list[Token], i: int) -> Hours:
    k = i - 1
    while k >= 0 and tokens[k].says("de", "d", "la", "l", "du", "le"):
        k -= 1
    if k >= 0 and k < i - 1 and tokens[k].says("fin", "debut", "milieu"):
        return Hours("vague", i, i + 1, part=tokens[i].text)
    if tokens[i + 1].says("au") and tokens[i + 2].kind == "part":
        return Hours("vague", i, i + 3)
    if (
        tokens[i].text == "night"
        or _before(tokens, i).says("petit", "tot")
        or tokens[i + 1].says("tot")
        or (k >= 0 and tokens[k].says("tot"))
    ):
        return Hours("vague", i, i + 1 + tokens[i + 1].says("tot"), part=tokens[i].text)
    after = i + 1 + tokens[i + 1].says("entiere", "complete")
    return _aside(tokens, Hours("part", i, after, part=tokens[i].text))


def _lasts(tokens: list[Token], i: int) -> Hours | None:
    """Read a duration after «pendant»: it may give the end of what begins at an hour."""
    token = tokens[i]
    if token.n <= 0 or token.n > 12 or not _before(tokens, i).says(*_DURING):
        return None
    if "h" not in token.text:
        days = tokens[i + 1].says("jours", "jour")
        return Hours("lasts", i, i + 2, minutes=-token.n) if days else None
    return Hours("lasts", i, i + 1, minutes=60 * token.n + token.m)
