"""Sample contexts of every message and of the labels that show something, gathered from the modules beside."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

Samples = dict[str, list[dict[str, Any]]]


def messages() -> Samples:
    """By name of a message."""
    return _collected("SAMPLES")


def labels() -> Samples:
    """By key of a label; one that shows nothing needs none."""
    return _collected("LABEL_SAMPLES")


def _collected(attribute: str) -> Samples:
    found: Samples = {}
    for module in pkgutil.iter_modules(__path__):
        found |= getattr(importlib.import_module(f"{__name__}.{module.name}"), attribute, {})
    return found
