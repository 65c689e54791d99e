"""Every statement the bot executes, caught while people visit its screens, and how SQLite would look for the rows."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from storage.store import Store

_LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
_PARTIAL = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'"


class Caught:
    """The statements of a store's two connections, one example of each."""

    def __init__(self) -> None:
        self._examples: dict[str, str] = {}

    async def listen(self, store: Store) -> None:
        """Catch what is executed from now on."""
        for connection in (store._writer, store._reader):
            await connection.hop(lambda db: db.set_trace_callback(self._add))

    def _add(self, statement: str) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            self._examples.setdefault(_LITERAL.sub("?", statement), statement)

    def scans(self, path: Path) -> dict[str, list[str]]:
        """Return the statements that read some table or index from end to end: statement → those steps.

        A virtual table, the rows of a subquery, and a partial index (the few rows that wait for something) are not
        counted.
        """
        db = sqlite3.connect(path)
        partial = [row[0] for row in db.execute(_PARTIAL)]
        found = {}
        for example in self._examples.values():
            steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {example}")]
            made = [step.split()[1] for step in steps if step.startswith(("CO-ROUTINE", "MATERIALIZE"))]
            read = [step for step in steps if _reads_all(step, partial) and step.split()[1] not in made]
            if read:
                found[example] = read
        db.close()
        return found

    def __len__(self) -> int:
        return len(self._examples)


def _reads_all(step: str, partial: list[str]) -> bool:
    if not step.startswith("SCAN"):
        return False
    harmless = ("VIRTUAL TABLE", "CONSTANT ROW", "(subquery")
    return not any(word in step for word in (*harmless, *(f"INDEX {name}" for name in partial)))
