"""From folded text to tokens: numbers, clock hours, numeric dates, words, signs, ends of sentences."""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """A piece of text.

    `kind`: num, ord, pair (14/3), full (14/3/2027), clock, word, sign, stop (end of a sentence), noise, end, and after
    `shape`: weekday, month, relative, part, weekend. `n`, `m`, `y` are its numbers: day, month, year or hour, minute;
    `sign` stands between those of a pair.
    """

    kind: str
    text: str
    start: int
    end: int
    n: int = 0
    m: int = 0
    y: int = 0
    plural: bool = False
    short: bool = False
    spelt: bool = False
    sign: str = ""

    def says(self, *words: str) -> bool:
        """Tell whether this is one of these words."""
        return self.text in words and self.kind == "word"


_PATTERN = re.compile(
    r"""
    (?P<web>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+)
  | (?P<phone>(?:\+|\b00)33[ .\-]?(?:\(0\)[ .\-]?)?[1-9](?:[ .\-]?\d\d){4}(?!\d)
      |(?<!\d)0[1-9](?P<tel>[ .\-/]?)\d\d(?:(?P=tel)\d\d){3}(?!\d))
  | (?P<iso>(?<!\d)(?P<iy>(?:19|20)\d\d)(?P<is>[-/.])(?P<im>\d\d?)(?P=is)(?P<id>\d\d?)(?!\d)(?:t(?=\d\d))?)
  | (?P<full>(?<!\d)(?P<fd>\d{1,2}|0?1er(?=\ ?/))(?P<fs>[-.]|\ ?/\ ?|\ (?=\d\d\ 20\d\d))
      (?P<fm>\d{1,2})(?P=fs)(?P<fy>\d{4}|\d\d)(?!\d|\ ?h(?![a-z])))
  | (?P<money>\d[\d ]{0,11}(?:[.,]\d+)?\ ?(?:€|k€|%|(?:euros?|eur|ke)(?![a-z])))
  | (?P<round>24\ ?h?\ ?/\ ?24|7\ ?j\ ?/\ ?7(?!\d)|7\ ?/\ ?7\ ?j(?![a-z]))
  | (?P<texto>(?<![a-z\d])(?:2m(?:ain|1)|dem(?:ain)?1)(?![a-z\d]))
  | (?P<dotted>(?<=\ba\ )(?P<dh>[01]?\d|2[0-3])\.(?P<dm>[0-5]\d)
      (?![\d.]|\ ?(?:m|cm|km|kg|t|l|euros?|metres?|tonnes?|litres?)(?![a-z])|\ ?€))
  | (?P<clock>(?<![\d,])(?P<ch>\d{1,3})\ ?(?:heures?|hrs?|h)(?![a-z])
      (?:(?P<cm>\d\d)(?!\d|\ ?h(?![a-z]))(?:\ ?mi?n(?![a-z]))?)?)
  | (?P<colon>(?<![\d,.])(?P<kh>\d{1,2})
      (?::(?P<km>\d\d)(?::00)?(?![\d:])(?:\ ?h(?![a-z]))?|\.(?P<kp>\d\d)\ ?h(?![a-z])))
  | (?P<decimal>\d+,\d+(?!\d)(?!(?:\ ?(?:,|et|&|-)\ ?\d\d?)*\ (?:janv|fev|mars|avr|mai|jui|aou|sept|oct|nov|dec))
      |(?<!\d)\d{1,3}(?:\ \d{3}){1,4}(?!\d)|\d{5,}|\d+\.\d{3,})
  | (?P<pair>(?<!\d)(?P<pa>\d{1,2}|0?1er(?=\ ?/\ ?\d))(?P<ps>\ ?/\ ?|[-.])(?P<pb>\d{1,2})
      (?!\d|\ ?(?:h|heures?)(?![a-z])|/\d|:\d\d))
  | (?P<first>(?<!\d)1\ ?(?:er|ier|ere|re)(?![a-z]))
  | (?P<ord>(?<!\d)(?P<on>\d{1,2})(?:\ ?i?eme|e|nde?)(?![a-z]))
  | (?P<num>\d+)
  | (?P<today>a(?:u\ ?)?j(?:ou|o|u)r?d?\ ?[' ]?\ ?h?ui(?![a-z])|auj(?![a-z]))
  | (?P<compound>a[pers]{2,5}(?:[ -]|)demain|avant(?:[ -]|)hier|a[pers]{1,5}\.?(?:\ ?-\ ?|\ |)midi|w[.\-/]e(?![a-z])\.?
      |week(?:[ -]|)ends?|rendez[ -]vous
      |pique[ -]nique|demi[ -]journee|casse[ -]croute|(?:m|dm|cm|km)[23](?![a-z\d]))(?![a-z])
  | (?P<word>[a-z]+)
  | (?P<arrow>-*>+|(?<=[\dh])\.{2,}(?=\d))
  | (?P<stop>[.!?;\n]+)
  | (?P<sign>[^\s'"«»*_~])
    """,
    re.VERBOSE,
)
_COMPOUNDS = (
    (re.compile(r"a.*demain"), "apres-demain"),
    (re.compile(r"avant.?hier"), "avant-hier"),
    (re.compile(r"a.*midi"), "apres-midi"),
    (re.compile(r"week.?end|w.e\.?"), "week-end"),
    (re.compile(r"week.?ends"), "week-ends"),
)
NOISE = frozenset({"web", "phone", "money", "decimal", "round"})


