"""Long messages: cut at a sensible place, with no tag left open."""

from __future__ import annotations

import re

LIMIT = 4096
_TAG = re.compile(r"<(/?)([a-z-]+)([^>]*)>")


def split(html: str, limit: int = LIMIT) -> list[str]:
    """Cut Telegram HTML into parts of at most `limit` characters (tags counted too, which is on the safe side)."""
    parts = []
    while len(html) > limit:
        room = limit - 200  # for the tags closed at the end of the part
        cut = _place(html, room)
        head, html = html[:cut].rstrip(), html[cut:].lstrip()
        opened = _left_open(head)
        parts.append(head + "".join(f"</{name}>" for name, _ in reversed(opened)))
        html = "".join(f"<{name}{rest}>" for name, rest in opened) + html
    return [*parts, html]


def _place(html: str, room: int) -> int:
    for mark in ("\n\n", "\n", " "):
        at = html.rfind(mark, room // 2, room)
        if at > 0 and html.rfind("<", 0, at) <= html.rfind(">", 0, at):
            return at
    at = room
    while at > 1 and (html.rfind("<", 0, at) > html.rfind(">", 0, at) or 0 <= at - html.rfind("&", 0, at) < 10):
        at -= 1
    return at


def _left_open(html: str) -> list[tuple[str, str]]:
    opened: list[tuple[str, str]] = []
    for closing, name, rest in _TAG.findall(html):
        if not closing:
            opened.append((name, rest))
        elif opened and opened[-1][0] == name:
            opened.pop()
    return opened
