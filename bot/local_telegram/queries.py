"""What a bot still has to answer, and what was posted on its behalf: presses, inline queries, inline messages."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.local_telegram.accounts import Json


@dataclass(slots=True)
class CallbackQuery:
    """A button press. ``chat_key`` and ``message_id`` say where, ``inline_id`` which inline message."""

    id: str
    bot: int
    person: int
    at: float
    chat_key: str = ""
    message_id: int = 0
    inline_id: str = ""
    answered: bool = False


@dataclass(slots=True, eq=False)
class InlineQuery:
    """Something typed after @bot, and the answer once it came."""

    id: str
    bot: int
    person: int
    query: str
    offset: str
    at: float
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    results: list[Json] = field(default_factory=list)
    button: Json | None = None
    next_offset: str = ""
    cached: bool = False


@dataclass(slots=True)
class InlineMessage:
    """A message posted by choosing an inline result: which message it is, in which chats' terms."""

    inline_id: str
    bot: int
    chat_key: str
    message_id: int

    def dump(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class CachedAnswer:
    """An answer to an inline query kept for others who type the same."""

    until: float
    results: list[Json]
    button: Json | None
    next_offset: str


CacheKey = tuple[Any, ...]
