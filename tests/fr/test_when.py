"""What people type about dates means what they mean, or is asked back: a corpus, and the facts shown with a doubt."""

import json
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from locales.fr.say import say_when_problem
from locales.fr.when import When, read_when

CASES = [json.loads(line) for line in (Path(__file__).parent / "when_cases.jsonl").read_text("utf-8").splitlines()]
TUESDAY = datetime(2027, 3, 2, 10)  # noqa: DTZ001 - naive Paris time is what read_when takes


def plain(when: When) -> dict[str, object]:
    """An answer as the corpus writes it."""
    if when.kind == "when":
        slots = [
            {
                "date": slot.date.isoformat(),
                "start": slot.start and slot.start.isoformat("minutes"),
                "end": slot.end and slot.end.isoformat("minutes"),
            }
            for slot in when.slots
        ]
        return {"kind": "when", "slots": slots}
    return {"kind": "ask", "reason": when.reason} if when.kind == "ask" else {"kind": "none"}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['class']}: {case['text']}" for case in CASES])
def test_a_typed_date_means_what_the_corpus_says(case: dict[str, str]) -> None:
    assert plain(read_when(case["text"], datetime.fromisoformat(case["now"]))) == case["expect"]


def test_the_corpus_has_enough_of_each_class() -> None:
    classes = Counter(case["class"] for case in CASES)
    assert len(CASES) >= 250
    assert min(classes.values()) >= 6, classes


def test_an_aware_now_counts_in_paris() -> None:
    late = datetime(2027, 3, 2, 23, 30, tzinfo=ZoneInfo("UTC"))  # 3 March already, in Paris
    assert read_when("demain", late).slots[0].date == date(2027, 3, 4)


def test_a_wrong_weekday_is_told_with_the_days_it_may_be() -> None:
    when = read_when("lundi 14 avril de 9h à 17h", TUESDAY)
    assert when.reason == "mismatch"
    assert say_when_problem(when) == "le 14\u00a0avril 2027 est un mercredi, pas un lundi"
    offered = [reading[0].date for reading in when.likely]
    assert offered[0] == date(2027, 4, 14)
    assert {date(2027, 4, 12), date(2027, 4, 19)} <= set(offered)
    assert all(slot.start == time(9) and slot.end == time(17) for reading in when.likely for slot in reading)
    assert all(day.weekday() == 0 for day in offered[1:])


def test_the_weekday_of_today_offers_today_and_next_week() -> None:
    when = read_when("mardi", TUESDAY)
    assert [reading[0].date for reading in when.likely] == [date(2027, 3, 2), date(2027, 3, 9)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("le 31 février", "il n’y a pas de 31\u00a0février"),
        ("29/02/2027", "il n’y a pas de 29\u00a0février 2027"),
        ("samedi à 25h", "25\u00a0h n’est pas une heure"),
        ("dimanche 28 mars à 2h30", "cette nuit-là, on passe à l’heure d’été\u00a0: 2\u00a0h\u00a030 n’existe pas"),
        ("le 14 février 2027", "le 14\u00a0février 2027 est passé"),
        ("de 9h à 17h", "il manque le jour"),
        ("samedi de 17h à 9h", "la fin vient avant le début"),
    ],
)
def test_each_doubt_can_be_said(text: str, problem: str) -> None:
    assert say_when_problem(read_when(text, TUESDAY)) == problem


def test_what_was_understood_can_be_taken_out_of_the_text() -> None:
    text = "Je propose «Samedi 5 juin, de 9h à 17h» d’isoler l’étage au 12 rue du 11 novembre ; inscriptions le 3 juin"
    when = read_when(text, TUESDAY)
    understood = [text[start:end] for start, end in when.spans]
    assert understood == ["Samedi 5 juin, de 9h à 17h", "le 3 juin"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "é" * 9000, "9h" * 3000, "samedi " * 2000, "1/2/" * 2000, "\u0301", "٣ مارس"]
)
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read_when(text, TUESDAY).kind in ("when", "ask", "none")
