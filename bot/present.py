"""How the bot presents itself: commands and descriptions, set at start when they changed.

Nothing here is needed to serve: a Bot API server that refuses these methods is logged, and the bot goes on.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial

import structlog
from handlers.commands import GROUP_COMMANDS, commands_for
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from locales import texts
from storage.choices import note, remembered
from storage.people import Role
from storage.store import Store

log = structlog.get_logger()


async def introduce(bot: Bot, store: Store) -> None:
    """Set the commands everybody sees and the bot's descriptions, in every language."""
    for language in texts.languages():
        private = commands_for(frozenset({Role.VOLUNTEER}), language)
        group = [(name, text) for name, text in private if name in GROUP_COMMANDS]
        about = texts.plain(language, "about/description", {}), texts.plain(language, "about/short", {})
        mark = hashlib.sha256(json.dumps([private, group, about]).encode()).hexdigest()
        if await store.read(partial(remembered, name=f"introduced:{bot.id}:{language}")) == mark:
            continue
        code = None if language == texts.FALLBACK else language
        try:
            commands = [BotCommand(name, text) for name, text in private]
            await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
            commands = [BotCommand(name, text) for name, text in group]
            await bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats(), language_code=code)
            await bot.set_my_description(about[0][:512], language_code=code)
            await bot.set_my_short_description(about[1][:120], language_code=code)
        except TelegramError as error:
            log.warning("telegram refuses our commands or description: serving without", why=str(error))
            continue
        await store.run(partial(note, name=f"introduced:{bot.id}:{language}", value=mark))
