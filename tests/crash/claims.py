"""What must be true of the database, whatever was killed when.

A claim is a question to the database and its answer. While an act is under way both the answer before it and the
answer after it are right; once the bot has acknowledged the act to the person who did it, only the one after.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Claim:
    """A question and its answer; `coming` has the answer of the act under way, when there is one."""

    sql: str
    values: Sequence[Any]
    answer: Any
    coming: tuple[Any, ...] = ()
    past: list[tuple[float, Any, tuple[Any, ...]]] = field(default_factory=list)

    def set(self, answer: Any, coming: tuple[Any, ...] = ()) -> None:
        """An act begins (`coming`) or was acknowledged; what was true until now is remembered."""
        self.past.append((time.time(), self.answer, self.coming))
        self.answer, self.coming = answer, coming

    def at(self, moment: float | None) -> Claim:
        """Return the claim as it was (moment: seconds since the epoch; None: as it is)."""
        for until, answer, coming in self.past if moment is not None else ():
            if moment < until:
                return Claim(self.sql, self.values, answer, coming)
        return self

    def broken(self, found: Any) -> str | None:
        """Return None where `found` is right, else what is wrong: «lost» or «doubled»."""
        right = (self.answer, *self.coming)
        if found in right:
            return None
        numbers = [one for one in right if isinstance(one, int)]
        return "doubled" if isinstance(found, int) and numbers and found > max(numbers) else "lost"


class Claims:
    """All the claims, by name."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}
        self.acknowledged = 0

    def about(self, name: str, sql: str, *values: Any, answer: Any = 0) -> str:
        """Add a claim unless it is there; return its name."""
        self._claims.setdefault(name, Claim(sql, values, answer))
        return name

    def answer(self, name: str) -> Any:
        """Return what is known to be true."""
        return self._claims[name].answer

    @asynccontextmanager
    async def act(self, changes: dict[str, Any]) -> AsyncIterator[None]:
        """An act that changes answers; it is acknowledged when the block ends."""
        for name, answer in changes.items():
            self._claims[name].set(self._claims[name].answer, (answer,))
        yield
        for name, answer in changes.items():
            self._claims[name].set(answer)
        self.acknowledged += 1

    def check(self, database: Path, moment: float | None = None) -> list[tuple[str, str]]:
        """Compare with a database, as things stood at a moment; return what is wrong, as (kind, what)."""
        with closing(sqlite3.connect(database)) as db:
            wrong = [("damaged", text) for text in unsound(db)]
            for name, claim in ((name, claim.at(moment)) for name, claim in self._claims.items()):
                row = db.execute(claim.sql, tuple(claim.values)).fetchone()
                found = row[0] if row else None
                kind = claim.broken(found)
                if kind:
                    wrong.append((kind, f"{name}: {found!r}, not {claim.answer!r} {claim.coming!r}"))
        return wrong


def unsound(db: sqlite3.Connection) -> list[str]:
    """Return what SQLite itself finds wrong with a database."""
    integrity = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return integrity + [f"broken reference in {row[0]}" for row in db.execute("PRAGMA foreign_key_check")]


def copy_files(database: Path, folder: Path) -> Path:
    """Copy a database as a killed process left it, so that looking at it changes nothing for the next start."""
    folder.mkdir(exist_ok=True)
    for file in folder.glob(f"{database.name}*"):
        file.unlink()
    for file in database.parent.glob(f"{database.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder / file.name)
    return folder / database.name
