"""Every message and label, in every language, with edge values: complete, valid for Telegram, within limits."""

from __future__ import annotations

import pytest
from jinja2 import meta, nodes

from bot.local_telegram.entities.html import parse_html
from locales import texts
from tests import samples

LANGUAGES = texts.languages()
MESSAGES = samples.messages()
LABELS = samples.labels()
EVERY_MESSAGE = [(language, name) for language in LANGUAGES for name in sorted(MESSAGES)]
EVERY_LABEL = [(language, key) for language in LANGUAGES for key in texts.label_keys(language)]


def test_every_message_has_samples() -> None:
    shown = [name for name in texts.template_names("fr") if not name.split("/")[-1].startswith("_")]
    assert [name for name in shown if name not in MESSAGES] == []


def test_no_sample_is_left_of_a_message_that_is_gone() -> None:
    assert sorted(set(MESSAGES) - set(texts.template_names("fr"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_and_no_label_is_missing_in_a_language(language: str) -> None:
    """The cure: write the same file under `locales/<language>/`, with the same variables."""
    for names in (texts.template_names, texts.label_keys):
        assert sorted(set(names("fr")) ^ set(names(language))) == []


def _used(language: str, source: str) -> set[str]:
    """The variables that a template uses, with those of what it includes."""
    environment = texts._speech(language).environment
    tree = environment.parse(source)
    found = set(meta.find_undeclared_variables(tree))
    for include in tree.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            assert environment.loader is not None
            inner = environment.loader.get_source(environment, include.template.value)[0]
            found |= _used(language, inner) - _given(tree)
    return found


def _given(tree: nodes.Template) -> set[str]:
    """The names that a template itself sets for what it includes."""
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}


@pytest.mark.parametrize("name", texts.template_names("fr"))
def test_a_message_tells_the_same_in_every_language(name: str) -> None:
    french = _used("fr", texts.source("fr", name))
    for language in LANGUAGES:
        assert _used(language, texts.source(language, name)) == french, language


@pytest.mark.parametrize("key", texts.label_keys("fr"))
def test_a_label_tells_the_same_in_every_language(key: str) -> None:
    french = _used("fr", texts._speech("fr").labels[key])
    for language in LANGUAGES:
        assert _used(language, texts._speech(language).labels[key]) == french, language


@pytest.mark.parametrize(("language", "name"), EVERY_MESSAGE)
def test_a_message_is_valid_and_short(language: str, name: str) -> None:
    assert MESSAGES[name], f"{name} has no sample"
    for context in MESSAGES[name]:
        plain, _ = parse_html(texts.render(language, name, context))
        assert plain.strip(), f"{name} says nothing with {context}"
        assert len(plain) <= 4096
        assert "None" not in plain
        assert "{{" not in plain
        assert "Undefined" not in plain


@pytest.mark.parametrize(("language", "key"), EVERY_LABEL)
def test_a_label_fits_a_button(language: str, key: str) -> None:
    contexts = LABELS.get(key, [{}])
    if _used(language, texts._speech(language).labels[key]):
        assert key in LABELS, f"{key} has variables and no sample"
    for context in contexts:
        assert 0 < len(texts.label(language, key, context)) <= 64
