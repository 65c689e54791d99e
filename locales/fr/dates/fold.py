"""Text without case, accents and typographic variety, every character of which knows where it came from."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SAME = {
    **dict.fromkeys("’‘ʼ`´′＇", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("→➔➜⇒►▶", ">"),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f", ""),
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "…": "\n",
}


class Folded(NamedTuple):
    """`text` folded; `origin[i]` is the offset in the original of `text[i]`, with the original's length at the end."""

    text: str
    origin: list[int]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return "\n" if character == "\n" else " "
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def fold(text: str) -> Folded:
    """Fold a text: «Samedi 14 Août» becomes «samedi 14 aout»; dashes, apostrophes and spaces become plain ones."""
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for piece in _fold_character(character):
            folded.append(piece)
            origin.append(index)
    origin.append(len(text))
    return Folded("".join(folded), origin)
