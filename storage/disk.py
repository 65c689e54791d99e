"""What SQLite says when the file or the disk under it fails, as one line for whoever runs the bot."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file or its folder may not be written",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_CANTOPEN: "the file or one beside it cannot be opened: who owns it, and does its folder exist?",
    sqlite3.SQLITE_BUSY: "another program holds the file locked",
    sqlite3.SQLITE_LOCKED: "another program holds the file locked",
    sqlite3.SQLITE_IOERR: "the disk does not read or write",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore a backup",
    sqlite3.SQLITE_NOTADB: "the file is no database, or is damaged: restore a backup",
}
_FOR_GOOD = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DiskError(sqlite3.OperationalError):
    """The database could not be read or written, and nothing was changed; the text names the file and the cause.

    `for_good`: trying again is of no use.
    """

    def __init__(self, path: Path, cause: str, said: str, *, for_good: bool) -> None:
        super().__init__(f"{path}: {cause} ({said})")
        self.for_good = for_good


def is_disk_trouble(error: BaseException) -> bool:
    """Whether an error comes from the file or the disk, and not from a statement of ours."""
    return isinstance(error, DiskError) or _code(error) in _CAUSES


def disk_error(error: sqlite3.Error, path: Path) -> sqlite3.Error:
    """Return the DiskError that says what happened, or the error itself where it is none of the disk's."""
    code = _code(error)
    if code not in _CAUSES or isinstance(error, DiskError):
        return error
    return DiskError(path, _CAUSES[code], str(error), for_good=code in _FOR_GOOD)


def _code(error: BaseException) -> int:
    """The primary result code of SQLite, of which the extended ones are kinds; -1 where there is none."""
    code = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else code & 0xFF
