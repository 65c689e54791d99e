"""Writing and sending: text, files, places, contacts, albums, forwards; editing and deleting one's own."""

import struct
import zlib
from functools import cache
from typing import Any

from bot.local_telegram import limits, media
from bot.local_telegram.accounts import Account, Json
from bot.local_telegram.acts.whereabouts import message_named, must_write
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.entities import formatted
from bot.local_telegram.errors import ActError, ApiError
from bot.local_telegram.posting import announce, change, copied_content, kind_of, origin_of, post, remove
from bot.local_telegram.state import State

NAMES = {
    "photo": "photo.png",
    "document": "document.txt",
    "voice": "voice.oga",
    "audio": "audio.mp3",
    "video": "video.mp4",
    "video_note": "note.mp4",
    "animation": "animation.mp4",
    "sticker": "sticker.webp",
}


def speak(
    state: State,
    person: Account,
    chat: Chat,
    content: Json,
    reply_to: int | None = None,
    *,
    via_bot: int = 0,
    inline_id: str | None = None,
) -> Message:
    """Post what a person sends (with ``via_bot``: what that bot made for them) and let the bots hear of it."""
    must_write(state, person, chat)
    replied = message_named(chat, reply_to) if reply_to else None
    if replied is None and chat.force_reply is not None and chat.private:
        replied = chat.messages.get(chat.force_reply["message"])
    chat.force_reply = None
    member = None if chat.private else chat.members[person.id]
    anonymous = bool(member and member.anonymous and member.admin)
    message = post(state, chat, person.id, content, reply_to=replied, speaks_for_chat=anonymous)
    message.via_bot, message.inline_id = via_bot, inline_id
    chat.read[person.id] = message.id
    announce(state, message)
    return message


def text_content(text: str, entities: list[Json] | None = None) -> Json:
    """A text as its message carries it. Raises ActError when Telegram's app could not send it as one message."""
    try:
        shown, found = formatted(text, "", entities)
    except ApiError as refused:
        raise ActError(refused.description) from refused
    if not shown:
        raise ActError("the text is empty")
    if len(shown) > limits.TEXT:
        raise ActError(f"the text has more than {limits.TEXT} characters: the app would split it")
    return {"text": shown, "entities": found} if found else {"text": shown}


def write(
    state: State,
    person: Account,
    chat: Chat,
    text: str,
    reply_to: int | None = None,
    entities: list[Json] | None = None,
) -> Message:
    """Write a text."""
    return speak(state, person, chat, text_content(text, entities), reply_to)


def rewrite(state: State, person: Account, chat: Chat, number: int, text: str) -> Message:
    """Edit one's own text or caption; the bots that see it get edited_message."""
    message = own_message(person, chat, number)
    must_write(state, person, chat)
    content = text_content(text)
    field = "text" if "text" in message.payload else "caption"
    if field == "caption":
        content = {"caption" if name == "text" else "caption_entities": value for name, value in content.items()}
    change(state, message, content, gone=("entities",) if field == "text" else ("caption_entities",))
    announce(state, message, "edited_message")
    return message


def own_message(person: Account, chat: Chat, number: int) -> Message:
    message = message_named(chat, number)
    if message.author != person.id:
        raise ActError("that message is someone else’s", 403)
    return message


def delete(state: State, person: Account, chat: Chat, number: int) -> None:
    """Delete a message for everyone: one's own, or any in a private chat. Bots are not told."""
    message = message_named(chat, number) if chat.private else own_message(person, chat, number)
    remove(state, chat, [message])


def file_content(
    state: State,
    chat: Chat,
    kind: str,
    content: bytes | None = None,
    *,
    name: str = "",
    mime_type: str = "",
    caption: str = "",
    duration: int = 0,
    emoji: str = "",
    size: int = 0,
) -> Json:
    """A file as its message carries it; one is made up when no bytes are given (of ``size`` bytes, if named)."""
    body = content if content is not None else made_up(state, kind, size)
    if kind not in NAMES:
        raise ActError(f"unknown kind of file {kind!r}")
    home = chat.bot or next(iter(chat.bots_inside), 0)
    try:
        stored = media.store(state, kind, body, name or NAMES[kind], mime_type, duration or 1)
    except ApiError as refused:
        raise ActError(refused.description) from refused
    described = media.described(stored, home)
    if kind == "sticker" and isinstance(described, dict):
        described["emoji"] = emoji or "👍"
    made: Json = {kind: described}
    if kind == "animation" and isinstance(described, dict):
        made["document"] = {
            name: value for name, value in described.items() if name not in ("duration", "width", "height")
        }
    if caption:
        typed = text_content(caption)
        made["caption"] = typed["text"]
        if "entities" in typed:
            made["caption_entities"] = typed["entities"]
    return made


def made_up(state: State, kind: str, size: int = 0) -> bytes:
    """Bytes nobody had sent before: a small picture, or as many random bytes as asked."""
    salt = state.random.randbytes(16)
    if kind in ("photo", "sticker"):
        picture = _picture() + salt
        return picture + bytes(max(0, size - len(picture)))
    return salt + bytes(max(0, (size or 64) - len(salt)))


@cache
def _picture() -> bytes:
    """A grey PNG of 640 × 480."""
    rows = (b"\0" + b"\xa0" * 640) * 480
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 640, 480, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    packed = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + packed


def contact_content(person: Account, given: dict[str, Any]) -> Json:
    """One's own contact, or another's as given."""
    if not given.get("phone_number"):
        own: Json = {"phone_number": person.phone_number, "first_name": person.first_name, "user_id": person.id}
        return {"contact": own | ({"last_name": person.last_name} if person.last_name else {})}
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return {"contact": {"first_name": "", **{name: given[name] for name in names if given.get(name) is not None}}}


def place_content(latitude: float, longitude: float, title: str = "", address: str = "") -> Json:
    """A location, or a venue when it has a title."""
    point = {"latitude": latitude, "longitude": longitude}
    if not title:
        return {"location": point}
    return {"location": point, "venue": {"location": point, "title": title, "address": address}}


def send_album(state: State, person: Account, chat: Chat, contents: list[Json]) -> list[Message]:
    """Send pictures or documents together: several messages, one media_group_id."""
    fewest, most = limits.ALBUM
    if not fewest <= len(contents) <= most:
        raise ActError(f"an album has {fewest} to {most} items")
    album = str(13_000_000_000_000_000 + state.next("album"))
    return [speak(state, person, chat, {"media_group_id": album, **content}) for content in contents]


def forward(state: State, person: Account, source: Message, chat: Chat) -> Message:
    """Forward a message into a chat."""
    if source.payload.get("has_protected_content"):
        raise ActError("the message is protected: it cannot be forwarded", 403)
    if kind_of(source.payload) == "service":
        raise ActError("service messages cannot be forwarded")
    content = {"forward_origin": origin_of(state, source), **copied_content(source.payload)}
    return speak(state, person, chat, content)
