"""From tokens to items in order: dates, hours, and what lies between them."""

from locales.fr.dates.date_grammar import read_dates
from locales.fr.dates.hour_grammar import read_hours
from locales.fr.dates.items import Dates, Day, Gap, Hours, Item
from locales.fr.dates.lexer import Token
from locales.fr.dates.vocabulary import SOFT

_AND = frozenset({"et", "puis", "&", "+", "aussi", "plus", "que"})
# A second day named for rain or as a stand-in is another candidate, not one more day.
_OR = frozenset(
    {
        "ou",
        "sinon",
        "voire",
        "pluie",
        "pleut",
        "repli",
        "intemperies",
        "rattrapage",
        "secours",
        "defaut",
        "remplacement",
    }
    | {"report", "reporte", "reportee", "decale", "decalee", "repousse", "repoussee", "deplace", "deplacee"}
)
_MARKS = frozenset(",():/->|")


def read_items(tokens: list[Token]) -> list[Item]:
    """Read all tokens, longest expressions first, into items in order."""
    items: list[Item] = []
    i = 0
    while tokens[i].kind != "end":
        found = _later_today(tokens, i) or _this_part(tokens, i) or _item(tokens, i, _goes_on(tokens, i, items))
        items.extend(found)
        i = found[-1].j
    return items


def _later_today(tokens: list[Token], i: int) -> list[Item] | None:
    """Read «tout à l'heure à 17h»: today, when an hour says which."""
    if not tokens[i].says("tout") or [token.text for token in tokens[i + 1 : i + 4]] != ["a", "l", "heure"]:
        return None
    j = i + 4 + (tokens[i + 4].text == ",")
    hour = j + tokens[j].says("a", "vers", "des")
    return [Dates([Day(i=i, j=i + 4, days_on=0)], i, i + 4)] if tokens[hour].kind == "clock" else None


def _this_part(tokens: list[Token], i: int) -> list[Item] | None:
    """Read «ce soir», «cet après-midi», «ce midi»: today, and its hours."""
    then = tokens[i + 1] if tokens[i].says("ce", "cet", "cette", "c") else None
    if then is None or not (then.kind == "part" or then.says("midi") or then.text == "midi"):
        return None
    if then.text == "day":
        return None
    today = Dates([Day(i=i, j=i + 1, days_on=0)], i, i + 1)
    hours = read_hours(tokens, i + 1)
    if then.text == "night" or hours is None:
        return [today, Hours("vague", i + 1, i + 2)]
    return [today, hours]


def _goes_on(tokens: list[Token], i: int, items: list[Item]) -> bool:
    """Tell whether a number goes on with a list of days: «le 13 et 14», «5 juin, 12 et 19»."""
    if tokens[i].kind != "num" or len(items) < 2 or tokens[i - 1].text not in ("et", "&", "+", ",", "/"):
        return False
    before = items[-2]
    if not isinstance(before, Dates) or not isinstance(before.what, list) or before.what[-1].d is None:
        return False
    then = tokens[i + 1]
    return (
        tokens[i - 1].text != "," or then.kind in ("end", "stop", "clock", "part") or then.text in (",", "et", "&", "(")
    )


def _item(tokens: list[Token], i: int, goes_on: bool = False) -> list[Item]:
    dates = read_dates(tokens, i, goes_on)
    if dates is not None:
        return [dates]
    hours = read_hours(tokens, i)
    return [hours] if hours is not None else [_gap(tokens, i)]


def _either(tokens: list[Token], i: int) -> bool:
    """«soit samedi, soit dimanche»."""
    return tokens[i].text == "soit" and sum(token.says("soit") for token in tokens[max(0, i - 30) : i + 30]) > 1


def _gap(tokens: list[Token], i: int) -> Gap:
    token = tokens[i]
    if token.kind == "stop":
        return Gap("stop", i, i + 1)
    if token.kind == "word" and (token.text in _OR or _either(tokens, i)):
        return Gap("or", i, i + 1)
    if token.text in _AND:
        return Gap("and", i, i + 1)
    if token.text in _MARKS:
        return Gap("mark", i, i + 1)
    soft = (token.kind == "word" and token.text in SOFT) or (token.kind == "sign" and not token.text.isalnum())
    return Gap("soft" if soft else "word", i, i + 1)
