"""The MarkdownV2 style: nested entities, and 18 characters that must be escaped everywhere else.

Rules and wording of the errors: Bot API, «MarkdownV2 style», and tdlib's MessageEntity.cpp.
"""

from dataclasses import dataclass

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.links import link_entity
from bot.local_telegram.entities.text import utf16_length
from bot.local_telegram.errors import ApiError, bad_request

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
MARKS = (
    ("```", "pre", "PreCode"),
    ("||", "spoiler", "Spoiler"),
    ("__", "underline", "Underline"),
    ("*", "bold", "Bold"),
    ("_", "italic", "Italic"),
    ("~", "strikethrough", "Strikethrough"),
    ("`", "code", "Code"),
    ("![", "custom_emoji", "CustomEmoji"),
    ("[", "text_link", "TextUrl"),
)


@dataclass(slots=True)
class _Open:
    mark: str
    kind: str
    label: str
    offset: int
    shown_at: int
    at: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.shown: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.quote: int | None = None

    def read(self) -> tuple[str, list[Json]]:
        source = self.source
        while self.at < len(source):
            if self._line_start():
                continue
            character = source[self.at]
            if character == "\\" and self.at + 1 < len(source) and ord(source[self.at + 1]) < 127:
                self._show(source[self.at + 1])
                self.at += 2
            elif self.open and self.open[-1].kind in ("code", "pre"):
                self._inside_code(character)
            elif character in RESERVED:
                self._reserved(character)
            else:
                self._show(character)
                self.at += 1
        if self.open:
            last = self.open[-1]
            raise _wrong(f"Can't find end of {last.label} entity at byte offset {last.at}")
        self._end_quote("blockquote")
        return "".join(self.shown), self.entities

    def _line_start(self) -> bool:
        """Handle «>» and «**>» at the start of a line, and the end of a quotation."""
        if self.at and self.source[self.at - 1] != "\n":
            return False
        if self.open and self.open[-1].kind in ("code", "pre"):
            return False
        expandable = self.source.startswith("**>", self.at)
        if expandable or self.source.startswith(">", self.at):
            if expandable:
                self._end_quote("blockquote")
            if self.quote is None:
                self.quote = self.offset
            self.at += 3 if expandable else 1
            return True
        self._end_quote("blockquote")
        return False

    def _inside_code(self, character: str) -> None:
        mark = self.open[-1].mark
        if self.source.startswith(mark, self.at):
            self._close(mark)
            return
        self._show(character)
        self.at += 1

    def _reserved(self, character: str) -> None:
        if self.quote is not None and self._at_quote_end():
            return
        closing = self._closing()
        if closing is not None:
            self._close(closing)
            return
        for mark, kind, label in MARKS:
            if self.source.startswith(mark, self.at):
                where = len(self.source[: self.at].encode())
                self.open.append(_Open(mark, kind, label, self.offset, len(self.shown), where))
                self.at += len(mark)
                return
        raise _wrong(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _at_quote_end(self) -> bool:
        if self.open or not self.source.startswith("||", self.at):
            return False
        rest = self.source[self.at + 2 : self.at + 3]
        if rest not in ("", "\n"):
            return False
        self.at += 2
        self._end_quote("expandable_blockquote")
        return True

    def _closing(self) -> str | None:
        if not self.open:
            return None
        mark = self.open[-1].mark
        if mark in ("[", "!["):
            return mark if self.source[self.at] == "]" else None
        if mark == "_" and self.source.startswith("__", self.at):
            return None
        return mark if self.source.startswith(mark, self.at) else None

    def _close(self, mark: str) -> None:
        opened = self.open.pop()
        entity: Json | None = {"type": opened.kind}
        if mark in ("[", "!["):
            entity = self._address(opened)
        else:
            self.at += len(mark)
        if opened.kind == "pre":
            entity = self._language(opened)
        length = self.offset - opened.offset
        if entity is not None and length:
            self.entities.append({"offset": opened.offset, "length": length, **entity})

    def _address(self, opened: _Open) -> Json | None:
        self.at += 1
        if not self.source.startswith("(", self.at):
            if opened.mark == "![":
                raise _wrong("Custom emoji entity must contain a tg://emoji URL")
            return None
        address, at = "", self.at + 1
        while at < len(self.source) and self.source[at] != ")":
            at += self.source[at] == "\\"
            address += self.source[at : at + 1]
            at += 1
        if at >= len(self.source):
            raise _wrong(f"Can't find end of a URL at byte offset {len(self.source[: self.at].encode())}")
        self.at = at + 1
        if opened.mark == "![":
            return {"type": "custom_emoji", "custom_emoji_id": address.rpartition("=")[2]}
        return link_entity(address)

    def _language(self, opened: _Open) -> Json:
        inside = "".join(self.shown[opened.shown_at :])
        first, line_end, rest = inside.partition("\n")
        entity: Json = {"type": "pre"}
        if line_end and not any(character.isspace() for character in first):
            if first:
                entity["language"] = first
            self.shown[opened.shown_at :] = [rest]
            self.offset = opened.offset + utf16_length(rest)
        return entity

    def _end_quote(self, kind: str) -> None:
        if self.quote is not None and self.offset > self.quote:
            self.entities.append({"type": kind, "offset": self.quote, "length": self.offset - self.quote})
        self.quote = None

    def _show(self, text: str) -> None:
        self.shown.append(text)
        self.offset += utf16_length(text)


def parse_markdown_v2(source: str) -> tuple[str, list[Json]]:
    """(text, entities) of a text in MarkdownV2 style. Raises ApiError 400."""
    return _Reader(source).read()


def _wrong(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
