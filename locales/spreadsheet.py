"""A file for a spreadsheet: cells that it would take for a formula are written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(cell: str) -> str:
    """Return a cell as a spreadsheet shows it and never reckons it: an apostrophe goes before what looks like more."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV that French spreadsheets open as it is: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
