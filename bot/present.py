"""How the bot presents itself: commands and descriptions, set at start when they changed.

Nothing here is needed to serve: a Bot API server that refuses these methods is logged, and the bot goes on.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from functools import partial

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from handlers.commands import GROUP_COMMANDS, commands_for
from locales import texts
from storage import people
from storage.choices import note, remembered, remembered_names
from storage.people import Person, Role
from storage.store import Store, Unit

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


EVERY = 60.0  # seconds between looks for roles and languages that changed
SPECIAL = (Role.HOUSEHOLD, Role.SUPERVISOR, Role.COACH, Role.PARTNER, Role.COORDINATOR)


async def keep_commands(bot: Bot, store: Store) -> None:
    """Show each person who holds a role, or chose a language, their own commands; until cancelled."""
    while True:
        await show_own_commands(bot, store)
        await asyncio.sleep(EVERY)


async def show_own_commands(bot: Bot, store: Store) -> None:
    """Show their commands to those whose role or language changed."""
    for person in await store.read(partial(_with_own_commands, bot_id=bot.id)):
        await _show_commands(bot, store, person)


async def _with_own_commands(unit: Unit, bot_id: int) -> list[Person]:
    """Those whom the general commands do not fit, and those who once had others."""
    special = {person.id: person for person in await people.with_role(unit, *SPECIAL)}
    special |= {person.id: person for person in await people.reading_other_than(unit, texts.FALLBACK)}
    before = [int(name.rpartition(":")[2]) for name in await remembered_names(unit, f"commands:{bot_id}:")]
    special |= {person.id: person for person in await people.of_ids(unit, set(before) - set(special))}
    return list(special.values())


async def _show_commands(bot: Bot, store: Store, person: Person) -> None:
    if person.telegram_id is None or person.unreachable:
        return
    shown = commands_for(person.roles, person.language)
    mark = hashlib.sha256(json.dumps(shown).encode()).hexdigest()
    name = f"commands:{bot.id}:{person.id}"
    if await store.read(partial(remembered, name=name)) == mark:
        return
    try:
        scope = BotCommandScopeChat(person.telegram_id)
        await bot.set_my_commands([BotCommand(command, text) for command, text in shown], scope=scope)
    except TelegramError as error:
        log.warning("telegram refuses a person's commands", why=str(error))
    await store.run(partial(note, name=name, value=mark))
