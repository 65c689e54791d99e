"""Reads week-ends, «tous les samedis», «le premier samedi de mai», «un samedi»."""

from locales.fr.dates.day_grammar import read_day
from locales.fr.dates.items import Day, Every, Nth, Range, Vague, WeekEnd
from locales.fr.dates.lexer import Token

_JOINS = (",", "et", "&", "/", "+")


def read_weekend(tokens: list[Token], i: int) -> tuple[WeekEnd | Vague, int] | None:
    """Read a week-end: «ce week-end», «le week-end prochain», «le week-end du 14 mars», «week-end en huit»."""
    j = i
    while tokens[j].says("le", "ce", "du", "au", "ces", "les", "un") and j - i < 2:
        j += 1
    if tokens[j].kind != "weekend":
        return None
    if j > i and tokens[j - 1].says("un", "les", "ces"):
        return Vague("no_day" if tokens[j - 1].says("un") else "open_ended", i, j + 1), j + 1
    weekend = WeekEnd(i, j + 1, mode="this" if j > i and tokens[j - 1].says("ce") else "")
    then, last = tokens[j + 1], tokens[min(j + 2, len(tokens) - 1)]
    if then.says("dernier") or (then.kind == "ord" and then.n == -1):
        return Vague("past_day", i, j + 2), j + 2
    if then.says("prochain", "proch"):
        weekend.mode, weekend.j = "next", j + 2
    elif then.says("qui") and last.says("vient", "arrive"):
        weekend.mode, weekend.j = "next", j + 3
    elif then.says("suivant") or (then.says("d") and last.says("apres")):
        return Vague("period", i, j + 2), j + 2
    elif then.says("en") and last.kind == "num" and last.n in (8, 15):
        weekend.mode, weekend.weeks_on, weekend.j = "on", 1 if last.n == 8 else 2, j + 3
    elif then.says("de", "d"):
        return _weekend_of_feast(tokens, i, j, weekend)
    else:
        return _weekend_of(tokens, j + 1, weekend)
    return weekend, weekend.j


def _weekend_of_feast(tokens: list[Token], i: int, j: int, weekend: WeekEnd) -> tuple[WeekEnd | Vague, int]:
    """«le week-end de Pâques» may have two, three or four days: asked."""
    k = j + 2 + tokens[j + 2].says("l", "la")
    feast = read_day(tokens, k)
    if feast is not None and feast.holiday:
        return Vague("period", i, feast.j), feast.j
    if tokens[k].says("semaine") and tokens[k + 1].says("prochaine"):
        weekend.mode, weekend.j = "next_week", k + 2
    return weekend, weekend.j


def _side_by_side(tokens: list[Token], k: int) -> bool:
    """«5-6», «5/6» without a month after."""
    pair = tokens[k]
    return pair.kind == "pair" and pair.m == pair.n + 1 and not pair.short and tokens[k + 1].kind != "month"


def _neighbours(k: int, pair: Token, weekend: WeekEnd) -> tuple[WeekEnd, int]:
    """«le week-end du 5-6»: these two days; «du 5/6» may be 5 June as well, and is asked."""
    days = Range(Day(i=k, j=k, d=pair.n), Day(i=k, j=k + 1, d=pair.m), "-", k, k + 1)
    weekend.of = days if pair.sign == "-" else Day(i=k, j=k + 1, d=pair.n, doubtful=True)
    weekend.j = k + 1
    return weekend, weekend.j


def _weekend_of(tokens: list[Token], k: int, weekend: WeekEnd) -> tuple[WeekEnd, int]:
    from locales.fr.dates.date_grammar import read_pair, read_range

    if tokens[k].text in (":", ",", "(") and tokens[k].kind == "sign":
        inner = k + 1 + tokens[k + 1].says("le", "les")
        k += tokens[inner].kind in ("num", "pair") or (
            tokens[inner].kind == "weekday" and tokens[inner + 1].kind == "num"
        )
    start = k + tokens[k].says("des")
    side = k + tokens[k].says("du", "des", "le", "les")
    if _side_by_side(tokens, side):
        return _neighbours(side, tokens[side], weekend)
    run = read_range(tokens, k) or read_pair(tokens, k)
    if run is not None and not isinstance(run[0], Vague):
        weekend.of, weekend.j = run
        return weekend, weekend.j
    if tokens[k].kind == "pair" and tokens[k].sign == "-" and tokens[k].n < tokens[k].m:
        days = Range(Day(i=k, j=k, d=tokens[k].n), Day(i=k, j=k + 1, d=tokens[k].m), "-", k, k + 1)
        weekend.of, weekend.j = days, k + 1
        return weekend, weekend.j
    first = read_day(tokens, start, licensed=True)
    if first is not None:
        # «le week-end du 13 mars, samedi de 9h à 17h»: what follows the comma is no part of its name.
        cut = next((k for k in range(start, first.j) if tokens[k].text in (",", ":")), None)
        first = read_day([*tokens[:cut], tokens[-1], tokens[-1]], start, licensed=True) if cut else first
    if first is None or first.days_on is not None or (first.d is None and not first.holiday):
        return weekend, weekend.j
    listed = [first]
    after = first.j
    if tokens[after].text in ("et", "&", "/", "-") and tokens[after].kind in ("word", "sign"):
        second = read_day(tokens, after + 1, licensed=True)
        if second is not None and second.d is not None and second.weekday in (None, 6):
            listed.append(second)
            after = second.j
    after += tokens[after].text == ")"
    weekend.of, weekend.j = listed, after
    return weekend, after


