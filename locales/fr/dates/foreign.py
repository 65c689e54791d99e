"""Dates with English names of months, put into figures that the French grammar reads; `dateparser` does the reading.

Used only where the French grammar found no day and an English month stands beside a number, so that the library is
not loaded for anyone else.
"""

import re
from datetime import date, datetime

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:the )?(?:{_DAY} (?:of )?{_MONTH}|(?!may ){_MONTH} {_DAY})\b(?!\s?h\b)(?:,? (?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:(mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE)
_FRENCH = {"mon": "lun", "tues": "mar", "wednes": "mer", "thurs": "jeu", "fri": "ven", "satur": "sam", "sun": "dim"}


def with_figures(text: str, now: datetime) -> str | None:
    """Replace English dates by figures («14th of March» by «14/3»), each in as many characters; None without any."""
    replaced = _DATE.sub(lambda found: _figures(found, now), text)
    if replaced == text:
        return None
    return _WEEKDAY.sub(lambda found: _FRENCH[found[1].lower()].ljust(len(found[0])), replaced)


def _figures(found: re.Match[str], now: datetime) -> str:
    day = _read(found[0], now)
    number = re.search(r"\d{1,2}", found[0])
    # The library guesses when it is lost: what it says must be the number that was typed.
    if day is None or number is None or day.day != int(number[0]):
        return found[0]
    figures = f"{day.day}/{day.month}/{day.year}" if found["year"] else f"{day.day}/{day.month}"
    return figures.ljust(len(found[0])) if len(figures) <= len(found[0]) else found[0]


def _read(passage: str, now: datetime) -> date | None:
    from dateparser import parse

    # With a leap year as the base, 29 February is read too; the year is chosen afterwards.
    settings = {"RELATIVE_BASE": now.replace(year=2028, day=1), "REQUIRE_PARTS": ["day", "month"]}
    found = parse(passage, languages=["en"], settings=settings)
    return found.date() if found is not None else None
