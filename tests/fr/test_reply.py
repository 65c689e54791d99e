"""A volunteer's answer in plain French is understood, and doubt is never taken for a yes or a no."""

import datetime as dt
import json
from collections import Counter
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.fr.reply import Reply, read_reply
from locales.fr.when import Slot

NOW = dt.datetime(2027, 3, 9, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
"""A Tuesday evening."""
SATURDAY = Slot(date=dt.date(2027, 3, 13), start=dt.time(9), end=dt.time(17))
SUNDAY = Slot(date=dt.date(2027, 3, 14), start=dt.time(9), end=dt.time(17))
COMES = {"coming", "late", "early_leave", "companion"}
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "replies.jsonl").read_text(encoding="utf-8").splitlines()
]
FIRST = [case for case in CASES if "set" not in case]
BUILT_ON, KEPT_ASIDE = FIRST[0::2], FIRST[1::2]
MORE = [case for case in CASES if "set" in case]


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


@pytest.mark.parametrize(("name", "cases"), [("built on", BUILT_ON), ("kept aside", KEPT_ASIDE), ("and more", MORE)])
def test_at_least_95_answers_in_100_are_understood(
    name: str, cases: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    lines, share = table(cases)
    with capsys.disabled():
        print(f"\nReplies {name}: {share:.1%} right\n{lines}")
    assert share >= 0.95


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_coming_is_never_read_as_not_coming_nor_the_reverse(case: dict[str, Any]) -> None:
    got = understood(case).intent
    assert not (case["intent"] in COMES and got == "not_coming")
    assert not (case["intent"] == "not_coming" and got in COMES)


@pytest.mark.parametrize("case", FIRST, ids=lambda case: case["text"][:40])
def test_hours_people_days_and_topics_are_read(case: dict[str, Any]) -> None:
    reply = understood(case)
    details = {key: value for key, value in case.items() if key not in ("text", "intent", "about")}
    assert {key: shown(getattr(reply, key)) for key in details} == details


def _phrases(joined: str) -> list[str]:
    return joined.split("|")


YES = _phrases(
    "je viens|je viendrai|je serai là|je serai présente|je peux venir|je pourrai venir|on vient|on sera là"
    "|je participe|nous viendrons|je suis dispo|je suis partant|j'y serai|je vais venir|je serai des vôtres"
    "|je maintiens ma venue"
    "|inscrivez-moi|comptez sur moi|c'est bon pour moi|oui je peux|je confirme ma présence|jserai la|jvien|ça me va"
)
NO = _phrases(
    "je ne viens pas|je viens pas|je ne viens plus|je viendrai pas|je ne serai pas là|je serai pas là|je peux pas venir"
    "|je ne peux plus venir|je ne pourrai pas venir|on vient pas|on ne sera pas là|nous ne viendrons pas|jserai pa la"
    "|je ne participe pas|je ne suis pas dispo|je suis plus dispo|je ne suis pas partant|je n'y serai pas|jvien pa"
    "|je vais pas venir|je ne serai pas des vôtres|j'annule ma venue|désinscrivez-moi|ne comptez pas sur moi"
    "|je peux pas"
    "|ce n'est pas bon pour moi|c'est pas possible|je suis indisponible|je serai absente|ça me va pas"
    "|je ne pourrai être là"
    "|je ne pourrai malheureusement pas être présent|je n'arrive pas à me libérer|impossible pour moi|je me désiste"
)
BEFORE = _phrases(
    "|Bonjour, |ok, |désolée, |finalement |merci pour l'invitation, |samedi |en fait |mon mari travaille donc |cool, "
)
AFTER = _phrases(
    "| samedi| finalement|, merci !| 😊|, à bientôt| ce week-end|. Bises| avec plaisir| cette fois| comme prévu| 👍"
    "| parce que j'ai pas de voiture|, mais je pense à vous| et j'en suis ravi| du coup"
)


@pytest.mark.parametrize(("phrases", "never"), [(YES, {"not_coming"}), (NO, COMES)], ids=["yes", "no"])
def test_no_courtesy_around_a_yes_or_a_no_turns_it_over(phrases: list[str], never: set[str]) -> None:
    said = [before + phrase + after for before, phrase, after in product(BEFORE, phrases, AFTER)]
    assert [text for text in said[::2] if read_reply(text, NOW, SATURDAY).intent in never] == []


TAKEN_BACK = _phrases(
    " si je trouve une voiture| sauf si mon fils est malade| à moins qu'il pleuve|... enfin non"
    "|, ah non en fait je peux pas"
    "|, c'est ce que Paul a dit| mais non je rigole| mais je travaille| mais ce jour-là on fête les 80 ans de mamie"
)
SAID_AGAIN = _phrases(
    " si je suis malade| sauf si vous insistez| à moins d'avoir une voiture|... enfin si, oui|, ah si en fait c'est bon"
    "|, c'est ce que Paul a dit|, non je rigole je viens| mais finalement je viens| qui a dit ça ? je viens"
)


@pytest.mark.parametrize(
    ("phrases", "tails", "never"), [(YES, TAKEN_BACK, COMES), (NO, SAID_AGAIN, {"not_coming"})], ids=["yes", "no"]
)
def test_a_yes_or_a_no_that_is_taken_back_or_bound_to_a_condition_no_longer_counts(
    phrases: list[str], tails: list[str], never: set[str]
) -> None:
    said = [phrase + tail for phrase, tail in product(phrases, tails)]
    assert [text for text in said if read_reply(text, NOW, SATURDAY).intent in never] == []


@pytest.mark.parametrize(
    ("text", "not_read"),
    [
        ("mon voisin m'a dit « je viens pas »", {"not_coming"}),
        ("Julie sera là elle", COMES),
        ("Thomas vient à ma place", COMES),
        ("il paraît que je viens", COMES),
    ],
)
def test_the_words_and_the_coming_of_others_are_no_answer(text: str, not_read: set[str]) -> None:
    assert read_reply(text, NOW, SATURDAY).intent not in not_read


@pytest.mark.parametrize(
    ("text", "intent", "dates"),
    [
        ("samedi", "coming", [13]),
        ("plutôt dimanche", "coming", [14]),
        ("le second", "coming", [14]),
        ("le 14", "coming", [14]),
        ("les deux", "coming", [13, 14]),
        ("dimanche oui, samedi non", "coming", [14]),
        ("samedi je peux pas mais dimanche ok", "coming", [14]),
        ("ok pour dimanche pas samedi", "coming", [14]),
        ("je préfère dimanche", "coming", [14]),
        ("pas samedi", "not_coming", [13]),
        ("ni l'un ni l'autre", "not_coming", []),
        ("peu importe", "unsure", []),
    ],
)
def test_one_of_two_dates_is_chosen(text: str, intent: str, dates: list[int]) -> None:
    reply = read_reply(text, NOW, choices=(SATURDAY, SUNDAY))
    assert (reply.intent, [date.day for date in reply.dates]) == (intent, dates)
    assert reply.date == (reply.dates[0] if len(dates) == 1 else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [("ok pour dimanche", 14), ("je viens le 20", 20), ("je ne viens pas dimanche", 14), ("demain ok", 10)],
)
def test_a_day_that_is_not_in_question_is_asked_back(text: str, day: int) -> None:
    reply = read_reply(text, NOW, SATURDAY)
    assert (reply.intent, reply.conflict, reply.date) == ("unsure", True, dt.date(2027, 3, day))


def test_an_hour_after_the_beginning_is_late_and_after_the_end_is_asked_back() -> None:
    assert read_reply("je serai là vers 10h", NOW, SATURDAY).intent == "late"
    assert read_reply("je serai là vers 10h", NOW).intent == "coming"
    assert read_reply("je serai là à 9h", NOW, SATURDAY).intent == "coming"
    after = read_reply("je viens à 18h", NOW, SATURDAY)
    assert (after.intent, after.conflict) == ("unsure", True)


def test_leaving_and_arriving_are_both_kept() -> None:
    reply = read_reply("j'arrive à 10h et je repars à 15h", NOW, SATURDAY)
    assert (reply.intent, reply.time, reply.until) == ("late", dt.time(10), dt.time(15))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert read_reply(text, NOW, SATURDAY).intent


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "je ",
        "pas ",
        "10h ",
        "et ma soeur ",
        "? ",
        "si ",
        "ne ",
        "9",
        ", ",
        "avec ",
        "😀",
        "9 ",
        "1 ou ",
        "9h",
        "de l après-midi ",
        "1a",
        "non ",
        "le 9 ",
        ".",
    ],
)
def test_a_hostile_text_of_full_length_is_read_in_time(piece: str) -> None:
    started = perf_counter()
    read_reply(piece * (4096 // len(piece)), NOW, SATURDAY)
    assert perf_counter() - started < 10  # seconds: minutes where a pattern runs away
