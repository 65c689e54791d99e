"""Cutting a text that is too long."""

from unicodedata import combining


def shorten(text: str, n: int) -> str:
    """Plain `text` (not HTML) in at most `n` characters, cut after a word where one ends near, with «…»."""
    if len(text) <= n:
        return text
    if n < 1:
        return ""
    room = text[: n - 1]
    if text[n - 1] == "\u200d" or combining(text[n - 1]) or text[n - 1] == "\ufe0f":
        room = room[:-1]
    at_word = room if text[n - 1 : n].isspace() else room.rpartition(" ")[0]
    if len(at_word) >= n // 2:
        room = at_word
    return room.rstrip(" \n\t.,;:!?…-–—(«\u200d\u00a0\u202f") + "…"
