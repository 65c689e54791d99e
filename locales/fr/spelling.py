"""Text as people type it, brought to one spelling without moving a character."""

import re
import unicodedata

_APOSTROPHES_AND_DASHES = {
    ord(odd): usual
    for usual, odds in {"'": "’‘ʼ´`", "-": "‐‑‒–—−", " ": "\u00a0\u202f\u2009\t", '"': "«»“”"}.items()
    for odd in odds
}


def _without_accents() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x00C0, 0x0250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1:
            table[code] = base
    return table


_PLAIN = _without_accents() | _APOSTROPHES_AND_DASHES
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def composed(text: str) -> str:
    """The text with each accented letter as one character (NFC); positions below refer to it."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes and hyphens; same length as the (composed) text.

    «œ» stays one character, so that what is found in the plain text has the same place in the original.
    """
    lowered = text.translate(_PLAIN).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char if len(char.lower()) != 1 else char.lower() for char in text.translate(_PLAIN))


def words_key(text: str) -> str:
    """The words of a text, plain and separated by one space: «L'Haÿ-les-Roses» → «l hay les roses»."""
    return _NOT_A_WORD.sub(" ", plain(composed(text)).replace("œ", "oe")).strip()