def read_every(tokens: list[Token], i: int) -> tuple[Every | Vague, int] | None:
    """Read «tous les mardis et jeudis», «chaque samedi», «les samedis», «tous les jours»."""
    j = i
    if tokens[j].says("tous", "toutes") and tokens[j + 1].says("les"):
        j += 2
    elif tokens[j].says("chaque", "les", "ts"):
        j += 1
    else:
        return None
    listed = tokens[i].says("les")
    if tokens[j].kind == "num" or tokens[j].says("deux"):
        counted = tokens[j + 1].says("jours", "semaines") or tokens[j + 1].kind == "weekday"
        return (Vague("open_ended", i, j + 2), j + 2) if counted and not listed else None
    if tokens[j].says("jour", "jours", "semaines", "semaine", "mois") and not listed:
        if tokens[j].says("jour", "jours"):
            return Every(list(range(7)), i, j + 1), j + 1
        return Vague("open_ended", i, j + 1), j + 1
    return _every_weekday(tokens, i, j, listed)


def _every_weekday(tokens: list[Token], i: int, j: int, listed: bool) -> tuple[Every, int] | None:
    weekdays: list[int] = []
    k = j
    while tokens[k].kind in ("weekday", "weekend"):
        plural = tokens[k].plural
        if listed and not plural:
            break
        weekdays.extend([5, 6] if tokens[k].kind == "weekend" else [tokens[k].n])
        k += 1
        if tokens[k].text not in _JOINS:
            break
        step = k + 1 + tokens[k + 1].says("les", "tous", "chaque")
        step += tokens[step].says("les")
        if tokens[step].kind not in ("weekday", "weekend") or tokens[step + 1].kind in ("num", "pair"):
            break
        k = step
    if not weekdays or tokens[k].kind in ("num", "pair", "full") or tokens[k - 1].text in _JOINS:
        return None
    return Every(sorted(set(weekdays)), i, k), k


def read_nth(tokens: list[Token], i: int) -> tuple[Nth | Vague, int] | None:
    """Read «le premier samedi de mai», «les 1er et 3e samedis de juin», «le dernier week-end du mois»."""
    j = i
    while tokens[j].says("le", "les", "l", "du", "au") and j - i < 2:
        j += 1
    numbers, j = _ranks(tokens, j)
    if not numbers or tokens[j].kind not in ("weekday", "weekend"):
        return None
    if i and tokens[i - 1].says("chaque", "tous", "toutes"):
        return Vague("open_ended", i, j + 1), j + 1
    weekday = 7 if tokens[j].kind == "weekend" else tokens[j].n
    nth = Nth(numbers, weekday, i, j + 1)
    after = _of_month(tokens, j + 1, nth)
    if after is None:
        return Vague("no_day", i, j + 1), j + 1
    nth.j = after
    return nth, after


def _ranks(tokens: list[Token], j: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    if tokens[j].kind == "num" and tokens[j].n in (2, 3) and tokens[j + 1].kind == "ord" and tokens[j + 1].n == 1:
        return list(range(1, tokens[j].n + 1)), j + 2
    while tokens[j].kind == "ord" or (tokens[j].kind == "num" and tokens[j].short and tokens[j].n == 1):
        numbers.append(tokens[j].n)
        j += 1
        if tokens[j].text not in _JOINS:
            break
        j += 1 + tokens[j + 1].says("le", "les")
    return numbers, j


def _of_month(tokens: list[Token], j: int, nth: Nth) -> int | None:
    k = j + tokens[j].says("de", "d", "du", "en")
    if tokens[k].says("mois"):
        k += 1
        if tokens[k].says("prochain"):
            nth.months_on = 1
            return k + 1
        if not tokens[k].says("de", "d"):
            nth.months_on = 0
            return k
        k += 1
    if tokens[k].kind != "month":
        return None
    nth.m = tokens[k].n
    if tokens[k + 1].kind == "num" and 2000 <= tokens[k + 1].n < 2100:
        nth.y, k = tokens[k + 1].n, k + 1
    return k + 1


def _following(tokens: list[Token], i: int) -> int | None:
    """Give the index after «le suivant», «celui d'après»."""
    if tokens[i].says("suivant", "suivants"):
        return i + 1
    if not tokens[i].says("le", "celui", "la", "les", "ceux"):
        return None
    if tokens[i + 1].says("suivant", "suivante", "suivants"):
        return i + 2
    return i + 3 if tokens[i + 1].says("d") and tokens[i + 2].says("apres") else None


def read_some(tokens: list[Token], i: int) -> tuple[Vague, int] | None:
    """Read «un samedi», «un samedi sur deux», «quelques samedis», «certains mardis»; «ou le suivant» after a date."""
    if i and tokens[i - 1].says("ou", "et") and (after := _following(tokens, i)) is not None:
        return Vague("period", i, after), after
    if tokens[i].says("les", "ces") and tokens[i + 1].kind == "num" and tokens[i + 2].says("prochains"):
        named = tokens[min(i + 3, len(tokens) - 1)]
        if named.kind in ("weekday", "weekend") or named.says("jours", "semaines"):
            return Vague("period", i, i + 4), i + 4
    if not tokens[i].says("un", "une", "quelques", "certains", "plusieurs", "deux"):
        return None
    then = tokens[i + 1]
    if then.kind in ("weekday", "weekend") and not then.short:
        k = i + 2
        if tokens[k].says("sur") and tokens[k + 1].kind == "num":
            k += 2
        return Vague("no_day", i, k), k
    return None
