"""Choices as they are read in French and shown in words: numbers with their unit, hours, days, lists."""

from __future__ import annotations

from typing import Any

from handlers.context import Context
from handlers.forms.form import Answers, Given, Trouble
from locales.fr.birth_date import read_birth_date
from locales.fr.numbers import read_count, read_year
from locales.fr.spans import read_hour, read_month, read_pair, read_span
from locales.fr.works import WORKS
from storage.choice_kinds import LINE, Kind, bounds_of, kind_of, length_of, of_works, options_of, plain, unit_of, usable
from storage.choices import DEFAULTS, Choices

ALL_WORKS = tuple(WORKS)


def options(name: str) -> tuple[str, ...]:
    """What a list may hold."""
    return ALL_WORKS if of_works(name) else options_of(name)


def fits(name: str, value: Any) -> bool:
    """Whether a choice may have this value."""
    return usable(name, value, frozenset(ALL_WORKS))


def said(name: str, value: Any) -> dict[str, Any]:
    """What a template needs to say a value in words."""
    return {"which": name, "kind": str(kind_of(name)), "unit": unit_of(name), "works": of_works(name), "value": value}


def present(choices: Choices, name: str) -> dict[str, Any]:
    """A choice as it stands and as it stood at first, for a template."""
    value, default = plain(getattr(choices, name)), plain(getattr(DEFAULTS, name))
    return {"now": said(name, value), "default": said(name, default), "changed": value != default}


def limits(name: str) -> dict[str, int]:
    """Between which bounds a number lies, or how many characters a text may have, for a template."""
    low, high = bounds_of(name) if kind_of(name) in (Kind.NUMBER, Kind.PAIR) else (0, length_of(name))
    return {"low": low, "high": high}


async def read(ctx: Context, given: Given, answers: Answers) -> Any:
    """Read what was typed for the choice named in the answers."""
    name = answers["name"]
    value = _READERS[kind_of(name)](given.text, name)
    if value is None or not fits(name, value):
        return Trouble("choices/unusable", {**said(name, None), **limits(name)})
    return value


def _number(text: str, name: str) -> int | None:
    unit = unit_of(name)
    if unit == "month":
        return read_month(text)
    if unit == "year":
        return read_year(text)
    return read_span(text, unit) if unit not in ("", "percent") else read_count(text)


def _hour(text: str, name: str) -> str | None:
    found = read_hour(text)
    return found.isoformat() if found else None


def _day(text: str, name: str) -> str | None:
    found = read_birth_date(text)
    return found.isoformat() if found else None


def _pair(text: str, name: str) -> list[int] | None:
    found = read_pair(text)
    return list(found) if found else None


def _words(text: str, name: str) -> str | None:
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return "\n".join(lines) if length_of(name) > LINE else " ".join(lines) or None


_READERS = {Kind.NUMBER: _number, Kind.HOUR: _hour, Kind.DAY: _day, Kind.PAIR: _pair, Kind.TEXT: _words}
