"""What a household writes in one sentence, read field by field."""

import json
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from locales.fr.announcement import Announcement, read_announcement
from locales.fr.spelling import words_key

CASES = [json.loads(line) for line in Path(__file__).with_name("announcements.jsonl").read_text("utf-8").splitlines()]
FIELDS = ("seats", "commune", "communes", "address", "works", "meal", "tools", "skills", "minors")
NOW = datetime(2027, 3, 1, 10)  # noqa: DTZ001 -- the reader takes local time of Paris


def told(announcement: Announcement, field: str) -> Any:
    value = getattr(announcement, field)
    if field == "communes":
        return sorted(commune.name for commune in value)
    if field in ("tools", "skills"):
        return sorted(words_key(item) for item in value)
    if field == "works":
        return sorted(value)
    return words_key(value) if field == "address" and value else value


def wished(case: dict[str, Any], field: str) -> Any:
    value = case["expect"].get(field)
    if field in ("communes", "works"):
        return sorted(value or [])
    if field in ("tools", "skills"):
        return sorted(words_key(item) for item in value or [])
    return words_key(value) if field == "address" and value else value


def is_empty(value: Any) -> bool:
    return value is None or value == []


def score(part: str) -> tuple[dict[str, Counter[str]], list[str]]:
    """Counts per field, and the lines that say what was read wrongly."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    wrong: list[str] = []
    for case in (case for case in CASES if case["part"] == part):
        read = read_announcement(case["text"], datetime.fromisoformat(case["now"]))
        for field in FIELDS:
            got, want = told(read, field), wished(case, field)
            count = counts[field]
            count["all"] += 1
            count["right"] += got == want
            count["told"] += not is_empty(want)
            count["read"] += not is_empty(got)
            count["read rightly"] += not is_empty(got) and got == want
            count["invented"] += is_empty(want) and not is_empty(got)
            if got != want:
                wrong.append(f"{field}: {got!r} for {want!r} in {case['text'][:90]!r}")
    return counts, wrong


@pytest.mark.parametrize("part", ["build", "aside", "fresh"])
def test_announcements_are_read_field_by_field(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts, wrong = score(part)
    with capsys.disabled():
        print(f"\n{part:<10} right  precision  recall  invented")
        for field, count in counts.items():
            precision = count["read rightly"] / count["read"] if count["read"] else 1
            recall = count["read rightly"] / count["told"] if count["told"] else 1
            share = count["right"] / count["all"]
            print(f"{field:<10} {share:5.1%}  {precision:9.1%} {recall:7.1%}  {count['invented']}")
    total = sum((count for count in counts.values()), Counter())
    assert total["right"] / total["all"] >= 0.95, wrong
    assert all(count["right"] / count["all"] >= 0.95 for count in counts.values()), wrong
    assert total["invented"] == 0, wrong


@pytest.mark.parametrize(
    "case", [case for case in CASES if "when" in case["expect"]], ids=lambda case: case["text"][:30]
)
def test_the_date_of_an_announcement_is_found_in_it(case: dict[str, Any]) -> None:
    when = read_announcement(case["text"], datetime.fromisoformat(case["now"])).when
    hours = [
        [slot.start and slot.start.strftime("%H:%M"), slot.end and slot.end.strftime("%H:%M")] for slot in when.slots
    ]
    read = [[slot.date.isoformat(), *times] for slot, times in zip(when.slots, hours, strict=True)]
    assert read == case["expect"]["when"]


@pytest.mark.parametrize(
    "text",
    [
        "enduit sur 25 m² samedi",
        "3 palettes de tuiles à décharger",
        "rendez-vous au 12 rue des Lilas",
        "maison de 1949 à rénover",
        "à partir de 16 ans",
        "2 places de parking devant la maison",
        "pose de 4 fenêtres",
        "j'ai 3 places dans ma voiture",
        "nous sommes 4 pour l'instant",
        "budget de 1500 euros pour la couverture",
        "une famille de 5 personnes vous attend",
        "2 personnes ont déjà confirmé",
        "logement possible pour 6 personnes",
    ],
)
def test_numbers_of_other_things_are_no_seats(text: str) -> None:
    assert read_announcement(text, NOW).seats is None


@pytest.mark.parametrize("text", ["merci à tous", "c'est où déjà ?", "ok pour samedi", "91150", "avec plaisir !", ""])
def test_a_text_that_announces_nothing_fills_nothing(text: str) -> None:
    read = read_announcement(text, NOW)
    assert [field for field in FIELDS if not is_empty(told(read, field))] == []


def test_what_is_not_understood_stays_in_the_description() -> None:
    read = read_announcement("Samedi 13 à Limours, 4 personnes. Attention au chien, il mord les mollets !", NOW)
    assert "Attention au chien, il mord les mollets" in read.description


def test_address_and_phone_never_stay_in_the_description() -> None:
    text = "Chantier au 12 rue des Lilas à Limours, portail bleu, appelez le 06 12 34 56 78 ou ecrivez a lea@exemple.fr"
    read = read_announcement(text, NOW)
    assert read.contacts == ("06 12 34 56 78", "lea@exemple.fr")
    assert read.address == "12 rue des Lilas"
    assert "portail bleu" in read.description
    assert not any(private in read.description for private in ("Lilas", "06 12", "lea@"))


@pytest.mark.parametrize(
    "piece", ["gants, ", "\n", " ", "(", "apportez ", "6 personnes ", "repas ", "a ", "12 rue de la "]
)
def test_a_long_senseless_text_does_not_hold_the_bot(piece: str) -> None:
    text = piece * (4096 // len(piece))
    started = time.process_time()
    read_announcement(text, NOW)
    assert time.process_time() - started < 5  # seconds: minutes where a pattern runs away
