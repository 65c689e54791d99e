"""Second pass over tokens: names of days and months, numbers and hours in words, abbreviations' dots."""

from locales.fr.dates import lexicon
from locales.fr.dates.lexer import Token

_HOUR_WORDS = frozenset({"heure", "heures", "h", "hr", "hrs"})
_WEEKENDS = frozenset({"week-end", "we", "wk", "wkend", "wend"})


def shape(tokens: list[Token]) -> list[Token]:
    """Give each word its part in a date; merge what is one number or one hour."""
    _name(tokens)
    tokens = _drop_dots(tokens)
    tokens = _numbers(tokens)
    return _clocks(tokens)


def _name(tokens: list[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.kind == "word":
            before = _joined(tokens, index)
            named = before.kind in ("weekday", "weekend") or before.says("semaine")
            token.text = lexicon.little(token.text, named)
            token.text = "prochaine" if before.says("semaine") and token.text == "prochain" else token.text
            numbered = before.kind in ("num", "ord", "pair") or before.text in lexicon.UNITS
            numbered = numbered and not (token.text == "mar" and _numbers_follow(tokens, index + 1))
            _name_word(token, numbered, tokens[index - 1] if index else None, tokens[index + 1])


def _joined(tokens: list[Token], index: int) -> Token:
    """Give the token before a word; the one before the hyphen in «14-juillet»."""
    before = tokens[index - 1] if index else tokens[-1]
    if index > 1 and before.text == "-" and tokens[index - 2].kind == "num" and before.end == tokens[index].start:
        return tokens[index - 2]
    return before


def _numbers_follow(tokens: list[Token], index: int) -> bool:
    """«9 h 30 mar. 5/6» speaks of a Tuesday, «14 mar 2027» of March."""
    token = tokens[index + (tokens[index].text == ".")]
    return token.kind in ("pair", "full") or (token.kind == "num" and token.n <= 31)


def _we_is_french(before: Token | None, then: Token) -> bool:
    """«le we», «we 13-14», «we du 5 juin»: not the English pronoun."""
    led = before is not None and before.says("le", "ce", "un", "du", "les", "au", "ces", "de", "bon", "tous", "chaque")
    return (
        led
        or then.kind in ("num", "pair", "clock", "end", "stop", "sign")
        or then.says(
            "prochain",
            "du",
            "des",
            "de",
            "en",
            "qui",
            "matin",
            "soir",
            "dernier",
            "samedi",
            "dimanche",
            "et",
            "ou",
            "a",
        )
    )


def _name_word(token: Token, numbered: bool, before: Token | None, then: Token) -> None:
    word = token.text
    named = lexicon.month_after_number(word) if numbered else lexicon.month(word)
    if named:
        token.kind, token.n = "month", named
    elif (day := lexicon.weekday(word)) is not None:
        token.kind, (token.n, token.plural, token.short) = "weekday", day
    elif word in lexicon.PARTS:
        token.kind, token.text = "part", lexicon.PARTS[word]
        token.plural = word.endswith("s")
    elif word in _WEEKENDS or word in ("week-ends", "weekends"):
        if word == "we" and not _we_is_french(before, then):
            return
        token.kind, token.plural = "weekend", word.endswith("s")
    elif (shift := lexicon.relative(word)) is not None:
        token.kind, token.n = "relative", shift
    elif word in lexicon.ORDINALS:
        token.kind, token.n, token.spelt = "ord", lexicon.ORDINALS[word], True
        token.plural = word.endswith("s")


def _drop_dots(tokens: list[Token]) -> list[Token]:
    """Take away the dot of «sam.» and «sept.», which ends no sentence when something of the date follows, and the
    hyphens of «14-nov-2027»."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        before = kept[-1] if kept else None
        if (
            token.text == "-"
            and before is not None
            and before.end == token.start
            and token.end == tokens[index + 1].start
        ):
            then = tokens[index + 1].kind
            if (before.kind, then) in (("num", "month"), ("month", "num")):
                continue
        if token.text == "." and token.kind == "stop" and before is not None and before.end == token.start:
            short_month = before.kind == "month" and token.end - before.start - 1 <= 5
            cut = before.says("semaine", "prochain", "prochaine") and before.end - before.start < 6
            if (before.kind == "weekday" and before.short) or cut or (short_month and tokens[index + 1].kind != "end"):
                before.plural = False
                continue
        kept.append(token)
    return kept


def _numbers(tokens: list[Token]) -> list[Token]:
    """Merge «vingt et un», «dix-huit», «trente» into numbers."""
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "ord" and token.n == 1 and tokens[index + 1].kind == "month":
            merged.append(Token("num", token.text, token.start, token.end, n=1, short=True))
            index += 1
        elif token.kind == "word" and (token.text in lexicon.UNITS or token.text in lexicon.TENS):
            number, index = _number_in_words(tokens, index)
            merged.append(number)
        else:
            merged.append(token)
            index += 1
    return merged


def _number_in_words(tokens: list[Token], index: int) -> tuple[Token, int]:
    first = tokens[index]
    if first.text == "deux" and tokens[index + 1].says("mille"):
        year, after = Token("num", "", 0, 0), index + 2
        if tokens[after].text in lexicon.UNITS or tokens[after].text in lexicon.TENS:
            year, after = _number_in_words(tokens, after)
        return Token("num", "mille", first.start, tokens[after - 1].end, n=2000 + year.n, spelt=True), after
    value, after = lexicon.TENS.get(first.text, 0) or lexicon.UNITS[first.text], index + 1
    if first.text in lexicon.TENS:
        units = after + (tokens[after].text == "-" or tokens[after].says("et"))
        unit = tokens[units]
        # «vingt et deux» is no number: «et» only joins «un» and «onze».
        joined = tokens[after].says("et")
        add = 1 if unit.says("un", "une") else lexicon.UNITS.get(unit.text, 0) if not joined else 0
        low, high = (7, 9) if first.text == "dix" else (1, 9)
        if low <= add <= high and (unit.kind == "word" or add == 1):
            value, after = value + add, units + 1
    return Token("num", first.text, first.start, tokens[after - 1].end, n=value, spelt=True), after


def _clocks(tokens: list[Token]) -> list[Token]:
    """Merge «neuf heures et demie», «9 h 30», «midi et demi» into clock hours."""
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        token, after = _hour(tokens, index)
        if token is None:
            merged.append(tokens[index])
            index += 1
            continue
        after = _minutes(tokens, after, token)
        token.end = tokens[after - 1].end
        merged.append(token)
        index = after
    return merged


def _hour(tokens: list[Token], index: int) -> tuple[Token | None, int]:
    token = tokens[index]
    following = tokens[min(index + 1, len(tokens) - 1)]
    if token.kind == "clock":
        return token, index + 1
    if token.says("midi", "minuit"):
        named = Token("clock", token.text, token.start, token.end, n=12 if token.text == "midi" else 24, short=True)
        return named, index + 1
    counted = (token.kind == "num" and token.spelt) or token.says("une")
    if counted and following.kind == "word" and following.text in _HOUR_WORDS:
        return Token("clock", "heure", token.start, following.end, n=token.n or 1, short=True), index + 2
    return None, index


def _minutes(tokens: list[Token], index: int, clock: Token) -> int:
    """Add the minutes that follow an hour, give the index after them."""
    here, then = tokens[index], tokens[min(index + 1, len(tokens) - 1)]
    if not clock.short:
        return index
    if here.says("et") and then.says("demi", "demie", "quart"):
        clock.m, clock.short = 15 if then.text == "quart" else 30, False
        return index + 2
    if here.says("moins"):
        late = index + 1 + then.says("le")
        taken = 15 if tokens[late].says("quart") else tokens[late].n if tokens[late].kind == "num" else 0
        if 0 < taken < 60:
            clock.n, clock.m, clock.short = clock.n - 1, 60 - taken, False
            return late + 1
    digits = here.end - here.start
    spelt = here.spelt and here.n in range(5, 60, 5) and (clock.text == "midi" or "heure" in clock.text)
    after = tokens[min(index + 1, len(tokens) - 1)]
    minutes = here.kind == "num" and (spelt or (digits == 2 and here.n < 60)) and here.start - clock.end <= 1
    if minutes and _ends_minutes(after):
        clock.m, clock.short = here.n, False
        return index + 1
    return index


def _ends_minutes(token: Token) -> bool:
    """Tell whether what follows leaves a two-digit number the minutes of an hour («9 h 30 personnes» does not)."""
    if token.kind in ("word", "month"):
        return token.says("a", "et", "ou", "jusqu", "le", "la", "au", "pour", "chez", "avec", "puis", "du", "sur", "on")
    return True
