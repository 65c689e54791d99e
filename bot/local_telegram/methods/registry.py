"""The methods that are simulated, by name in small letters."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.local_telegram.methods.call import Call

Handler = Callable[[Call], Any | Awaitable[Any]]
HANDLERS: dict[str, Handler] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a function as what these methods do; it returns the result or raises ApiError."""

    def register(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name.lower()] = handler
        return handler

    return register
