"""Every message and label, rendered with edge values: valid for Telegram, within limits, careful typography."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import pytest

from bot.local_telegram.entities.html import parse_html
from locales import texts
from tests import samples

Samples = dict[str, list[dict[str, Any]]]
LANGUAGE = "fr"
BAD_SPACES = re.compile(r"\w[!?;](?!\w)|(?<=\w) [!?;:»]|« |\w'\w")
"""A high mark without its narrow space, an ordinary space where none may break, a straight apostrophe."""


def _collected(attribute: str) -> Samples:
    found: Samples = {}
    for module in pkgutil.iter_modules(samples.__path__):
        found |= getattr(importlib.import_module(f"tests.samples.{module.name}"), attribute, {})
    return found


MESSAGES = _collected("SAMPLES")
LABELS = _collected("LABEL_SAMPLES")


def _without_markup(html: str) -> str:
    return re.sub(r"<(code|pre|a)\b.*?</\1>|<[^>]+>|https?://\S+|/\w+", " ", html, flags=re.DOTALL)


def test_every_message_has_samples() -> None:
    shown = [name for name in texts.template_names(LANGUAGE) if not name.split("/")[-1].startswith("_")]
    assert [name for name in shown if name not in MESSAGES] == []


def test_no_sample_is_left_of_a_message_that_is_gone() -> None:
    assert sorted(set(MESSAGES) - set(texts.template_names(LANGUAGE))) == []


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_is_valid_short_and_well_set(name: str) -> None:
    assert MESSAGES[name], f"{name} has no sample"
    for context in MESSAGES[name]:
        html = texts.render(LANGUAGE, name, context)
        plain, _ = parse_html(html)
        assert plain.strip(), f"{name} says nothing with {context}"
        assert len(plain) <= 4096
        bare = (
            _without_markup(html).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'")
        )
        wrong = BAD_SPACES.search(bare)
        assert wrong is None, f"{name}: typography at {bare[max(0, wrong.start() - 20) : wrong.end() + 20]!r}"
        assert "None" not in plain
        assert "{{" not in plain


def _variables(key: str) -> set[str]:
    from jinja2 import meta

    speech = texts._speech(LANGUAGE)
    return set(meta.find_undeclared_variables(speech.environment.parse(speech.labels[key])))


@pytest.mark.parametrize("key", texts.label_keys(LANGUAGE))
def test_a_label_fits_a_button(key: str) -> None:
    contexts = LABELS.get(key, [{}])
    if _variables(key):
        assert key in LABELS, f"{key} has variables and no sample"
    for context in contexts:
        assert 0 < len(texts.label(LANGUAGE, key, context)) <= 64
