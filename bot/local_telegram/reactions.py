"""Emoji under messages."""

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Message
from bot.local_telegram.state import State


def react(state: State, message: Message, who: int, emoji: str | None) -> None:
    """Put one's reaction under a message, or take it back with None; bots hear of people's."""
    old = message.reactions.get(who)
    if old == emoji:
        return
    if emoji is None:
        message.reactions.pop(who, None)
    else:
        message.reactions[who] = emoji
    state.save_message(message)
    state.tell("reaction", message.chat, message)
    if who in state.people:
        _tell_bots(state, message, who, old, emoji)


def _tell_bots(state: State, message: Message, who: int, old: str | None, new: str | None) -> None:
    chat = message.chat
    update: Json = {
        "chat": state.chat_object(chat),
        "message_id": message.id,
        "user": state.user(who),
        "date": int(state.clock.time()),
        "old_reaction": _types(old),
        "new_reaction": _types(new),
    }
    # In groups only administrators hear of reactions.
    bots = [chat.bot] if chat.bot else [bot for bot in chat.bots_inside if chat.members[bot].admin]
    for bot in bots:
        state.queues[bot].put("message_reaction", update, chat.id)


def _types(emoji: str | None) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
