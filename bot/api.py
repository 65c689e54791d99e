"""Calls of the Bot API as they are: plain values go in, the plain result comes back.

python-telegram-bot's `Bot` builds an object for every button and every answer, which costs as much again as the call
itself; of what the outbox sends, only ids come back that matter. Requests, errors and files stay the library's.
"""

from __future__ import annotations

from typing import Any

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter


class Api:
    """The methods of one bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method with JSON values and InputFiles (None: left out); raise TelegramError."""
        given = [_parameter(name, value) for name, value in parameters.items() if value is not None]
        return await self.bot.request.post(f"{self.bot.base_url}/{method}", RequestData(given))


def _parameter(name: str, value: Any) -> RequestParameter:
    return (
        RequestParameter(name, None, [value]) if isinstance(value, InputFile) else RequestParameter(name, value, None)
    )
