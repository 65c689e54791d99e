"""Reads stretches of time in which no day is named: months, weeks, seasons, school holidays."""

from locales.fr.dates.day_grammar import read_day
from locales.fr.dates.items import Period, Vague
from locales.fr.dates.lexer import Token

_SEASONS = ("ete", "automne", "hiver", "printemps")
_BACK = ("a", "pour", "vers", "des", "apres", "avant")
_LEADS = ("en", "courant", "mois", "pour", "vers", "de", "d", "tout", "sur", "avant", "apres", "jusqu", "dans", "a")
_HALVES = ("fin", "debut", "mi", "milieu")


def read_period(tokens: list[Token], i: int) -> tuple[Period | Vague, int] | None:
    """Read «en mai», «fin mars», «le mois prochain», «la semaine prochaine», «cet été», «les vacances de …»."""
    for read in (_half, _month, _week, _season, _holidays, _soon):
        found = read(tokens, i)
        if found is not None:
            return found
    return None


def _half(tokens: list[Token], i: int) -> tuple[Period, int] | None:
    """Read «fin mars», «mi-juin», «début du mois», «fin de semaine», «fin d'année»."""
    j = i + tokens[i].says("la", "le")
    if not tokens[j].says(*_HALVES):
        return None
    j += 1
    j += tokens[j].text == "-"
    while tokens[j].says("de", "du", "d", "la", "l", "mois"):
        if tokens[j].says("mois"):
            break
        j += 1
    token = tokens[j]
    if token.kind == "month":
        return Period("month", i, j + 1, months=[token.n], exact=False), j + 1
    if token.says("mois"):
        after = j + 1 + tokens[j + 1].says("prochain")
        if tokens[after].says("de", "d") and tokens[after + 1].kind == "month":
            return Period("month", i, after + 2, months=[tokens[after + 1].n], exact=False), after + 2
        return Period("month", i, after, months_on=after - j - 1, exact=False), after
    if token.says("semaine", "annee"):
        after = j + 1 + tokens[j + 1].says("prochaine")
        return Period("other", i, after), after
    return None


def _month(tokens: list[Token], i: int) -> tuple[Period, int] | None:
    """Read a month without a day: «en mai», «au mois de mai et juin», «le mois prochain», «ce mois-ci», «mai»."""
    j = i
    while (
        tokens[j].says("en", "au", "le", "du", "tout", "mois", "de", "d", "courant", "ce", "pour", "sur") and j - i < 5
    ):
        j += 1
    said_month = any(token.says("mois") for token in tokens[i:j])
    if said_month and tokens[j].says("prochain", "qui"):
        after = j + 1 + tokens[j].says("qui")
        return Period("month", i, after, months_on=1), after
    if said_month and tokens[j - 1].says("mois") and j - i >= 2 and tokens[j - 2].says("ce", "du"):
        return Period("month", i, j, months_on=0), j
    if tokens[j].kind != "month" or not _is_month(tokens, i, j):
        return None
    period = Period("month", i, j + 1, months=[tokens[j].n])
    k = j + 1
    while (
        tokens[k].text in ("et", ",", "-", "/") and tokens[k + 1 + tokens[k + 1].says("en", "de", "d")].kind == "month"
    ):
        k += 1 + tokens[k + 1].says("en", "de", "d")
        period.months.append(tokens[k].n)
        k += 1
    if tokens[k].kind == "num" and 2000 <= tokens[k].n < 2100:
        period.y, k = tokens[k].n, k + 1
    period.j = k
    return period, k


def _is_month(tokens: list[Token], i: int, j: int) -> bool:
    """«mars» and «mai» alone need something that leads to a month, or to be the whole text."""
    before = tokens[i - 1] if i else tokens[-1]
    k = j
    while tokens[k].kind == "month" and (tokens[k + 1].says("ou", "et") or tokens[k + 1].text in (",", "/", "-")):
        k += 2
    if k > j and tokens[k].kind == "month" and before.kind == "end" and tokens[k + 1].kind in ("end", "stop"):
        return True
    led = any(token.says(*_LEADS) for token in tokens[i:j]) or (before.kind == "word" and before.text in _LEADS)
    after = tokens[j + 1]
    alone = before.kind == "end" and after.kind in ("end", "stop")
    return led or alone or (after.kind == "num" and 2000 <= after.n < 2100)


