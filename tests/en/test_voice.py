"""How every English message reads: its quotes, spaces and plurals, and that nothing French is left in it."""

from __future__ import annotations

import re

import pytest

from locales import own_words, texts
from tests import samples

MESSAGES = samples.messages()
LABELS = samples.labels()
P = own_words.PLACE  # stands for people's own words
ALONE = r"(?<![\d,.:/-])"  # no part of another number
FAULTS = {
    "a straight quote or apostrophe": r"[\"']",
    "a space before a mark": r"[ \u00a0\u202f][;:!?,](?!\w)",
    "three points for an ellipsis": r"\.\.",
    "two spaces": r"\w  +\w",
    "French quotes or dashes": r"[«»—]",
    "French": r"(?i)\b(?:vous|votre|nous|les|des|une|est|et|ou|avec|pour|pas|séance|chantier|mardi|samedi|mars)\b",
    "French hours": r"\d[\u00a0 ]h[\u00a0 ]\d\d(?!\s*min)",
    "a plural for one": rf"{ALONE}1[ \u00a0](?!is\b)\w+s\b",
    "a singular for none or many": rf"{ALONE}(?:0|[2-9]|\d\d+)[ \u00a0](?:place|person|session|file|message|group)\b",
    "American spelling": r"(?i)\b\w*(?:color|favor|organiz|recogniz|center|neighbor)\w*",
    "words of an office": r"(?i)\b(?:kindly|in order to|hereby|pursuant)\b",
}


def _texts() -> list[tuple[str, str]]:
    """Every message with every sample, and every label, without markup; a command stands for itself."""
    said = [(name, texts.ours("en", name, context)) for name, contexts in MESSAGES.items() for context in contexts]
    said += [(key, texts.label("en", key, {})) for key in texts.label_keys("en") if key not in LABELS]
    return [(name, _bare(text)) for name, text in said]


def _bare(html: str) -> str:
    return re.sub("<[^>]+>", "", re.sub(r"https?://\S+|(?<![\w<])/\w+", "/menu", html))


SAID = _texts()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_message_has(fault: str) -> None:
    wrong = {
        (name, text[max(0, found.start() - 25) : found.end() + 25])
        for name, text in SAID
        if (found := re.search(FAULTS[fault], text)) is not None
    }
    assert sorted(wrong) == []
