"""No sentence that people read stands outside `locales/`; the demo, which is no part of the bot, may speak."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES = {"Coop’Ter"}
FRENCH = set("àâçéèêëîïôùûœ«»’")
ELSEWHERE = ("local_telegram", "demo")
FILES = sorted(
    path.relative_to(ROOT)
    for room in ("bot", "handlers", "storage")
    for path in (ROOT / room).rglob("*.py")
    if not any(part in path.as_posix() for part in ELSEWHERE)
)


def _strings(path: Path) -> Iterator[ast.Constant]:
    """The strings of a file that are no docstrings."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_holds_no_words_for_people(path: Path) -> None:
    assert [
        (node.lineno, node.value)
        for node in _strings(path)
        if FRENCH & set(str(node.value)) and node.value not in NAMES
    ] == []
