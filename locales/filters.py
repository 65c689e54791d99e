"""Filters that are alike in every language, and the moments that the others begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from locales import own_words
from locales.shorten import shorten

_PARIS = ZoneInfo("Europe/Paris")


def as_moment(value: str | datetime) -> datetime:
    """Read a moment (ISO text or datetime); one without zone is Paris time already."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(_PARIS) if moment.tzinfo else moment


def as_date(value: str | date | datetime) -> date:
    """Read a day: a date, or the day of a moment in Paris."""
    if isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return as_moment(value).date()


def commune_name(insee: str | None) -> str:
    """The name of a commune from its INSEE code: the same in every language."""
    if not insee:
        return ""
    from locales.fr.communes import commune

    return commune(insee).name


SHARED: dict[str, Callable[..., Any]] = {
    "commune": commune_name,
    "shorten": lambda text, length: own_words.alike(text, shorten(text, length)),
    "striptags": own_words.bare,
    "as_written": own_words.mark,
    "capitalize_first": lambda text: own_words.alike(text, text[:1].upper() + text[1:]),
    "known_or_said": lambda key, words: words.get(key, key),  # a code, or somebody's own words
}