def lex(text: str) -> list[Token]:
    """Cut a folded text into tokens, with one of kind «end» at the end."""
    tokens = [_token(found) for found in _PATTERN.finditer(text)]
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _token(found: re.Match[str]) -> Token:
    kind = str(found.lastgroup)
    token = Token(kind, found[0], found.start(), found.end())
    if kind in NOISE:
        token.kind = "noise"
    elif kind in _FILL:
        _FILL[kind](token, found)
    return token


def _iso(token: Token, found: re.Match[str]) -> None:
    token.kind = "full"
    token.n, token.m, token.y = int(found["id"]), int(found["im"]), int(found["iy"])


def _full(token: Token, found: re.Match[str]) -> None:
    year = int(found["fy"])
    token.n, token.m = int(found["fd"].removesuffix("er")), int(found["fm"])
    token.y = year if year > 99 else 2000 + year


def _clock(token: Token, found: re.Match[str]) -> None:
    token.n, token.m = int(found["ch"]), int(found["cm"] or 0)
    token.short = found["cm"] is None


def _colon(token: Token, found: re.Match[str]) -> None:
    token.kind = "clock"
    token.n, token.m = int(found["kh"]), int(found["km"] or found["kp"])


def _pair(token: Token, found: re.Match[str]) -> None:
    token.n, token.m, token.sign = int(found["pa"].removesuffix("er")), int(found["pb"]), found["ps"].strip()
    token.short = found["pb"].startswith("0")


def _number(token: Token, found: re.Match[str]) -> None:
    token.n = min(int(found[0][:9]), 10**6)


def _first(token: Token, found: re.Match[str]) -> None:
    token.kind, token.n, token.short = "num", 1, True


def _ord(token: Token, found: re.Match[str]) -> None:
    token.n = int(found["on"])


def _dotted(token: Token, found: re.Match[str]) -> None:
    token.kind, token.n, token.m = "clock", int(found["dh"]), int(found["dm"])


def _texto(token: Token, found: re.Match[str]) -> None:
    token.kind, token.text = "word", "demain"


def _today(token: Token, found: re.Match[str]) -> None:
    token.kind, token.text = "word", "aujourd'hui"


def _compound(token: Token, found: re.Match[str]) -> None:
    token.kind = "word"
    token.text = next((name for pattern, name in _COMPOUNDS if pattern.fullmatch(found[0])), found[0].replace(" ", "-"))


def _arrow(token: Token, found: re.Match[str]) -> None:
    token.kind, token.text = "sign", ">"


def _stop(token: Token, found: re.Match[str]) -> None:
    token.text = "\n" if "\n" in found[0] else found[0][0]


_FILL = {
    **{"iso": _iso, "full": _full, "clock": _clock, "colon": _colon, "pair": _pair, "num": _number, "first": _first},
    **{
        "ord": _ord,
        "today": _today,
        "compound": _compound,
        "arrow": _arrow,
        "dotted": _dotted,
        "texto": _texto,
        "stop": _stop,
    },
}
