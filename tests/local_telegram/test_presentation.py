"""Commands per scope and language, descriptions, menu button."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    MenuButtonWebApp,
    WebAppInfo,
)
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person


async def test_the_narrowest_scope_in_ones_language_wins(
    bot: Bot, telegram: LocalTelegram, lea: Person, paul: Person
) -> None:
    group = await telegram.group("Entraide", owner=lea, members=[paul])

    def shown(person: Person) -> tuple[list[str], list[str]]:
        from bot.local_telegram import PersonChat

        return person.chat.commands, PersonChat(telegram.state, group.chat, person.id).commands

    await bot.set_my_commands([("aide", "Aide")])
    assert shown(lea) == (["aide"], ["aide"])
    await bot.set_my_commands([("menu", "Menu")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([("agenda", "Agenda")], scope=BotCommandScopeAllGroupChats())
    assert shown(lea) == (["menu"], ["agenda"])
    await bot.set_my_commands([("diffuser", "Diffuser")], scope=BotCommandScopeChat(lea.id))
    await bot.set_my_commands([("regler", "Régler")], scope=BotCommandScopeAllChatAdministrators())
    assert shown(lea) == (["diffuser"], ["regler"])
    assert shown(paul) == (["menu"], ["agenda"])
    await bot.set_my_commands([("moi", "Moi")], scope=BotCommandScopeChatMember(group.id, paul.id))
    assert shown(paul)[1] == ["moi"]
    await bot.set_my_commands([("chat", "Chat")], scope=BotCommandScopeAllPrivateChats(), language_code="fr")
    assert shown(paul)[0] == ["chat"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(lea.id))
    assert shown(lea)[0] == ["chat"]
    assert [command.command for command in await bot.get_my_commands()] == ["aide"]


@pytest.mark.parametrize(
    "commands",
    [[("Agenda", "x")], [("é", "x")], [("x" * 33, "x")], [("a", "")], [("a", "x" * 257)], [("a", "x")] * 101],
)
async def test_commands_have_limits(bot: Bot, commands: list[tuple[str, str]]) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_commands(commands)


async def test_hundred_commands_of_full_length_pass(bot: Bot) -> None:
    assert await bot.set_my_commands([(f"a{number:031d}", "é" * 256) for number in range(100)])


async def test_descriptions_and_name_by_language(bot: Bot) -> None:
    await bot.set_my_description("Entraide")
    await bot.set_my_description("Mutual aid", language_code="en")
    assert (await bot.get_my_description()).description == "Entraide"
    assert (await bot.get_my_description(language_code="en")).description == "Mutual aid"
    await bot.set_my_short_description("Court")
    assert (await bot.get_my_short_description()).short_description == "Court"
    await bot.set_my_name("Entraide 91")
    assert (await bot.get_me()).first_name == "Entraide 91"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button_is_set_per_chat(bot: Bot, lea: Person, paul: Person) -> None:
    button = MenuButtonWebApp("Ouvrir", WebAppInfo("https://a.fr"))
    await bot.set_chat_menu_button(lea.id, button)
    assert lea.chat.view["menu_button"]["type"] == "web_app"
    assert paul.chat.view["menu_button"]["type"] == "commands"
    assert (await bot.get_chat_menu_button(lea.id)).type == "web_app"
