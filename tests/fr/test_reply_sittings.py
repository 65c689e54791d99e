"""Answers written in fresh sittings, decided before they were first run; `first` tells which were read so at once.

Where a reader could take an answer in several ways, `intents` holds them all.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from locales.fr.reply import Reply, read_reply
from tests.fr.test_reply import COMES, NOW, SATURDAY, SUNDAY, shown

LINES = (Path(__file__).parent / "reply_sittings.jsonl").read_text("utf-8").splitlines()
CASES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
SITTINGS = sorted({case["sitting"] for case in CASES})


def _read(case: dict[str, Any]) -> Reply:
    if case.get("two_dates"):
        return read_reply(case["text"], NOW, choices=(SATURDAY, SUNDAY))
    return read_reply(case["text"], NOW, SATURDAY)


@pytest.mark.parametrize("sitting", SITTINGS)
def test_a_sitting_is_understood(sitting: int, capsys: pytest.CaptureFixture[str]) -> None:
    written = [case for case in CASES if case["sitting"] == sitting]
    right = [case for case in written if _read(case).intent in case["intents"]]
    at_once = sum(case["first"] for case in written) / len(written)
    with capsys.disabled():
        print(f"\nReplies, sitting {sitting}: {at_once:.1%} right at first, {len(right) / len(written):.1%} now")
    assert len(right) >= 0.95 * len(written)


@pytest.mark.parametrize("sitting", SITTINGS)
def test_a_sitting_has_no_yes_read_as_no_nor_the_reverse(sitting: int) -> None:
    turned = [
        case["text"]
        for case in CASES
        if case["sitting"] == sitting
        and (
            ("not_coming" in case["intents"] and _read(case).intent in COMES)
            or (set(case["intents"]) & COMES and _read(case).intent == "not_coming")
        )
    ]
    assert turned == []


def test_hours_people_topics_and_days_are_read_in_at_least_95_of_100() -> None:
    details = [(case, key) for case in CASES for key in ("time", "minutes", "people", "topic", "days") if key in case]
    right = [case for case, key in details if _detail(_read(case), key) == case[key]]
    assert len(right) >= 0.95 * len(details)


def _detail(reply: Reply, key: str) -> Any:
    return [date.day for date in reply.dates] if key == "days" else shown(getattr(reply, key))


def test_a_time_is_paris_time() -> None:
    assert read_reply("j’arrive à 9h45", NOW, SATURDAY).time == dt.time(9, 45)
