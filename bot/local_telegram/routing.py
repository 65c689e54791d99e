"""Which bots hear of a message: privacy mode in groups, everything in private."""

from typing import Any

from bot.local_telegram.accounts import BotAccount, Json
from bot.local_telegram.chats import Message
from bot.local_telegram.files import file_id, read_file_id
from bot.local_telegram.state import State

SERVICE_SIGNS = (
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "group_chat_created",
    "supergroup_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
)


def bots_that_see(state: State, message: Message) -> list[int]:
    """The bots an update about this message goes to; never the one that wrote it, nor for other bots' messages."""
    chat = message.chat
    if chat.private:
        return [chat.bot] if chat.bot and message.author != chat.bot else []
    if message.author in state.bots and not any(sign in message.payload for sign in SERVICE_SIGNS):
        return []
    return [
        bot
        for bot in chat.bots_inside
        if chat.members[bot].present and bot != message.author and _hears(state, message, state.bots[bot])
    ]


def _hears(state: State, message: Message, bot: BotAccount) -> bool:
    """Privacy mode, as the Bot API's page and BotFather describe it."""
    chat, payload = message.chat, message.payload
    if not bot.privacy_mode or chat.members[bot.id].admin:
        return True
    if any(sign in payload for sign in SERVICE_SIGNS) or message.via_bot == bot.id:
        return True
    replied = payload.get("reply_to_message")
    if replied is not None and replied["from"]["id"] == bot.id:
        return True
    return _speaks_to(state, message, bot)


def _speaks_to(state: State, message: Message, bot: BotAccount) -> bool:
    payload = message.payload
    text = payload.get("text") or payload.get("caption") or ""
    raw = text.encode("utf-16-le")
    at = f"@{bot.username}".lower()
    for entity in payload.get("entities") or payload.get("caption_entities") or ():
        start, stop = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        word = raw[start:stop].decode("utf-16-le", "replace").lower()
        if entity["type"] == "mention" and word == at:
            return True
        if entity["type"] == "bot_command" and start == 0:
            _, addressed, _ = word.partition("@")
            if addressed:
                return word.endswith(at)
            return message.chat.last_bot in (0, bot.id) or len(message.chat.bots_inside) == 1
    return False


def localized(payload: Json, bot: int) -> Json:
    """The message with file identifiers that this bot can use."""
    return _localized(payload, bot) if _has_files(payload) else payload


def _has_files(payload: Json) -> bool:
    return "date" in payload and any(name in payload or name in payload.get("reply_to_message", ()) for name in MEDIA)


MEDIA = ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")


def _localized(value: Any, bot: int) -> Any:
    if isinstance(value, list):
        return [_localized(one, bot) for one in value]
    if not isinstance(value, dict):
        return value
    changed = {name: _localized(inside, bot) for name, inside in value.items()}
    known = read_file_id(value["file_id"]) if isinstance(value.get("file_id"), str) else None
    if known is not None and known[0] != bot:
        changed["file_id"] = file_id(bot, known[1], str(value.get("width", "")))
    return changed
