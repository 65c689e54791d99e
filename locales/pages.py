"""Pages to read outside Telegram: whole HTML files that need nothing else, and fetch nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from locales import texts
from locales.filters import commune_name

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #bbb}"
    "dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.15rem 1rem;margin:.8rem 0;padding-bottom:.6rem;"
    "border-bottom:1px dotted #ccc}dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING: tuple[object, ...] = (None, "", [], {})


def data_page(language: str, held: dict[str, Any]) -> str:
    """Return all that is held of a person (see `storage/exporting.py`) as a page: a heading for each kind of thing."""
    say = partial(_label, language)
    title = html.escape(say("rights.page_title", {}))
    intro = texts.render(language, "rights/_page_intro", {"made": held["made_at"]})
    body = "".join(_section(language, name, rows) for name, rows in held["data"].items())
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1><p>{intro}</p>{body}</body></html>\n"
    )


def _section(language: str, table: str, rows: list[dict[str, Any]]) -> str:
    heading = html.escape(_label(language, f"rights.table_{table}", {}) or _spaced(table))
    return f"<h2>{heading}</h2>" + "".join(f"<dl>{''.join(_entries(language, row))}</dl>" for row in rows)


def _entries(language: str, row: dict[str, Any]) -> Iterator[str]:
    for column, value in row.items():
        if value not in _NOTHING:
            name, shown = _column(language, column), _shown(language, column, value)
            yield f"<dt>{html.escape(name)}</dt><dd>{html.escape(shown)}</dd>"


def _shown(language: str, column: str, value: Any) -> str:
    """A value as a person reads it: moments, days, communes and known words of ours; anything else as it is."""
    if isinstance(value, dict):
        said = {name: _shown(language, name, inner) for name, inner in value.items() if inner not in _NOTHING}
        return "\n".join(f"{_column(language, name)} : {text}" for name, text in said.items())
    if isinstance(value, list):
        return ", ".join(_shown(language, column, inner) for inner in value if inner not in _NOTHING)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if _MOMENT.fullmatch(text) or _DAY.fullmatch(text):
        return texts.plain(language, "rights/_moment", {"moment": text})
    if column == "commune":
        return commune_name(text)
    return _label(language, f"rights.value_{text}", {}) or text if re.fullmatch(r"[a-z_]+", text) else text


def _label(language: str, key: str, context: dict[str, Any]) -> str:
    """A label, or nothing where there is none."""
    return texts.label(language, key, context) if key in texts.label_keys(language) else ""


def _column(language: str, name: str) -> str:
    return _label(language, f"rights.column_{name}", {}) or _spaced(name)


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()
