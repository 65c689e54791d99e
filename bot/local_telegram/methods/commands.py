"""The commands a bot shows, per scope and language."""

import re

from bot.local_telegram import limits
from bot.local_telegram.accounts import BotAccount, Json
from bot.local_telegram.chats import Chat
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.state import State

Scope = tuple[str | int, ...]
NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    commands = call.get("commands", [])
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    listed = [_command(command) for command in commands]
    names = [command["command"] for command in listed]
    if len(set(names)) < len(names):
        raise bad_request("BOT_COMMAND_DUPLICATE")
    key = (_scope(call), _language(call))
    if listed:
        call.bot.commands[key] = listed
    else:
        call.bot.commands.pop(key, None)
    _changed(call)
    return True


def _command(command: Json) -> Json:
    name, description = command["command"].removeprefix("/"), command["description"].strip()
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get((_scope(call), _language(call)), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop((_scope(call), _language(call)), None)
    _changed(call)
    return True


def _language(call: Call) -> str:
    language: str = call.get("language_code", "")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _scope(call: Call) -> Scope:
    scope = call.get("scope", {"type": "default"})
    kind = scope["type"]
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return (kind,)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = Call(call.state, call.options, call.bot, call.method, {"chat_id": scope["chat_id"]}).chat(access="read")
    if kind != "chat" and chat.private:
        raise bad_request("can't use the scope in a private chat")
    return (kind, chat.id, scope["user_id"]) if kind == "chat_member" else (kind, chat.id)


def _changed(call: Call) -> None:
    call.state.save_bot(call.bot)
    call.state.tell("bot", data=call.bot)


def shown_commands(state: State, bot: BotAccount, chat: Chat, person: int) -> list[Json]:
    """The commands that person sees in that chat: the narrowest scope that has some, in their language first."""
    language = state.people[person].language_code[:2]
    for scope in _scopes(chat, person):
        for tongue in (language, ""):
            listed = bot.commands.get((scope, tongue))
            if listed:
                return listed
    return []


def _scopes(chat: Chat, person: int) -> list[Scope]:
    """From narrow to wide, as the Bot API's page orders them."""
    if chat.private:
        return [("chat", chat.id), ("all_private_chats",), ("default",)]
    scopes: list[Scope] = [("chat_member", chat.id, person)]
    member = chat.members.get(person)
    if member is not None and member.admin:
        scopes += [("chat_administrators", chat.id), ("chat", chat.id), ("all_chat_administrators",)]
    else:
        scopes.append(("chat", chat.id))
    return [*scopes, ("all_group_chats",), ("default",)]
