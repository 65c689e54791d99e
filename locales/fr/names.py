"""The name of somebody else, as people type it: told from a sentence, and written as names are."""

from __future__ import annotations

import datetime as dt
import re

from locales.fr.reply import read_reply
from locales.fr.spelling import composed

MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")
_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "d", "van", "von", "ben", "el", "al"})
_PART = re.compile(r"[^\W\d_]+")


def read_somebody(text: str, now: dt.datetime) -> str | None:
    """Return the name that a text gives («jules martin» → «Jules Martin»), or None where it is no name.

    What would be understood as an answer («je serai en retard», «oui») is a name only where it is written as one,
    first name and surname.
    """
    words = composed(text).split()
    if not words or len(words) > MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    as_typed = len(words) > 1 and all(word[0].isupper() for word in words)
    if not as_typed and read_reply(text, now).intent != "other":
        return None
    return " ".join(_written(word, first=at == 0) for at, word in enumerate(words))


def _written(word: str, *, first: bool) -> str:
    """Capitals where somebody typed none: «d'alembert» → «d'Alembert», «jean-pierre» → «Jean-Pierre»."""
    if word != word.lower():
        return word
    return _PART.sub(lambda part: part[0] if part[0] in _SMALL and not first else part[0].capitalize(), word)
