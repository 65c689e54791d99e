"""Text and its formatting, as Telegram reads it: offsets and lengths in UTF-16 code units."""

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.detection import detected
from bot.local_telegram.entities.html import parse_html
from bot.local_telegram.entities.markdown import parse_markdown
from bot.local_telegram.entities.markdown_v2 import parse_markdown_v2
from bot.local_telegram.entities.text import clean, trimmed, utf16_length
from bot.local_telegram.errors import bad_request

PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
PLAIN_ENTITIES = frozenset(
    (
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    )
)
FOUND_BY_ITSELF = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)


def formatted(text: str, parse_mode: str = "", entities: list[Json] | None = None) -> tuple[str, list[Json]]:
    """The text as it is shown and its entities, those Telegram finds by itself included.

    Raises ApiError 400 «can't parse entities: …» or «unsupported parse_mode».
    """
    mode = parse_mode.lower()
    own: list[Json] = []
    if mode and mode != "none" and text:
        parser = PARSERS.get(mode)
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, own = parser(clean(text))
    elif entities:
        own = _checked(text, entities)
        text = clean(text)
    else:
        text = clean(text)
    text, own = trimmed(text, own)
    found = detected(text, own)
    if found:
        own = own + found
    if len(own) > 1:
        own.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, own


def _checked(text: str, entities: list[Json]) -> list[Json]:
    length = utf16_length(text)
    kept = []
    for entity in entities:
        kind = entity["type"]
        if kind in FOUND_BY_ITSELF:
            continue
        if kind not in PLAIN_ENTITIES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        start, size = entity["offset"], entity["length"]
        if start < 0 or size < 0 or start + size > length:
            raise bad_request(f"entity at offset {start} with length {size} ends after the text")
        if size:
            kept.append(dict(entity))
    return kept


__all__ = ["clean", "formatted", "utf16_length"]
