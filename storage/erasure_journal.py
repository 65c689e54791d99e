"""Who was erased, in a file beside the database: a backup put back knows nothing of later erasures. Numbers only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from storage.clock import from_text

NAME = "erasures.txt"  # in the data folder


class Entry(NamedTuple):
    """A line: when, as the database keeps moments, and the number of a person."""

    at: str
    person_id: int


def read(folder: Path) -> list[Entry]:
    """Return what the journal holds; a line cut short by a power cut says nothing."""
    path = folder / NAME
    lines = path.read_text(encoding="ascii", errors="replace").splitlines() if path.is_file() else []
    return [entry for line in lines if (entry := _entry(line)) is not None]


def _entry(line: str) -> Entry | None:
    at, _, number = line.partition(" ")
    try:
        from_text(at)
        return Entry(at, int(number))
    except ValueError:
        return None


def add(folder: Path, entries: Iterable[Entry]) -> None:
    """Write entries down, on the disk when this returns; raises OSError."""
    path = folder / NAME
    with path.open("ab") as file:
        if file.tell() and not path.read_bytes().endswith(b"\n"):
            file.write(b"\n")
        file.write("".join(f"{entry.at} {entry.person_id}\n" for entry in entries).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
