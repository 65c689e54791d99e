"""Starting, blocking, following links, joining and leaving, reading, pinning, renaming, voting, reacting."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.local_telegram import limits, reactions, voting
from bot.local_telegram.accounts import Account, BotAccount
from bot.local_telegram.acts.whereabouts import bot_named, group_named, is_member, message_named, must_write
from bot.local_telegram.acts.writing import speak, text_content
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import ActError
from bot.local_telegram.membership import set_blocked, set_status
from bot.local_telegram.posting import announce, post, without_reply
from bot.local_telegram.state import State

PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{0,{limits.START_PAYLOAD}}}")


def start(state: State, person: Account, bot: BotAccount, payload: str = "") -> Message:
    """Press Start: the private chat exists from now on; /start, with the link's payload, is sent."""
    if not PAYLOAD.fullmatch(payload):
        raise ActError(
            f"a start parameter has at most {limits.START_PAYLOAD} characters of A-Z a-z 0-9 _ -: {payload!r}"
        )
    chat = state.private_chat(person.id, bot.id)
    chat.started = True
    if chat.blocked:
        set_blocked(state, chat, False)
    state.save_chat(chat)
    state.tell("chat", chat)
    text = f"/start {payload}".strip()
    return speak(state, person, chat, text_content(text))


def open_link(state: State, person: Account, url: str, group: int | None = None) -> Message | Chat:
    """Follow a t.me link; the message sent by it, or the chat that only opened."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.hostname not in ("t.me", "telegram.me"):
        raise ActError(f"not a link into Telegram: {url}")
    path, asked = parts.path.strip("/"), parse_qs(parts.query, keep_blank_values=True)
    if path.startswith("+"):
        return join_by_link(state, person, path[1:])
    bot = bot_named(state, f"@{path}")
    if "startgroup" in asked:
        where = group_named(state, group)
        add_bot(state, person, where, bot)
        payload = asked["startgroup"][0]
        return speak(state, person, where, text_content(f"/start@{bot.username} {payload}".strip()))
    if "start" in asked:
        return start(state, person, bot, asked["start"][0])
    return state.private_chat(person.id, bot.id)


def join_by_link(state: State, person: Account, invite: str) -> Message | Chat:
    """Join the group an invite link belongs to."""
    for group in state.groups.values():
        if invite and group.invite == invite and not group.deleted:
            return join(state, person, group) or group
    raise ActError("this invite link is not valid", 404)


def join(state: State, person: Account, group: Chat) -> Message | None:
    """Enter a group, unless one was removed from it."""
    member = group.members.get(person.id)
    if member is not None and member.status == "kicked":
        raise ActError(f"{person.name} was removed from this group", 403)
    return set_status(state, group, person.id, "member", by=person.id)


def leave(state: State, person: Account, group: Chat) -> None:
    """Go out of a group."""
    if not is_member(group, person.id):
        raise ActError(f"{person.name} is not in this group", 403)
    set_status(state, group, person.id, "left", by=person.id)


def add_bot(state: State, person: Account, group: Chat, bot: BotAccount) -> None:
    """Add a bot to a group one is in."""
    must_write(state, person, group)
    if not bot.can_join_groups:
        raise ActError("this bot cannot be added to groups", 403)
    set_status(state, group, bot.id, "member", by=person.id)


def block(state: State, chat: Chat, blocked: bool = True) -> None:
    """Block or unblock the bot of a private chat."""
    if not chat.bot:
        raise ActError("only a private chat with a bot can be blocked")
    set_blocked(state, chat, blocked)


def vote(state: State, person: Account, chat: Chat, number: int, options: list[int]) -> Message:
    """Vote in a poll one sees."""
    message = message_named(chat, number)
    record = state.polls.get(message.payload.get("poll", {}).get("id", ""))
    if record is None:
        raise ActError("that message is not a poll")
    voting.vote(state, record, person.id, options)
    return message


def react(state: State, person: Account, chat: Chat, number: int, emoji: str | None) -> Message:
    """Put one's reaction under a message, or take it back."""
    message = message_named(chat, number)
    reactions.react(state, message, person.id, emoji)
    return message


def read(state: State, person: Account, chat: Chat) -> None:
    """Mark everything as read."""
    newest = chat.next_id - 1
    if chat.read.get(person.id, 0) != newest:
        chat.read[person.id] = newest
        state.save_chat(chat)
        state.tell_person("read", person.id, chat)


def pin(state: State, person: Account, chat: Chat, number: int) -> Message:
    """Pin a message."""
    must_write(state, person, chat)
    message = message_named(chat, number)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    announce(state, post(state, chat, person.id, {"pinned_message": without_reply(message.payload)}))
    state.tell("chat", chat)
    return message


def rename(state: State, person: Account, group: Chat, title: str) -> Message:
    """Give a group another title."""
    must_write(state, person, group)
    if group.private:
        raise ActError("only groups have a title")
    if not title.strip():
        raise ActError("a group has a title")
    group.title = title
    message = post(state, group, person.id, {"new_chat_title": title})
    announce(state, message)
    state.save_chat(group)
    state.tell("group", data=group)
    return message
