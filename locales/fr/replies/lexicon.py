"""The wordings that answers are read with, kept in `.toml` files beside this module.

A file has `[parts]`, named pieces of patterns, used as `<name>` (those of
`shared.toml` are everywhere at hand), and tables of wordings: `any` is one pattern of
alternatives, `first` a list of patterns tried in order. Patterns are regular expressions over what `wording.said`
returns; one that takes several lines is joined without its line breaks and margins.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from locales.fr.numbers import NUMBER

_PART = re.compile(r"(?<!P)<([a-z_]+)>")


class Lexicon:
    """One file of wordings; its patterns are compiled when they are first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def pattern(self, table: str) -> re.Pattern[str]:
        """The one pattern of a table with `any`."""
        return _pattern(self._name, table)

    def patterns(self, table: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of a table with `first`, in order."""
        return _patterns(self._name, table)

    def rules(self, table: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """A list of tables, in order: what each has under `key`, and its pattern."""
        return _rules(self._name, table, key)


@cache
def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str, table: str) -> re.Pattern[str]:
    return _compiled(name, _tables(name)[table]["any"])


@cache
def _patterns(name: str, table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(name, [form]) for form in _tables(name)[table]["first"])


@cache
def _rules(name: str, table: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule[key], _compiled(name, rule["any"])) for rule in _tables(name)[table])


def warm() -> Iterator[None]:
    """Compile every pattern, one a step, so that the first answer that is read waits for none of them."""
    for name in ("agreement", "attitudes", "company", "days", "moments", "topics"):
        for table, wordings in _tables(name).items():
            for one in wordings if isinstance(wordings, list) else [wordings] if table != "parts" else []:
                if "any" in one:
                    _compiled(name, one["any"])
                for form in one.get("first", ()):
                    _compiled(name, [form])
                yield


def _compiled(name: str, forms: list[str]) -> re.Pattern[str]:
    return _compiled_once(name, tuple(forms))


@cache
def _compiled_once(name: str, forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_expanded(name, _joined(form)) for form in forms))


def _expanded(name: str, form: str) -> str:
    parts = _tables("shared")["parts"] | _tables(name).get("parts", {}) | {"number": NUMBER}
    while (found := _PART.search(form)) is not None:
        form = form[: found.start()] + _joined(parts[found[1]]) + form[found.end() :]
    return form


def _joined(form: str) -> str:
    return "".join(line.strip() for line in form.split("\n")) if "\n" in form else form