def _week(tokens: list[Token], i: int) -> tuple[Period, int] | None:
    """Read «la semaine prochaine», «cette semaine», «la semaine du 5 avril», «semaine 12», «dans la semaine»."""
    j = i
    while tokens[j].says("dans", "en", "de", "la", "cette", "pour", "sur", "d") and j - i < 3:
        j += 1
    if not tokens[j].says("semaine"):
        return None
    this, then = j > i and tokens[j - 1].says("cette"), tokens[j + 1]
    if this:
        return Period("week", i, j + 1, week=0), j + 1
    if then.says("prochaine"):
        return Period("week", i, j + 2, week=1), j + 2
    if then.says("qui") and tokens[j + 2].says("vient"):
        return Period("week", i, j + 3, week=1), j + 3
    if then.says("suivante") or (then.says("d") and tokens[j + 2].text in ("apres",)):
        return Period("other", i, j + 2), j + 2
    if then.says("du", "des", "de"):
        feast = j + 2 + tokens[j + 2].says("l", "la")
        day = read_day(tokens, j + 1 if not then.says("de") else feast, licensed=True)
        if day is not None:
            after = day.j
            if tokens[after].says("au"):
                last = read_day(tokens, after, licensed=True)
                after = last.j if last else after
            return Period("other", i, after), after
    if then.kind == "num" and 1 <= then.n <= 53:
        return Period("other", i, j + 2), j + 2
    led = j > i and tokens[j - 1].says("en", "la") and (tokens[j - 1].says("en") or tokens[i].says("dans"))
    return (Period("other", i, j + 1), j + 1) if led else None


def _season(tokens: list[Token], i: int) -> tuple[Period, int] | None:
    """Read «cet été», «au printemps», «à la rentrée»."""
    if tokens[i].says(*_BACK) and tokens[i + 1].says("la") and tokens[i + 2].says("rentree"):
        return Period("other", i, i + 3), i + 3
    if not tokens[i].says("ce", "cet", "en", "au", "l", "le", "pendant"):
        return None
    j = i + 1 + tokens[i + 1].says("l", "le")
    if not tokens[j].says(*_SEASONS):
        return None
    if tokens[j].says("ete") and tokens[j - 1].says("l") and i and tokens[i - 1].says("a"):
        return None
    after = j + 1 + tokens[j + 1].says("prochain")
    return Period("other", i, after), after


def _holidays(tokens: list[Token], i: int) -> tuple[Period, int] | None:
    """Read «les vacances (de la Toussaint)», «le pont de l'Ascension», «pendant les fêtes»."""
    j = i
    while tokens[j].says("pendant", "les", "aux", "le", "durant", "en", "pour", "des", "du", "au") and j - i < 3:
        j += 1
    j += tokens[j].says("grandes", "petites", "prochaines") and tokens[j + 1].says("vacances")
    if tokens[j].says("vacances", "pont", "conges") or (tokens[j].says("fetes") and j > i):
        after = j + 1
        while tokens[after].says("de", "la", "l", "du", "d", "scolaires", "hiver", "printemps", "ete", "fin"):
            after += 1
        named = read_day(tokens, after, licensed=tokens[after - 1].says("du"))
        if named is not None and (named.holiday or named.d):
            last = read_day(tokens, named.j, licensed=True) if tokens[named.j].says("au") else None
            named = last or named
            return Period("other", i, named.j), named.j
        if tokens[after].kind == "month":
            return Period("other", i, after + 1), after + 1
        if tokens[j].says("pont") or (j == i and after == j + 1):
            return None
        return Period("other", i, after), after
    return None


def _soon(tokens: list[Token], i: int) -> tuple[Period | Vague, int] | None:
    """Read «un de ces jours», «dans quelques jours», «dans les prochains jours», «tout à l'heure», «dans 2 h»."""
    k = i + 2 if tokens[i].says("d") and tokens[i + 1].says("ici") else i + tokens[i].says("sous")
    if k > i and (tokens[k].kind in ("num", "noise") or tokens[k].says("une", "un", "huitaine", "quinzaine")):
        after = k + 1 + tokens[k + 1].says("jour", "jours", "semaine", "semaines", "mois")
        return Period("other", i, after), after
    texts = tuple(token.text for token in tokens[i : i + 4])
    phrases = (
        ("un", "de", "ces", "jours"),
        ("un", "de", "ces", "quatre"),
        ("dans", "quelques", "jours"),
        ("dans", "quelques", "semaines"),
        ("dans", "les", "prochains", "jours"),
        ("ces", "prochains", "jours"),
        ("tout", "a", "l", "heure"),
        ("la", "prochaine", "fois"),
        ("l", "annee", "prochaine"),
        ("l", "an", "prochain"),
    )
    for phrase in phrases:
        if texts[: len(phrase)] == phrase:
            return Vague("period", i, i + len(phrase)), i + len(phrase)
    if tokens[i].says("dans") and tokens[i + 1].kind == "num" and tokens[i + 2].kind == "weekend":
        return Vague("period", i, i + 3), i + 3
    if tokens[i].says("dans"):
        k = i + 1 + tokens[i + 1].says("une", "l")
        if tokens[k].says("quinzaine", "huitaine", "dizaine"):
            return Vague("period", i, k + 1), k + 1
        if tokens[k].kind == "clock" or tokens[k].says("heure"):
            return Vague("period", i, k + 1), k + 1
    return None
