"""What people typed is shown as they typed it, in every message: only our own sentences get our typography."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from locales import texts
from tests import samples

MESSAGES = samples.messages()
LABELS = samples.labels()
TYPED = "Ami vient à 9h : l'ok ! « voir »..."
KEPT = re.compile(r"Ami vient.{0,22}")


def _typed(value: Any) -> Any:
    """A sample in which everything that may be someone's prose is one careless sentence."""
    if isinstance(value, dict):
        return {name: _typed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return TYPED if isinstance(value, str) and (" " in value or value[:1].isupper()) else value


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_shows_it_as_it_was_typed(language: str, name: str) -> None:
    for context in MESSAGES[name]:
        said = texts.plain(language, name, _typed(context))
        for found in KEPT.findall(said):
            assert TYPED.startswith(found.partition("…")[0]), found


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("key", sorted(LABELS))
def test_a_button_shows_it_as_it_was_typed(language: str, key: str) -> None:
    for context in LABELS[key]:
        for found in KEPT.findall(texts.label(language, key, _typed(context))):
            assert TYPED.startswith(found.partition("…")[0]), found


@pytest.mark.parametrize("language", texts.languages())
def test_a_broadcast_leaves_letter_for_letter(language: str) -> None:
    body = '<b>Rendez-vous à 9h !</b>\n\n\n\n« l\'isolation » - "25m2" : 1250€...  fin'
    assert texts.render(language, "broadcasts/body", {"body": body}) == body


@pytest.mark.parametrize("language", texts.languages())
def test_markup_in_someones_words_is_shown_and_never_obeyed(language: str) -> None:
    said = texts.render(language, "welcome/ready", {"person": "<b>Léa</b> & \ue003\ue004\ue002co"})
    assert html.escape("<b>Léa</b> & co") in said


def test_words_of_ours_around_them_keep_their_typography() -> None:
    said = texts.render("fr", "companions/ask_consent", {"who": "Anne 9h !", "cooperative": "l'Entraide"})
    assert "le tuteur d’Anne 9h !, et" in said
    assert "La charte de l&#39;Entraide" in said
