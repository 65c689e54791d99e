"""Money as people write it: amounts, rates, how long a loan runs, and the month in which something is paid."""

from __future__ import annotations

import re
from datetime import date

from locales.fr.numbers import number_of
from locales.fr.say import MONTHS
from locales.fr.spelling import composed, plain

MOST_CENTS = 100_000_000  # a million euros
AHEAD_YEARS = 10

_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+)(?:[.,](?P<part>\d{1,2})(?!\d))?"
    r"\s*(?P<unit>k(?:€|eur\w*)?\b|k€|mille|€|eur\w*|e\b|)\s*(?P<after>\d{1,2}(?=\s*(?:cent\w*|c\b|$)))?"
)
_RATE = re.compile(r"(?<![\d.,])(?P<whole>\d{1,2})(?:[.,](?P<part>\d{1,3}))?\s*(?:%|pour ?cent|$)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_LENGTH = re.compile(r"(?P<number>\d{1,3}|[a-z-]+)\s*(?P<unit>ans?|annees?|mois)\b")
_NUMBERED = re.compile(r"\b(?P<month>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<year>20\d\d|\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")
_BY_NAME = {plain(name): number for number, name in enumerate(MONTHS, 1)} | {
    "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_NAMED = re.compile(rf"\b(?P<name>{'|'.join(sorted(_BY_NAME, key=len, reverse=True))})\b")


def read_euros(text: str) -> int | None:
    """Return an amount in cents: «1 250,50 €», «12k», «15 mille», «1.250 euros», «3 500»; None for none or several."""
    found = [cents for hit in _AMOUNT.finditer(plain(composed(text))) if (cents := _cents(hit)) is not None]
    return found[0] if len(found) == 1 and 0 < found[0] <= MOST_CENTS else None


def _cents(hit: re.Match[str]) -> int | None:
    whole = int(re.sub(r"[ .]", "", hit["whole"]))
    part = (hit["part"] or hit["after"] or "").ljust(2, "0") if hit["part"] else (hit["after"] or "0").rjust(2, "0")
    if hit["unit"].startswith("k") or hit["unit"] == "mille":
        return whole * 100_000 + int((hit["part"] or "0").ljust(2, "0")) * 1_000
    return whole * 100 + int(part)


def read_rate(text: str) -> int | None:
    """Return a yearly rate in hundredths of a percent: «3,5 %» → 350, «1 %», «taux zéro» → 0; None for none."""
    said = plain(composed(text)).strip()
    if re.search(r"\b(?:zero|sans interets?|gratuit)\b", said):
        return 0
    found = [*_RATE.finditer(said)]
    if len(found) != 1 or len(_FIGURE.findall(said)) != 1:
        return None
    part = (found[0]["part"] or "").ljust(3, "0")
    rate = int(found[0]["whole"]) * 100 + (int(part) + 5) // 10
    return rate if rate <= 2_500 else None


def read_length(text: str) -> int | None:
    """Return a number of months: «15 ans», «36 mois», «dix ans», «2 ans et 6 mois»; a bare «36» is months."""
    said = plain(composed(text)).strip()
    if said.isdigit():
        return _length(int(said))
    total = 0
    for hit in _LENGTH.finditer(said):
        number = number_of(hit["number"])
        if number is None:
            return None
        total += number * (1 if hit["unit"] == "mois" else 12)
    return _length(total)


def _length(months: int) -> int | None:
    return months if 1 <= months <= 420 else None


def read_month(text: str, today: date) -> str | None:
    """Return a month as `2027-03`: «mars», «mars 2027», «03/2027»; without a year the next one, this month included.

    None for none, several, one that is past, or more than ten years ahead.
    """
    said = plain(composed(text))
    numbered = _NUMBERED.search(said)
    names = {_BY_NAME[hit["name"]] for hit in _NAMED.finditer(said)}
    years = {int(year) for year in _YEAR.findall(said)}
    if numbered:
        year = int(numbered["year"])
        return _month(today, year + 2000 * (year < 100), int(numbered["month"]))
    if len(names) != 1 or len(years) > 1:
        return None
    month = names.pop()
    return _month(today, years.pop() if years else today.year + (month < today.month), month)


def _month(today: date, year: int, month: int) -> str | None:
    inside = (today.year, today.month) <= (year, month) <= (today.year + AHEAD_YEARS, today.month)
    return f"{year:04}-{month:02}" if inside else None
