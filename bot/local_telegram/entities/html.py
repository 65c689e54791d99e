"""The HTML style: the tags Telegram knows and nothing else.

Rules and wording of the errors: Bot API, «HTML style», and tdlib's MessageEntity.cpp.
"""

import re
from dataclasses import dataclass

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.links import link_entity
from bot.local_telegram.entities.text import utf16_length
from bot.local_telegram.errors import ApiError, bad_request

NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "span": "spoiler",
}
PIECE = re.compile(r"[^<&]+|&(?:(lt|gt|amp|quot)|#(\d+)|#[xX]([0-9a-fA-F]+));?|&|<")
TAG = re.compile(r"<(/?)([^\s/>=]*)([^>]*)>")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    at: int
    attributes: dict[str, str]


class _Reader:
    """Reads one text, gathering what is shown and its entities."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        at, source = 0, self.source
        while at < len(source):
            piece = PIECE.match(source, at)
            assert piece is not None
            if piece[0] == "<":
                at = self._tag(at)
                continue
            self._show(_character(piece) if piece[0][0] == "&" else piece[0])
            at = piece.end()
        if self.open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.shown), self.entities

    def _show(self, text: str) -> None:
        self.shown.append(text)
        self.offset += utf16_length(text)

    def _tag(self, at: int) -> int:
        tag = TAG.match(self.source, at)
        where = len(self.source[:at].encode())
        name = (tag[2] if tag else _name_at(self.source, at)).lower()
        if tag is not None and tag[1]:
            self._close(name, where)
            return tag.end()
        if name not in NAMES:
            raise _wrong(f'Unsupported start tag "{name}" at byte offset {where}')
        if tag is None:
            raise _wrong(f'Unclosed start tag "{name}" at byte offset {where}')
        attributes = {found[1].lower(): found[2] or found[3] or found[4] or "" for found in ATTRIBUTE.finditer(tag[3])}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(name, self.offset, where, attributes))
        return tag.end()

    def _close(self, name: str, where: int) -> None:
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {where}")
        opened = self.open[-1]
        if name and name != opened.name:
            raise _wrong(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.name}>", found "</{name}>"',
            )
        self.open.pop()
        length = self.offset - opened.offset
        if length:
            self._add(opened, length)

    def _add(self, opened: _Open, length: int) -> None:
        entity: Json = {"type": NAMES[opened.name], "offset": opened.offset, "length": length}
        if opened.name == "a":
            shown = "".join(self.shown)[-length:] if "href" not in opened.attributes else ""
            link = link_entity(_unescaped(opened.attributes.get("href", shown)))
            if link is None:
                return
            entity |= link
        elif opened.name == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.name == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif self._belongs_together(opened, entity):
            return
        self.entities.append(entity)

    def _belongs_together(self, opened: _Open, entity: Json) -> bool:
        """Whether <pre><code> makes one entity, already there."""
        if opened.name == "code":
            return self._inside_pre(opened, entity)
        return opened.name == "pre" and self._around_code(opened, entity["length"])

    def _inside_pre(self, opened: _Open, entity: Json) -> bool:
        """Whether this is <pre><code class="language-…">: then the pre carries the language."""
        language = opened.attributes.get("class", "")
        around = self.open[-1] if self.open else None
        if around is None or around.name != "pre" or around.offset != opened.offset:
            return False
        if language.startswith("language-"):
            self.entities.append({**entity, "type": "pre", "language": language.removeprefix("language-")})
            return True
        return False

    def _around_code(self, opened: _Open, length: int) -> bool:
        last = self.entities[-1] if self.entities else None
        if last is None or last["offset"] != opened.offset or last["length"] != length:
            return False
        return bool(last["type"] == "pre")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """(text, entities) of a text in HTML style. Raises ApiError 400."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


def _character(piece: re.Match[str]) -> str:
    if piece[1]:
        return CHARACTERS[piece[1]]
    if piece[2] or piece[3]:
        code = int(piece[2]) if piece[2] else int(piece[3], 16)
        if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000:
            return chr(code)
    return piece[0]


def _unescaped(text: str) -> str:
    return re.sub(r"&(?:(lt|gt|amp|quot)|#(\d+)|#[xX]([0-9a-fA-F]+));?", _character, text) if "&" in text else text


def _name_at(source: str, at: int) -> str:
    found = re.match(r"</?([^\s/>=]*)", source[at:])
    return found[1] if found else ""


def _wrong(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
