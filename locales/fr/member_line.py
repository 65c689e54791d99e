"""One line of a list of people: what its cells mean, or why they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from locales.fr.communes import find_commune
from locales.fr.member_list import LONGEST_CELL, Column
from locales.fr.past_day import read_past_day
from locales.fr.phone import read_phone
from locales.fr.spelling import words_key

NAME_LENGTH = 60
_POSTCODE = re.compile(r"\b\d{5}\b")
_YES = frozenset({"oui", "o", "x", "1", "vrai", "yes", "y", "true", "valide", "validee", "a jour", "ok"})
_NO = frozenset({"non", "n", "0", "faux", "no", "false"})


class MemberLine(NamedTuple):
    """Somebody of a list: `commune` is an INSEE code, `phone` international, `member`: for this season."""

    name: str
    phone: str | None
    commune: str | None
    household: str | None
    member: bool
    signed_on: date | None
    held_by: str | None


def read_line(cells: Mapping[Column, str], today: date) -> MemberLine | tuple[str, ...]:
    """Return somebody, or the codes of all that cannot be read."""
    troubles = []
    name = _name(cells)
    if not any(char.isalpha() for char in name):
        troubles.append("no_name")
    if len(name) > NAME_LENGTH or any(len(cell) > LONGEST_CELL for cell in cells.values()):
        troubles.append("long")
    phone, place, day = cells.get(Column.PHONE), cells.get(Column.COMMUNE), cells.get(Column.SIGNED_ON)
    number = _number(phone) if phone else None
    commune = _commune(place) if place else None
    signed_on = read_past_day(day, today) if day else None
    member = _yes_no(cells.get(Column.MEMBER, ""))
    troubles += ["bad_phone"] if phone and number is None else []
    troubles += ["bad_commune"] if place and commune is None else []
    troubles += ["day"] if day and signed_on is None else []
    troubles += ["yes_no"] if member is None else []
    if troubles:
        return tuple(troubles)
    household, holder = cells.get(Column.HOUSEHOLD), cells.get(Column.HELD_BY)
    return MemberLine(
        name, number, commune, household[:NAME_LENGTH] if household else None, bool(member), signed_on,
        holder[:NAME_LENGTH] if holder else None,
    )  # fmt: skip


def _name(cells: Mapping[Column, str]) -> str:
    parts = [cells.get(Column.FIRST_NAME, ""), cells.get(Column.NAME, "")]
    return " ".join(_written(word) for part in parts for word in part.split())


def _written(word: str) -> str:
    """«ROY» as «Roy»: lists often have surnames in capitals."""
    return word.title() if len(word) > 1 and word.isupper() else word


def _number(text: str) -> str | None:
    """A number; a spreadsheet may have taken its first zero."""
    digits = re.sub(r"\D", "", text)
    return read_phone(text) or (read_phone(f"0{digits}") if len(digits) == 9 and not text.startswith("+") else None)


@lru_cache(maxsize=1024)
def _commune(text: str) -> str | None:
    found = find_commune(_POSTCODE.sub(" ", text).strip(" -,")).found
    return found.insee if found is not None else None


def _yes_no(text: str) -> bool | None:
    said = words_key(text)
    if not said or said in _NO:
        return False
    return True if said in _YES else None
