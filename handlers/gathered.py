"""What conversations offer to others without knowing them: hooks found by the name of a module's attribute."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from handlers.routes import CONVERSATIONS


@cache
def gathered(attribute: str) -> tuple[Any, ...]:
    """Return the attribute of every conversation that has it, in the order of the table."""
    modules = [import_module(f"handlers.{name}") for name in CONVERSATIONS]
    return tuple(getattr(module, attribute) for module in modules if hasattr(module, attribute))
