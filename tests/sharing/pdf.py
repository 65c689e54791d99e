"""Reads back what a PDF of ours says: its pages, and the words that stand on them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LETTERS = {ord("n"): 10, ord("r"): 13, ord("t"): 9, ord("b"): 8, ord("f"): 12}


def pages(pdf: bytes) -> int:
    """Return how many pages there are."""
    everything = b"\n".join([pdf, *_streams(pdf)])
    return len(re.findall(rb"/Type\s*/Page(?!s)", everything))


def words(pdf: bytes) -> str:
    """Return all that can be selected, without spaces; every run of letters is read with each font."""
    streams = _streams(pdf)
    fonts = [_letters(stream) for stream in streams if b"begincmap" in stream]
    shown = [stream for stream in streams if b"BT" in stream and b"Tf" in stream]
    runs = [_codes(text) for stream in shown for text in _strings(stream)]
    said = "\n".join("".join("".join(font.get(code, "") for code in run) for run in runs) for font in fonts)
    return re.sub(r"[ \u00a0\u202f]", "", said)


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for packed in _STREAM.findall(pdf):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return found


def _strings(stream: bytes) -> Iterator[bytes]:
    """The strings of a page's content: in parentheses, which may nest, or in hexadecimal."""
    at = 0
    while at < len(stream):
        if stream[at] == ord("("):
            text, at = _literal(stream, at + 1)
            yield text
        elif stream[at] == ord("<") and stream[at + 1 : at + 2] != b"<":
            end = stream.index(b">", at)
            if re.fullmatch(rb"[0-9A-Fa-f\s]+", stream[at + 1 : end]):
                yield bytes.fromhex(stream[at + 1 : end].decode())
            at = end + 1
        else:
            at += 1 + (stream[at : at + 2] == b"<<")


def _literal(stream: bytes, at: int) -> tuple[bytes, int]:
    text, depth = bytearray(), 1
    while True:
        byte = stream[at]
        at += 1
        depth += (byte == ord("(")) - (byte == ord(")"))
        if depth == 0:
            return bytes(text), at
        if byte == ord("\\"):
            octal = re.match(rb"[0-7]{1,3}", stream[at : at + 3])
            text.append(int(octal[0], 8) & 255 if octal else _LETTERS.get(stream[at], stream[at]))
            at += len(octal[0]) if octal else 1
        else:
            text.append(byte)


def _codes(text: bytes) -> list[int]:
    """The glyphs of a string: two bytes each."""
    return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text) - 1, 2)]


def _letters(cmap: bytes) -> dict[int, str]:
    """What each glyph of a font stands for."""
    known: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            known[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                known[int(first, 16) + step] = chr(int(text, 16) + step)
    return known
