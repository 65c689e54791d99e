"""French typography: spaces that must not break, apostrophes, plurals, elisions, amounts, lists.

`typeset` works on a finished Telegram-HTML message, so that authors of templates type plain spaces and straight
apostrophes. Conventions: U+202F before ; ! ? and inside « », U+00A0 before the colon, units and the euro sign,
U+202F between thousands (Imprimerie nationale, *Lexique des règles typographiques*).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from locales.own_words import PLACE

NARROW = "\u202f"
NO_BREAK = "\u00a0"

_TAG = "\ue000"
_WORD = "\ue001"
_ENTITY = r"&(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);"
_APART = re.compile(
    rf"""
    (?P<tag><(?P<verbatim>code|pre)\b[^<>]*>.*?</(?P=verbatim)> | </?[a-zA-Z](?:"[^"]*"|'[^']*'|[^<>"'])*>)
    | (?P<quote>&\#0*39;|&\#[xX]27;|&apos;)
    | (?P<kept>
        (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | (?:(?:https?|tg|ftp)://|mailto:|www\.|(?<![\w.-])(?:[\w-]+\.)+(?:fr|org|com|net|eu|info|me|io|coop)\b(?=/))
        (?:{_ENTITY}|(?!{_ENTITY})[^\s<>«»{_TAG}{_WORD}])*(?:{_ENTITY}|(?!{_ENTITY})[^\s<>«»{_TAG}{_WORD}.,;:!?…)])
      | (?<![\w/])[@\#/][A-Za-z]\w*(?:@\w+)?
      | {_ENTITY}
      | [{_TAG}{_WORD}{PLACE}]
      )
    """,
    re.VERBOSE | re.DOTALL,
)
_APART_SIGN = re.compile(rf"[<&@\#/{_TAG}{_WORD}{PLACE}]|\w\.\w|mailto:")

_S = "[ \u00a0\u202f]"
_GAP = f"[ \u00a0\u202f{_TAG}]"
_UNITS = "Mo|Go|m²|m³|m2|m3|km|cm|mm|m|kg|g|t|l|L|min|kWh|kW|W|°C|k€|M€"
# Each rule has a sign, quickly looked for, without which it changes nothing: most lines show none.
_RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = tuple(
    (re.compile(sign), re.compile(pattern), replacement)
    for sign, pattern, replacement in (
        (r"\.\.\.", r"\.{3,}", "…"),
        ("--", r"(?<!-)--(?![-\w])|(?<=\w)--(?=\w)", "—"),
        ("'", rf"(?<=[^\W\d_])'(?=[\w«\"“{_TAG}{_WORD}])", "’"),
        # Nothing is opened before these marks, no smiley and no operator follows them.
        (
            "[;!?]",
            rf"(?<=[^\s({{\[«!?;{_TAG}])({_TAG}*+){_S}*+({_TAG}*+)(?=[;!?])(?!;[-)(pPD]|[;!?]+[\w=/])",
            rf"\1{NARROW}\2",
        ),
        (
            ":",
            rf"(?<=[^\s({{\[«:;!?{_TAG}])(?<!\d:)({_TAG}*+){_S}*+({_TAG}*+):(?=[\s«{_WORD}]|{_TAG}++[^\d{_TAG}]|{_TAG}*+$)",
            rf"\1{NO_BREAK}\2:",
        ),
        ("«", rf"«({_TAG}*+){_S}*+({_TAG}*+){_S}*+(?=[^\s{_TAG}])", rf"«{NARROW}\1\2"),
        ("»", rf"(?<=[^\s«{_TAG}]){_S}*+({_TAG}*+){_S}*+({_TAG}*+)»", rf"\1\2{NARROW}»"),
        (
            rf"\d{_S}\d{{3}}",
            rf"(?<![\d.,:])(?<!\d{_S})([1-9]\d{{0,2}}){_S}(\d{{3}})(?!\d)(?!{_S}\d(?!\d\d(?!\d)))",
            rf"\1{NARROW}\2",
        ),
        (rf"\d{_S}\d{{3}}", rf"(?<={NARROW}\d{{3}}){_S}(?=\d{{3}}(?!\d))", NARROW),
        (rf"\d{_GAP}*[hH]", rf"(?<![\w.,:/-])(\d{{1,2}})({_TAG}*+){_S}?({_TAG}*+)[hH](?!\w)", rf"\1\2{NO_BREAK}\3h"),
        (
            rf"\d{_S}?[hH]{_S}?\d",
            rf"(?<![\w.,:/-])(\d{{1,2}}){_S}?[hH]{_S}?([0-5]\d)(?!\w)",
            rf"\1{NO_BREAK}h{NO_BREAK}\2",
        ),
        (rf"\d{_GAP}+[a-zA-Z°]", rf"(?<=\d)({_TAG}*+){_S}({_TAG}*+)(?=(?:{_UNITS})(?!\w))", rf"\1{NO_BREAK}\2"),
        (r"[€%]|m[²³]", rf"(?<=\d)({_TAG}*+){_S}*+({_TAG}*+)(?=[€%]|m[²³])", rf"\1{NO_BREAK}\2"),
        ("[nN]°", rf"(?<!\w)([nN]°s?){_S}*+(?=\d)", rf"\1{NO_BREAK}"),
        (
            "[MDP]",
            rf"(?<!\w)(M\.|MM\.|Mmes?|Mlles?|Dr|Pr) (?=[A-ZÀ-Þ{_TAG}{_WORD}])",
            rf"\1{NO_BREAK}",
        ),
    )
)


def typeset(html: str) -> str:
    """Give a rendered Telegram-HTML message French typography; applying it twice changes nothing more.

    Tags, attributes, `<code>` and `<pre>`, addresses of sites and mail, @mentions, #tags, /commands and times
    like «9:30» stay as they are. No rule looks past the end of a line, so each is set by itself.
    """
    if "\n" not in html:
        return _typeset_line(html)
    if _SPANS_LINES.search(html):
        return _typeset(html)
    return "\n".join([_typeset_line(line) for line in html.split("\n")])


_SPANS_LINES = re.compile(r"<(?:code|pre)\b|<[^>]*\n")


@lru_cache(maxsize=2048)
def _typeset_line(line: str) -> str:
    """Most lines of a message are those of its template, and come again."""
    return _typeset(line)


# One pass sets every real message; oddities like «14 h14 h» need another, and the last one shows that all is done.
_PASSES = 5


def _typeset(html: str) -> str:
    for _ in range(_PASSES):
        before, html = html, _typeset_once(html)
        if html == before:
            break
    return html


def _typeset_once(html: str) -> str:
    kept: list[str] = []

    def set_apart(match: re.Match[str]) -> str:
        if match["quote"]:
            before, after = html[max(match.start() - 1, 0) : match.start()], html[match.end() : match.end() + 1]
            if before.isalpha() and after and not after.isspace():
                return "’"
        kept.append(match[0])
        return _TAG if match["tag"] and not match["verbatim"] else _WORD

    text = _APART.sub(set_apart, html) if _APART_SIGN.search(html) else html
    for sign, pattern, replacement in _RULES:
        if sign.search(text):
            text = pattern.sub(replacement, text)
    if not kept:
        return text
    pieces = iter(kept)
    return _PIECE.sub(lambda _: next(pieces), text)


_PIECE = re.compile(f"[{_TAG}{_WORD}]")


_ALWAYS_ALIKE = {"après-midi", "hors-d’œuvre", "sans-abri"}
_IN_X = {"bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"}
_AIL_IN_AUX = {"travail", "bail", "vitrail", "corail", "émail", "soupirail", "vantail"}
_AL_IN_S = {"bal", "carnaval", "festival", "régal", "récital", "chacal", "final", "banal", "fatal", "naval"}
_EU_IN_S = {"pneu", "bleu", "landau"}
_LINKS = {"de", "du", "des", "d", "à", "au", "aux", "en", "et", "ou", "pour", "par", "sur", "sous", "avec", "sans"}


def _plural_word(word: str) -> str:
    lower = word.lower()
    if lower.endswith(("s", "x", "z")) or lower in _ALWAYS_ALIKE:
        return word
    if lower in _AIL_IN_AUX:
        return word[:-3] + "aux"
    if lower.endswith("al") and lower not in _AL_IN_S:
        return word[:-1] + "ux"
    if (lower.endswith(("eau", "au", "eu")) and lower not in _EU_IN_S) or lower in _IN_X:
        return word + "x"
    return word + "s"


def plural(count: float, singular: str, plural: str | None = None) -> str:
    """The word for `count` things, without the number: French takes the plural from 2 on (0 place, 1,5 place).

    Without `plural` it is made from `singular`: every word up to the first preposition
    («place libre» → «places libres», «journée de chantier» → «journées de chantier»).
    """
    if abs(count) < 2:
        return singular
    if plural is not None:
        return plural
    words = singular.split(" ")
    head = list(takewhile(lambda word: re.split("[’']", word.lower())[0] not in _LINKS, words))
    return " ".join([_plural_word(word) for word in head] + words[len(head) :])


# Common words and places whose h forbids elision, by their beginning; every other h is mute.
_ASPIRATED = re.compile(
    r"h(?:ache|achoir|achette|aie|aine|aïr|all(?!u)|alte(?!r)|âle|âte|amac|amea|anche|and|angar|ard|arico|arnais|asard|auss|aut|ayon"
    r"|ennissement|ériss|ernie|éron|éros|erse|être|eurt|ibou|ideux|iérarch|iss|ockey|oll|omard|ongr|onte|ors|otte|oud"
    r"|oue|ouill|oublon|ouppe|ousse|oux|ublot|uche|uée|uit(?!re)|utte|url|araucourt)",
    re.IGNORECASE,
)
_NO_ELISION = re.compile(r"(?:onz|oui\b|ouistiti|uhlan|y[aiou]|ye(?!rr|ux))", re.IGNORECASE)
_ELIDED = {"de", "le", "la", "je", "me", "te", "se", "ce", "ne", "que", "jusque", "lorsque", "puisque", "quoique"}


def elide(word: str, following: str) -> str:
    """`word` and `following`, elided where French does: «d’août», «de mai», «de haricot»."""
    if not following:
        return word
    bare = re.sub(r"^(?:<[^>]*>)+", "", following)
    if word.lower() == "si":
        return f"{word[:-1]}’{following}" if re.match(r"ils?\b", bare, re.IGNORECASE) else f"{word} {following}"
    vowel = re.match("[aeiouyàâäæéèêëîïôöœùûüh]", bare, re.IGNORECASE)
    if word.lower() not in _ELIDED or not vowel or _ASPIRATED.match(bare) or _NO_ELISION.match(bare):
        return f"{word} {following}"
    return f"{word[:-1]}’{following}"


def euros(cents: int) -> str:
    """An amount in whole cents as French people write it: «1 250 €», «1 250,50 €», «−3 €»."""
    whole, rest = divmod(abs(cents), 100)
    amount = f"{whole:,}".replace(",", NARROW) + (f",{rest:02d}" if rest else "")
    return f"{'−' if cents < 0 else ''}{amount}{NO_BREAK}€"


def join_list(items: Iterable[str], last: str = "et") -> str:
    """The items as one phrase: «a, b et c»; empty when there is none."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
