"""A volunteer's answer in plain French is understood, and doubt is never taken for a yes or a no."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from locales.fr.dates.model import Slot
from locales.fr.reply import Reply, read_reply

NOW = dt.datetime(2027, 3, 9, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
"""A Tuesday evening."""
SATURDAY = Slot(date=dt.date(2027, 3, 13), start=dt.time(9), end=dt.time(17))
SUNDAY = Slot(date=dt.date(2027, 3, 14), start=dt.time(9), end=dt.time(17))
COMES = {"coming", "late", "early_leave", "companion"}
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "replies.jsonl").read_text(encoding="utf-8").splitlines()
]
BUILT_ON, KEPT_ASIDE = CASES[0::2], CASES[1::2]


def understood(case: dict[str, Any]) -> Reply:
    return read_reply(case["text"], NOW, None if "about" in case else SATURDAY)


def shown(value: Any) -> Any:
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, dt.date) else value


def table(cases: list[dict[str, Any]]) -> tuple[str, float]:
    """Precision and recall per intent, and the share of right intents."""
    pairs = [(case["intent"], understood(case).intent) for case in cases]
    expected, read = Counter(wanted for wanted, _ in pairs), Counter(got for _, got in pairs)
    right = Counter(wanted for wanted, got in pairs if wanted == got)
    lines = [f"{'intent':12} {'cases':>5} {'precision':>9} {'recall':>7}"]
    lines += [
        f"{intent:12} {expected[intent]:5} {right[intent] / max(read[intent], 1):9.0%} {right[intent] / count:7.0%}"
        for intent, count in expected.items()
    ]
    return "\n".join(lines), right.total() / len(cases)


@pytest.mark.parametrize("name", ["built on", "kept aside"])
def test_at_least_95_answers_in_100_are_understood(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines, share = table(BUILT_ON if name == "built on" else KEPT_ASIDE)
    with capsys.disabled():
        print(f"\nReplies {name}: {share:.1%} right\n{lines}")
    assert share >= 0.95


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_coming_is_never_read_as_not_coming_nor_the_reverse(case: dict[str, Any]) -> None:
    got = understood(case).intent
    assert not (case["intent"] in COMES and got == "not_coming")
    assert not (case["intent"] == "not_coming" and got in COMES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_hours_people_days_and_topics_are_read(case: dict[str, Any]) -> None:
    reply = understood(case)
    details = {key: value for key, value in case.items() if key not in ("text", "intent", "about")}
    assert {key: shown(getattr(reply, key)) for key in details} == details
