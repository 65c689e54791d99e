"""English typography: curly quotes and apostrophes, ellipses, spaces that must not break, plurals, amounts, lists.

`typeset` works on a finished Telegram-HTML message, so that authors of templates type plain marks. Conventions: double
quotes, no space before a mark, an en dash with spaces, U+00A0 between a number and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from locales.own_words import PLACE

NO_BREAK = "\u00a0"

_TAG = "\ue000"
_WORD = "\ue001"
_APART = re.compile(
    rf"""
    (?P<tag></?[a-zA-Z](?:"[^"]*"|'[^']*'|[^<>"'])*>)
    | (?:https?|tg)://[^\s<>]+
    | &(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);
    | [{_TAG}{_WORD}{PLACE}]
    """,
    re.VERBOSE,
)
_UNITS = "h|min|m|km|m²|kg|kWh|MB|GB"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\.{3,}", "…"),
        (r"(?<= )--(?= )", "–"),
        (rf'(^|[\s(\[–{_TAG}])"(?=[^\s])', r"\1“"),
        ('"', "”"),
        (r"(^|[\s(\[“])'(?=\w)", r"\1‘"),
        ("'", "’"),
        (rf"(?<=\d) (?=(?:{_UNITS})(?!\w))", NO_BREAK),
        (rf"(?<!\w)([Nn]o\.) (?=[\d{_WORD}])", rf"\1{NO_BREAK}"),
    )
)


def typeset(html: str) -> str:
    """Give a rendered Telegram-HTML message English typography; applying it twice changes nothing more."""
    kept: list[str] = []

    def set_apart(match: re.Match[str]) -> str:
        kept.append(match[0])
        return _TAG if match["tag"] else _WORD

    text = _APART.sub(set_apart, html)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    pieces = iter(kept)
    return re.sub(f"[{_TAG}{_WORD}]", lambda _: next(pieces), text)


def plural(count: float, singular: str, several: str | None = None) -> str:
    """The word for `count` things, without the number: one is singular, anything else is not."""
    return singular if abs(count) == 1 else several or f"{singular}s"


def euros(cents: int) -> str:
    """An amount in whole cents: «€1,250», «€1,250.50», «−€3»."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}€{whole:,}{f'.{rest:02d}' if rest else ''}"


def join_list(items: Iterable[str], last: str = "and") -> str:
    """The items as one phrase: «a, b and c»; empty when there is none."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
