"""A list of people as a spreadsheet saves it: its encoding, its separator, and which column is what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from locales.fr.spelling import words_key

MAX_BYTES = 1024 * 1024
LONGEST_CELL = 200


class Column(StrEnum):
    """What a column may hold."""

    NAME = "name"
    FIRST_NAME = "first_name"
    PHONE = "phone"
    COMMUNE = "commune"
    HOUSEHOLD = "household"
    MEMBER = "member"
    SIGNED_ON = "signed_on"
    HELD_BY = "held_by"


HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.NAME: (
        "Nom", "Nom et prénom", "Prénom et nom", "Prénom nom", "Nom prénom", "Nom complet", "Nom de famille",
        "Personne", "Name", "Last name", "Surname", "Full name",
    ),
    Column.FIRST_NAME: ("Prénom", "Prénoms", "First name"),
    Column.PHONE: (
        "Téléphone", "Tél", "Numéro", "Numéro de téléphone", "N° de téléphone", "N° téléphone", "Portable", "Mobile",
        "Tél portable", "Téléphone portable", "Téléphone mobile", "Phone", "Phone number",
    ),
    Column.COMMUNE: ("Commune", "Ville", "Localité", "Town", "City"),
    Column.HOUSEHOLD: ("Ménage", "Foyer", "Famille", "Nom du ménage", "Household"),
    Column.MEMBER: ("Adhésion", "Adhérent", "Adhérente", "Adhérent·e", "Membre", "À jour", "Cotisation", "Member"),
    Column.SIGNED_ON: (
        "Charte signée le", "Charte", "Date de la charte", "Date charte", "Signée le", "Charter", "Charter signed on",
    ),
    Column.HELD_BY: ("Charte gardée par", "Gardée par", "Qui garde la charte", "Détenue par", "Kept by"),
}  # fmt: skip
"""The headings of each column, the one of the model first; accents, capitals and signs do not matter."""
_KNOWN = {words_key(heading): column for column, headings in HEADINGS.items() for heading in headings}
_SEPARATORS = ";,\t"


class UnreadableListError(ValueError):
    """A file that is no list: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ListRow(NamedTuple):
    """One line of the file: its number there, and its cells by what they are."""

    number: int
    cells: dict[Column, str]


class MemberList(NamedTuple):
    """A list that was read; `unknown`: headings of columns that are not taken."""

    rows: tuple[ListRow, ...]
    unknown: tuple[str, ...]


def read_list(content: bytes, most: int) -> MemberList:
    """Read a file; raise UnreadableListError where it is none, too big, or has more than `most` lines."""
    if len(content) > MAX_BYTES:
        raise UnreadableListError("size")
    lines = io.StringIO(_decoded(content), newline=None).readlines()
    first = 1 if lines and lines[0].lower().startswith("sep=") else 0
    header = next((line for line in lines[first:] if line.strip()), "")
    if not header:
        raise UnreadableListError("empty")
    try:
        found = _read(lines[first:], _separator(header), most, first)
    except csv.Error as error:
        raise UnreadableListError("broken") from error
    if not found.rows:
        raise UnreadableListError("empty")
    return found


def _decoded(content: bytes) -> str:
    """Text of UTF-8, of UTF-16 with its mark, or of Windows; anything else is no text."""
    if content.startswith(b"PK"):
        raise UnreadableListError("spreadsheet")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableListError("binary")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableListError("binary")


def _separator(header: str) -> str:
    """The one that shows most columns we know, then most columns."""

    def worth(separator: str) -> tuple[int, int]:
        headings = next(csv.reader([header], delimiter=separator), [])
        return (sum(words_key(one) in _KNOWN for one in headings), len(headings))

    return max(_SEPARATORS, key=worth)


def _read(lines: list[str], separator: str, most: int, skipped: int) -> MemberList:
    reader = csv.reader(lines, delimiter=separator)
    headings = next(row for row in reader if any(cell.strip() for cell in row))
    columns = [_KNOWN.get(words_key(heading)) for heading in headings]
    if Column.NAME not in columns:
        raise UnreadableListError("no_name")
    rows: list[ListRow] = []
    for row in reader:
        if any(cell.strip() for cell in row):
            if len(rows) == most:
                raise UnreadableListError("lines")
            rows.append(ListRow(reader.line_num + skipped, dict(_cells(columns, row))))
    unknown = [" ".join(one.split())[:40] for one, column in zip(headings, columns, strict=True) if column is None]
    return MemberList(tuple(rows), tuple(one for one in unknown if one))


def _cells(columns: list[Column | None], row: list[str]) -> Iterator[tuple[Column, str]]:
    """The cells of the columns we take; of two alike, the first that says something."""
    seen: set[Column] = set()
    for column, cell in zip(columns, row, strict=False):
        text = " ".join("".join(char for char in cell if char.isprintable() or char.isspace()).split())
        if column is not None and text and column not in seen:
            seen.add(column)
            yield column, text[: LONGEST_CELL + 1]


def model() -> list[list[str]]:
    """Return the rows of a file to fill in: its headings, and an invented line."""
    example = {
        Column.NAME: "Roy", Column.FIRST_NAME: "Odette", Column.PHONE: "06 12 34 56 78", Column.COMMUNE: "Limours",
        Column.HOUSEHOLD: "", Column.MEMBER: "oui", Column.SIGNED_ON: "12/02/2027", Column.HELD_BY: "Brigitte",
    }  # fmt: skip
    return [[HEADINGS[column][0] for column in Column], [example[column] for column in Column]]
