"""How every French message reads: its spaces, apostrophes, plurals, elisions, and its manners."""

from __future__ import annotations

import re

import pytest

from locales import own_words, texts
from locales.fr.filters import FILTERS
from locales.fr.typography import elide
from tests import samples

MESSAGES = samples.messages()
LABELS = samples.labels()
P = own_words.PLACE  # stands for people's own words
ALONE = r"(?<![\d,.:/-])"  # no part of another number
THINGS = "place|personne|séance|journée|message|point|fichier|demande|ménage|groupe|adhésion|invitation|destinataire"
FAULTS = {
    "an ordinary space where none may break": rf"[\w{P}%)»”…] [;:!?»]|« |\d [h€%](?!\w)|\d (?:m²|km|kg|min)(?!\w)",
    "no space where one is due": rf"[\w{P})»][;!?](?!\w)|[\w{P})»]:(?=\s|$)|«[\w{P}]|[\w{P}.…!?]»|\d[h€%](?!\w)",
    "a straight apostrophe or quote": r"[\w]'\w|\"",
    "three points for an ellipsis": r"\.\.",
    "two spaces": r"\w  +\w",
    "a plural for nought or one": rf"{ALONE}[01][ \u00a0](?!(?:mars|fois|mois|avis|rendez-vous|sur)\b)\w+[sx]\b",
    "a singular for many": rf"{ALONE}(?:[2-9]|\d\d+)[ \u00a0](?:{THINGS})\b",
    "both forms in one": r"\w\((?:e|s|es|x|ne|trice)\)",
    "a point médian": r"\w[·•‧]\w",
    "words of an office": r"(?i)\b(?:veuillez|merci de bien vouloir|afin de|dans le cadre|procéder à|ci-après)\b",
    "a familiar «tu»": r"(?i)\b(?:tu|toi|ton|tes)\b",
    "English": r"(?i)\b(?:the|you|your|please|and|session is|click|cancel|ok|email|planning|feedback|check)\b",
}


def _texts() -> list[tuple[str, str]]:
    """Every message with every sample, and the labels that show nothing, without markup."""
    said = [(name, texts.ours("fr", name, context)) for name, contexts in MESSAGES.items() for context in contexts]
    said += [
        (key, texts.label("fr", key, context)) for key in texts.label_keys("fr") for context in LABELS.get(key, [{}])
    ]
    return [(name, _bare(text)) for name, text in said]


def _bare(html: str) -> str:
    text = re.sub(r"https?://\S+|(?<![\w<])/\w+", "/menu", html)
    text = re.sub("<[^>]+>", "", text)
    return text.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", '"')


SAID = _texts()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_message_has(fault: str) -> None:
    wrong = {
        (name, text[max(0, found.start() - 25) : found.end() + 25])
        for name, text in SAID
        if (found := re.search(FAULTS[fault], text)) is not None
    }
    assert sorted(wrong) == []


def test_every_word_is_elided_where_it_must_be() -> None:
    wrong = {
        (name, pair[0])
        for name, text in SAID
        for pair in re.finditer(r"(?<!-)\b(de|le|la|je|me|te|se|ce|ne|que|jusque|lorsque|puisque|si) (\w+)", text)
        if " " not in elide(pair[1], pair[2])[: len(pair[1]) + 1]
    }
    assert sorted(wrong) == []


UNELIDED = re.compile(r"\b(?:de|que|jusque) (?:<b>)?\{\{ (?!length|over)[\w.]+(?:\|shorten\(\d+\))? \}\}")


@pytest.mark.parametrize("name", texts.template_names("fr"))
def test_a_name_after_de_goes_through_the_filter_that_elides(name: str) -> None:
    assert UNELIDED.search(texts.source("fr", name)) is None


@pytest.mark.parametrize(
    ("insee", "said"),
    [("91338", "à Limours"), ("91692", "aux Ulis"), ("91494", "au Plessis-Pâté"), ("91457", "à La Norville")],
)
def test_a_commune_takes_its_article(insee: str, said: str) -> None:
    assert FILTERS["in_commune"](insee) == said


@pytest.mark.parametrize(
    ("insee", "said"),
    [("91338", "de Limours"), ("91471", "d’Orsay"), ("91692", "des Ulis"), ("91494", "du Plessis-Pâté")],
)
def test_one_leaves_from_a_commune_with_its_article(insee: str, said: str) -> None:
    assert FILTERS["from_commune"](insee) == said
