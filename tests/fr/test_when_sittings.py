"""Dates written in fresh sittings, each decided from the conventions before it was first run.

`sitting` numbers them; `first` tells whether the grammar of that day read the text so at once. Where a convention was
misapplied by the writer the expectation was mended; `open` cases are still asked back where a reader would know.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from locales.fr.when import read_when
from tests.fr.test_when import plain

LINES = (Path(__file__).parent / "when_sittings.jsonl").read_text("utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("sitting", sorted({case["sitting"] for case in CASES}))
def test_a_sitting_is_read_as_it_was_meant(sitting: int) -> None:
    written = [case for case in CASES if case["sitting"] == sitting and "open" not in case]
    wrong = [case["text"] for case in written if _read(case) != case["expect"]]
    assert wrong == []


@pytest.mark.parametrize("case", [case for case in CASES if "open" in case], ids=lambda case: str(case["text"]))
def test_what_is_not_understood_yet_is_asked_back(case: dict[str, str]) -> None:
    assert _read(case)["kind"] != "when"


def _read(case: dict[str, str]) -> dict[str, object]:
    return plain(read_when(case["text"], datetime.fromisoformat(case["now"])))
