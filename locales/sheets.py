"""Sheets: what is printed. A Typst template a language, `locales/<language>/sheets/<name>.typ`, and plain data.

Data reaches a template as JSON in `sys.inputs.data` and is never put into its source: a name cannot become code.
What sheets share, stands in `locales/layouts/`.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from locales.texts import FALLBACK


def root() -> Path:
    """Return the folder below which templates may read."""
    return Path(str(resources.files("locales")))


def template(language: str, name: str) -> Path:
    """Return the template of a sheet, in another language where there is none; raise LookupError for no sheet."""
    for spoken in (language, FALLBACK):
        found = root() / spoken / "sheets" / f"{name}.typ"
        if name in names(spoken):
            return found
    raise LookupError(f"no sheet {name}")


def names(language: str) -> list[str]:
    """Return the names of the sheets of a language."""
    folder = root() / language / "sheets"
    return sorted(file.stem for file in folder.glob("*.typ"))
