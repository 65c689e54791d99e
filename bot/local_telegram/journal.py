"""Keeps the state in a folder: one line of JSON per change, the last one of a key wins, rewritten at each start.

A line is handed to the system before the answer to whoever caused it, so a killed process loses nothing that anyone was
shown; a line cut short by the kill is ignored.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TextIO

Durability = Literal["each", "batch"]
Entry = tuple[str, str, Any]


class Journal:
    """Collects what changed and writes it out.

    ``durability`` "each" writes after every request and act, "batch" at most twice a second. Without a folder nothing
    is kept and every call is free.
    """

    def __init__(self, folder: Path | None, *, fresh: bool = False, durability: Durability = "each") -> None:
        self.on = folder is not None
        self.each = durability == "each"
        self._path = folder / "telegram.jsonl" if folder else None
        self._dirty: dict[tuple[str, str], Callable[[], Any] | None] = {}
        self._file: TextIO | None = None
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if fresh:
                self._path.unlink(missing_ok=True)

    def mark(self, kind: str, key: object, dump: Callable[[], Any] | None) -> None:
        """Note that an object changed; ``dump`` gives what to keep when it is written, None says it is gone."""
        if self.on:
            self._dirty[kind, str(key)] = dump

    def read(self) -> Iterator[Entry]:
        """The entries that still hold, in the order in which they first came."""
        kept: dict[tuple[str, str], Any] = {}
        if self._path is not None and self._path.exists():
            with self._path.open(encoding="utf-8") as lines:
                for line in lines:
                    self._take(line, kept)
        for (kind, key), value in kept.items():
            yield kind, key, value

    @staticmethod
    def _take(line: str, kept: dict[tuple[str, str], Any]) -> None:
        try:
            kind, key, value = json.loads(line)
        except ValueError:
            return
        if value is None:
            kept.pop((kind, key), None)
        else:
            kept[kind, key] = value

    def start(self, entries: Iterator[Entry]) -> None:
        """Rewrite the file with ``entries`` only, in one step, and keep it open for more."""
        if self._path is None:
            return
        beside = self._path.with_suffix(".new")
        with beside.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for entry in entries:
                file.write(_line(*entry))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8", errors="backslashreplace")

    def flush(self) -> None:
        """Write what changed since the last time."""
        if not self._dirty or self._file is None:
            return
        dirty, self._dirty = self._dirty, {}
        self._file.write("".join(_line(kind, key, dump() if dump else None) for (kind, key), dump in dirty.items()))
        self._file.flush()

    def close(self) -> None:
        self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None


def _line(kind: str, key: str, value: Any) -> str:
    return json.dumps([kind, key, value], ensure_ascii=False, separators=(",", ":")) + "\n"
