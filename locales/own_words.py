"""People's own words in a message: names, descriptions, reasons. They are shown as they were typed.

Every string of a context is someone's own (`own`); when a template shows one, it is marked, so that typography can be
given to our sentences around it and not to it. What filters make (dates, works, communes) is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

PLACE = "\ue002"
"""Stands in a message where people's own words will be; typography takes it for a word."""

_OPEN, _CLOSE = "\ue003", "\ue004"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MARKS = dict.fromkeys(map(ord, (PLACE, _OPEN, _CLOSE)))


class Own(str):
    """A text as a person typed it."""

    __slots__ = ()


def own(value: Any) -> Any:
    """Take every string of a context, however deep, for people's own words."""
    if isinstance(value, str):
        return Own(value)
    if isinstance(value, Mapping):
        return {name: own(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [own(inner) for inner in value]
    return value


def bare(text: str) -> str:
    """Return a text without its markup, as much someone's own words as it was."""
    return alike(text, _html(str(text)).striptags())


def mark(html: str) -> Markup:
    """Mark a piece of HTML as someone's own words."""
    inner = html.translate(_MARKS)
    return _html(f"{_OPEN}{inner}{_CLOSE}") if inner else Markup("")


def shown(value: Any) -> Any:
    """What a template shows of a value: own words escaped and marked, anything else as it is."""
    return mark(str(escape(str(value)))) if isinstance(value, Own) else value


def alike(text: str, made: str) -> str:
    """`made` from `text` (cut, bared): as much someone's own words as that was."""
    return Own(made) if isinstance(text, Own) else made


def around(text: str, made: str) -> str | Markup:
    """`made` is `text` with something of ours before it: only the end is someone's own words."""
    if not isinstance(text, Own):
        return made
    return escape(made.removesuffix(text)) + mark(str(escape(str(text))))


def joined(items: Iterable[str], join: Callable[[list[str], str], str], last: str) -> str | Markup:
    """The items as one phrase by a language's `join`, each of them as much someone's own words as it was."""
    return _html(join([str(escape(shown(item))) for item in items], last))


def set_aside(html: str) -> tuple[str, list[str]]:
    """Put `PLACE` for each piece of own words; return the message and the pieces."""
    return _MARKED.sub(PLACE, html), _MARKED.findall(html)


def put_back(html: str, pieces: list[str]) -> str:
    """Put the pieces back into their places."""
    given = iter(pieces)
    return re.sub(PLACE, lambda _: next(given), html)


def _html(escaped: str) -> Markup:
    return Markup(escaped)  # noqa: S704 (its callers escaped it)
