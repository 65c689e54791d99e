"""Buttons: what their callback data says, and how it is read back.

The data is short and versioned: `1.name.arg.arg`, at most 64 bytes. It is never trusted: the route's permission and
the state of the matter are checked when it comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.outbox import Button

VERSION = "1"


class Pressed(NamedTuple):
    """A press read back: the name of its route and its arguments, whole numbers."""

    name: str
    args: tuple[int, ...]


def data(name: str, *args: int) -> str:
    """Write callback data; raise ValueError past 64 bytes."""
    text = ".".join([VERSION, name, *(str(int(arg)) for arg in args)])
    if len(text.encode()) > 64:
        raise ValueError(f"callback data too long: {text}")
    return text


def read(text: str | None) -> Pressed | None:
    """Read callback data back; None for what we did not write in this version."""
    version, _, rest = (text or "").partition(".")
    name, *args = rest.split(".")
    if version != VERSION or not name or not all(_is_number(arg) for arg in args):
        return None
    return Pressed(name, tuple(int(arg) for arg in args))


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 18  # what the database's integers hold


def button(label: str, name: str, *args: int, **context: object) -> Button:
    """A button that calls the route `name`; `label` is a key, `context` what its label needs."""
    return Button(label=label, context=context, press=data(name, *args))


def link(label: str, payload: str, **context: object) -> Button:
    """A button that opens our private chat with a payload."""
    return Button(label=label, context=context, link=payload)


def in_pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    """Lay buttons out two in a line."""
    return [list(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
