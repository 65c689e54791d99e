"""Messages coming into being, changing and going, whoever wrote them; and which bots hear of it."""

from typing import Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.routing import SERVICE_SIGNS, bots_that_see, localized
from bot.local_telegram.state import State


def post(
    state: State,
    chat: Chat,
    author: int,
    content: Json,
    *,
    reply_to: Message | None = None,
    speaks_for_chat: bool = False,
    silent: bool = False,
) -> Message:
    """Put a message into a chat; the people in it see it, bots hear of what a person wrote."""
    message_id = chat.next_id
    chat.next_id = message_id + 1
    described = state.chat_object(chat)
    payload: Json = {"message_id": message_id}
    if speaks_for_chat:
        payload["from"] = ANONYMOUS
        payload["sender_chat"] = described
    else:
        payload["from"] = state.user(author)
    payload["chat"] = described
    payload["date"] = int(state.clock.time())
    payload |= content
    if reply_to is not None:
        payload["reply_to_message"] = without_reply(reply_to.payload)
    message = Message(chat, message_id, author, payload)
    message.silent = silent
    chat.messages[message_id] = message
    chat.typing = None
    if author in state.bots:
        chat.last_bot = author
    state.save_message(message)
    state.tell("message", chat, message)
    return message


ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def announce(state: State, message: Message, kind: str = "message") -> None:
    """Queue an update about a person's (or a service) message for the bots that see it."""
    for bot in bots_that_see(state, message):
        queue = state.queues[bot]
        if queue.wants(kind):
            queue.put(kind, localized(message.payload, bot), message.chat.id)


def change(state: State, message: Message, changes: Json, *, gone: tuple[str, ...] = (), dated: bool = True) -> None:
    """Put new content in the place of the old; those who look see it change."""
    payload = {name: value for name, value in message.payload.items() if name not in gone and name not in changes}
    markup = changes.pop("reply_markup", payload.pop("reply_markup", None) if "reply_markup" not in gone else None)
    if dated:
        payload["edit_date"] = int(state.clock.time())
    payload |= changes
    if markup is not None:
        payload["reply_markup"] = markup
    message.payload = payload
    state.save_message(message)
    state.tell("edited", message.chat, message)


def remove(state: State, chat: Chat, messages: list[Message]) -> None:
    """Take messages away for everyone."""
    for message in messages:
        message.deleted = True
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        state.save_message(message)
    state.tell("deleted", chat, data=[message.id for message in messages])


def without_reply(payload: Json) -> Json:
    """A message as another one quotes it: replies do not nest."""
    if "reply_to_message" not in payload:
        return payload
    return {name: value for name, value in payload.items() if name != "reply_to_message"}


def kind_of(payload: Json) -> str:
    """What a message is: text, photo, …, or service."""
    for name in KINDS:
        if name in payload:
            return name
    return "service"


KINDS = (
    "text",
    "photo",
    "animation",
    "document",
    "voice",
    "audio",
    "video_note",
    "video",
    "sticker",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
)


def service_name(payload: Json) -> str:
    return next((name for name in payload if name in SERVICE_SIGNS), "other")


def copied_content(payload: Json) -> Json:
    """What a copy or a forward of a message takes along."""
    left = ("message_id", "from", "sender_chat", "chat", "date", "edit_date", "reply_to_message", "reply_markup")
    more = ("forward_origin", "via_bot", "media_group_id", "has_protected_content")
    return {name: value for name, value in payload.items() if name not in left + more}


def origin_of(state: State, message: Message) -> Json:
    """Where a forwarded message came from: the first author stays, however often it is passed on."""
    payload = message.payload
    if "forward_origin" in payload:
        return dict(payload["forward_origin"])
    origin: dict[str, Any] = {"type": "user", "date": payload["date"], "sender_user": payload["from"]}
    if "sender_chat" in payload:
        origin = {"type": "chat", "date": payload["date"], "sender_chat": payload["sender_chat"]}
    return origin
