"""From the bytes of a list to lines: what each says, why it cannot be read, or that it stands there twice.

It is done in a thread of its own before anything is stored: a list of thousands takes a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from locales.fr.member_line import MemberLine, read_line
from locales.fr.member_list import Column, ListRow, UnreadableListError, read_list
from storage.import_matches import name_words


@dataclass(frozen=True)
class ReadList:
    """What was read of a file; `trouble`: the code of why nothing was."""

    file_hash: str
    lines: tuple[tuple[int, dict[str, Any], tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()
    trouble: str | None = None


def read(content: bytes, today: date, most: int) -> ReadList:
    """Read a list of at most so many lines."""
    mark = sha256(content).hexdigest()
    try:
        found = read_list(content, most)
    except UnreadableListError as error:
        return ReadList(mark, trouble=error.code)
    seen: set[tuple[object, ...]] = set()
    return ReadList(mark, tuple(_line(row, today, seen) for row in found.rows), found.unknown)


def _line(row: ListRow, today: date, seen: set[tuple[object, ...]]) -> tuple[int, dict[str, Any], tuple[str, ...]]:
    line = read_line(row.cells, today)
    if not isinstance(line, MemberLine):
        said = " ".join(row.cells.get(column, "") for column in (Column.FIRST_NAME, Column.NAME)).strip()
        return row.number, {"name": said[:80]}, line
    fields = {**line._asdict(), "signed_on": line.signed_on.isoformat() if line.signed_on else None}
    marks = {("name", name_words(line.name), line.commune), *([("phone", line.phone)] if line.phone else [])}
    twice = bool(marks & seen)
    seen |= marks
    return row.number, fields, ("twice",) if twice else ()
