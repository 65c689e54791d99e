"""The legacy Markdown style: *bold*, _italic_, `code`, ```pre```, [text](address); nothing nests."""

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.links import link_entity
from bot.local_telegram.entities.text import utf16_length
from bot.local_telegram.errors import bad_request

MARKS = {"*": "bold", "_": "italic", "`": "code"}


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """(text, entities). Raises ApiError 400 when an entity does not end."""
    shown, entities, at = "", [], 0
    while at < len(source):
        character = source[at]
        if character == "\\" and source[at + 1 : at + 2] in ("*", "_", "`", "["):
            shown += source[at + 1]
            at += 2
        elif character in MARKS or character == "[":
            text, entity, at = _entity(source, at)
            if entity and text:
                entities.append({**entity, "offset": utf16_length(shown), "length": utf16_length(text)})
            shown += text
        else:
            shown += character
            at += 1
    return shown, entities


def _entity(source: str, at: int) -> tuple[str, Json | None, int]:
    fence = source.startswith("```", at)
    end = "```" if fence else ("]" if source[at] == "[" else source[at])
    start = at + (3 if fence else 1)
    stop = source.find(end, start)
    if stop < 0:
        where = len(source[:at].encode())
        raise bad_request(f"can't parse entities: Can't find end of the entity starting at byte offset {where}")
    text = source[start:stop]
    if fence:
        return _fenced(text, stop + 3)
    if source[at] != "[":
        return text, {"type": MARKS[source[at]]}, stop + 1
    if not source.startswith("(", stop + 1):
        return text, None, stop + 1
    close = source.find(")", stop + 2)
    close = len(source) if close < 0 else close
    return text, link_entity(source[stop + 2 : close]), close + 1


def _fenced(text: str, after: int) -> tuple[str, Json, int]:
    first, line_end, rest = text.partition("\n")
    if line_end and first and " " not in first:
        return rest, {"type": "pre", "language": first}, after
    return text.removeprefix("\n"), {"type": "pre"}, after
