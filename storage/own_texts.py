"""The charter and the data notice in the cooperative's own words: a version each, and everyone is asked again."""

from __future__ import annotations

from typing import Any, Literal

from storage import audit
from storage.choices import Choices, choose
from storage.ids import PersonId, Subject
from storage.store import Unit

TextKind = Literal["charter", "notice"]
LENGTH = 1500
"""Both stand in one message, with a welcome around them."""
NEWS_LENGTH = 200


async def text(unit: Unit, kind: TextKind, version: int) -> str | None:
    """Return the cooperative's own text of a version; None: the program's stands."""
    found: str | None = await unit.value("SELECT text FROM own_texts WHERE kind = ? AND version = ?", (kind, version))
    return found


async def both(unit: Unit, choices: Choices) -> dict[str, Any]:
    """Return the own texts in force, as the templates of charter and notice want them."""
    return {
        "charter_text": await text(unit, "charter", choices.charter_version),
        "notice_text": await text(unit, "notice", choices.notice_version),
    }


async def publish(unit: Unit, kind: TextKind, words: str | None, news: str, choices: Choices, by: PersonId) -> int:
    """Put a new text in force (None: the program's again), and say what changes; return its version."""
    before = choices.charter_version if kind == "charter" else choices.notice_version
    last = await unit.value("SELECT MAX(version) FROM own_texts WHERE kind = ?", (kind,))
    version = max(before, last or 0) + 1
    if words is not None:
        await unit.run(
            "INSERT INTO own_texts (kind, version, text, written_at) VALUES (?, ?, ?, ?)",
            (kind, version, words, unit.now),
        )
    await choose(unit, f"{kind}_version", version)
    await choose(unit, f"{kind}_news", news)
    changes = {f"{kind}_version": (before, version)}
    await audit.record(unit, by, f"{kind}_written", Subject("choice", 0), changes)
    return version
