"""Cleaning and measuring text the way Telegram does."""

import re

from bot.local_telegram.accounts import Json

REMOVED = re.compile("[\r\u2028-\u202e]")
BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
SPACES = " \n"


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without the control characters Telegram drops or turns into spaces (offsets of entities stay as given)."""
    if text.isprintable():
        return text
    return BLANKED.sub(" ", REMOVED.sub("", text))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space around; entities follow, those that covered nothing else go."""
    short = text.strip(SPACES)
    if len(short) == len(text):
        return text, entities
    before = len(text) - len(text.lstrip(SPACES)) if short else 0
    end = utf16_length(short)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - before, 0)
        stop = min(entity["offset"] + entity["length"] - before, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return short, kept
