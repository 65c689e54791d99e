"""Turns the name of a message and its context into what a person reads.

A message is a jinja2 template, `locales/<language>/templates/<handler>/<message>.j2`; the label of a button is a line
of `locales/<language>/labels/<handler>.toml`, itself a small template. Values are escaped for Telegram's HTML;
the language's `typeset` then puts its typography right, so authors type plain spaces and apostrophes. It leaves
people's own words as they are (see `own_words`).
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cache
from importlib import import_module, resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from locales import own_words

FALLBACK = "fr"
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+\n")


def languages() -> list[str]:
    """Return the languages there are, each a folder with templates."""
    folders = resources.files("locales").iterdir()
    return sorted(folder.name for folder in folders if folder.is_dir() and folder.joinpath("templates").is_dir())


def render(language: str, name: str, context: Mapping[str, Any]) -> str:
    """Return a message as Telegram HTML; raise jinja2.TemplateError when it cannot be rendered."""
    text, theirs = _set(_speech(language), _speech(language).template(name), context)
    return own_words.put_back(text, theirs)


def ours(language: str, name: str, context: Mapping[str, Any]) -> str:
    """Return a message as HTML with `own_words.PLACE` for people's own words: what is ours to write well."""
    return _set(_speech(language), _speech(language).template(name), context)[0]


def label(language: str, key: str, context: Mapping[str, Any]) -> str:
    """Return the label of a button (plain text, at most 64 characters); raise KeyError when there is none."""
    speech = _speech(language)
    text = html.unescape(own_words.put_back(*_set(speech, speech.label(key), context)))
    return text if len(text) <= 64 else text[:63].rstrip() + "…"


def plain(language: str, name: str, context: Mapping[str, Any]) -> str:
    """Return a message without its markup: for toasts and files."""
    return html.unescape(re.sub(r"<[^>]+>", "", render(language, name, context)))


def template_names(language: str) -> list[str]:
    """Return the names of all messages of a language."""
    return sorted(name.removesuffix(".j2") for name in _speech(language).environment.list_templates(extensions=["j2"]))


def source(language: str, name: str) -> str:
    """Return the template of a message as its author wrote it."""
    environment = _speech(language).environment
    assert environment.loader is not None
    return environment.loader.get_source(environment, f"{name}.j2")[0]


def label_keys(language: str) -> list[str]:
    """Return the keys of all labels of a language."""
    return sorted(_speech(language).labels)


def _set(speech: _Speech, template: Template, context: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Render a template, with the language's typography; people's own words are set aside."""
    text, theirs = own_words.set_aside(template.render(own_words.own(context)))
    return speech.typeset(_BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip()), theirs


class _Environment(Environment):
    """Globals are set once, so that each template may have its own copy: a chain of maps is slow to go through."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Speech:
    """One language: its templates, labels and typography."""

    def __init__(self, language: str) -> None:
        module = import_module(f"locales.{language}.filters")
        self.typeset: Callable[[str], str] = module.typeset
        self.environment = _Environment(
            loader=PackageLoader("locales", f"{language}/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=own_words.shown,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.environment.filters.update(module.FILTERS)
        self.environment.globals.update(module.GLOBALS)
        self.environment.globals["words"] = self.words
        self.labels = dict(_labels(language))
        self._compiled: dict[str, Template] = {}

    def template(self, name: str) -> Template:
        return self.environment.get_template(f"{name}.j2")

    def words(self, key: str, otherwise: str | None = None) -> str:
        """Words of a label, for a message that names it; without `otherwise`, raise KeyError where there are none."""
        return self.labels[key] if otherwise is None else self.labels.get(key, otherwise)

    def label(self, key: str) -> Template:
        if key not in self._compiled:
            self._compiled[key] = self.environment.from_string(self.labels[key])
        return self._compiled[key]


@cache
def _speech(language: str) -> _Speech:
    return _Speech(language if language in languages() else FALLBACK)


def _labels(language: str) -> Iterator[tuple[str, str]]:
    folder = resources.files("locales").joinpath(language, "labels")
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            group = file.name.removesuffix(".toml")
            for key, text in tomllib.loads(file.read_text(encoding="utf-8")).items():
                yield f"{group}.{key}", text
