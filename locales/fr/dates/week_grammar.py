"""Reads what places a weekday, or counts from today: «prochain», «en huit», «dans trois jours»."""

from locales.fr.dates.items import Day
from locales.fr.dates.lexer import Token


def _on(token: Token, then: Token) -> bool:
    """«en huit», «en quinze»."""
    return token.says("en") and then.kind == "num" and then.n in (8, 15)


def read_mode(tokens: list[Token], j: int, day: Day) -> int:
    """Read «prochain», «qui vient», «en huit», «de la semaine prochaine», «dernier» after a weekday."""
    token, then = tokens[j], tokens[min(j + 1, len(tokens) - 1)]
    if token.says("prochain", "prochains", "prochaine") and not _on(then, tokens[min(j + 2, len(tokens) - 1)]):
        day.mode = "next"
        return j + 1
    j += token.says("prochain")
    token, then = tokens[j], tokens[min(j + 1, len(tokens) - 1)]
    if token.says("qui") and then.says("vient", "viennent", "arrive"):
        day.mode = "next"
        return j + 2
    if token.says("a") and then.says("venir"):
        day.mode = "next"
        return j + 2
    if (token.kind == "ord" and token.n == -1) or token.says("passe"):
        day.past = True
        return j + 1
    if token.says("d") and _on(then, tokens[min(j + 2, len(tokens) - 1)]):
        j, token, then = j + 1, then, tokens[j + 2]
    if _on(token, then):
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


def read_distance(tokens: list[Token], j: int, day: Day) -> int | None:
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
