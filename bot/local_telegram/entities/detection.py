"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses."""

import re

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.text import utf16_length

HINTS = re.compile(r"[/@#$.:]")
FOUND = re.compile(
    r"""
    (?P<url>(?:https?://|(?<![\w@.])(?:www\.)?(?=[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|me|io|dev|info|app)\b))
            [\w-]+(?:\.[\w-]+)*(?::\d+)?(?:[/?\#][^\s<>"«»]*[^\s<>"«».,;:!?)'’])?/?)
    |(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,})
    |(?P<mention>(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b)
    |(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/]))
    |(?P<hashtag>(?<![\w\#])\#(?!\d+\b)\w{1,256})
    |(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
CLOSED_TO_OTHERS = frozenset(("code", "pre", "text_link", "text_mention", "custom_emoji"))


def detected(text: str, own: list[Json]) -> list[Json]:
    """The entities found in ``text``, beside those its author has set."""
    if not HINTS.search(text):
        return []
    closed = [(e["offset"], e["offset"] + e["length"]) for e in own if e["type"] in CLOSED_TO_OTHERS]
    found = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup
        start, length = utf16_length(text[: match.start()]), utf16_length(match[0])
        if not any(start < stop and begin < start + length for begin, stop in closed):
            found.append({"type": kind, "offset": start, "length": length})
    return found
