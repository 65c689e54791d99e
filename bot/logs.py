"""Logs for the operator: one JSON line each on standard error, with no token in them."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger


def configure(token: str) -> None:
    """Set up logging; the token is blotted out wherever it would appear, in tracebacks too."""

    def blot(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {key: _blotted(value, token) for key, value in event.items()}

    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            blot,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _blotted(value: object, token: str) -> object:
    return value.replace(token, "<token>") if isinstance(value, str) and token else value
