"""Pressing buttons: under messages and on the reply keyboard."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from bot.local_telegram.accounts import Account, Json
from bot.local_telegram.acts.whereabouts import is_member, message_named, must_write
from bot.local_telegram.acts.writing import contact_content, place_content, speak, text_content
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import ActError
from bot.local_telegram.markup import button_kind, key_kind
from bot.local_telegram.queries import CallbackQuery
from bot.local_telegram.routing import localized
from bot.local_telegram.state import State

QUERIES_KEPT = 20_000
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(slots=True)
class Pressed:
    """What pressing a button led to: a query to the bot, or an address or inline query for the app itself."""

    kind: str
    query_id: str = ""
    url: str = ""
    query: str = ""
    message: Message | None = None


def plain(text: str) -> str:
    """With ordinary spaces, for comparing labels."""
    return text.translate(SPACES)


def labelled(chat: Chat, label: str, message: Message | None = None) -> tuple[Message, int, int]:
    """(message, row, column) of the button with that label on the newest message that has one; exact labels win."""
    places = [message] if message is not None else list(reversed(chat.shown()))
    wanted = plain(label)
    for exact in (True, False):
        for place in places:
            for row, buttons in enumerate(rows_of(place)):
                for column, button in enumerate(buttons):
                    shown = plain(button["text"])
                    if shown == wanted or (not exact and wanted in shown):
                        return place, row, column
    raise ActError(f"no button {label!r} is shown", 404)


def rows_of(message: Message) -> list[list[Json]]:
    markup: Json = message.payload.get("reply_markup") or {}
    rows: list[list[Json]] = markup.get("inline_keyboard", [])
    return rows


def press(
    state: State,
    person: Account,
    chat: Chat,
    *,
    message: int | None = None,
    row: int | None = None,
    col: int | None = None,
    label: str | None = None,
    data: str | None = None,
    inaccessible: bool = False,
) -> Pressed:
    """Press a button, named by place or label; with ``data`` whatever is or was there is pressed with that data."""
    if person.deactivated or (not chat.private and not is_member(chat, person.id)):
        raise ActError(f"{person.name} does not see this chat", 403)
    place = message_named(chat, message, gone=data is not None) if message is not None else None
    if data is not None:
        place = place or next((m for m in reversed(chat.shown()) if m.author in state.bots or m.via_bot), None)
        if place is None:
            raise ActError("there is no message to press on", 404)
        return _query(state, person, place, data, inaccessible)
    if label is not None:
        place, row, col = labelled(chat, label, place)
    if place is None or row is None:
        raise ActError("say which button: label, or message with row and col, or data")
    try:
        button = rows_of(place)[row][col or 0]
    except IndexError:
        raise ActError(f"there is no button at row {row}, column {col or 0}", 404) from None
    return _pressed(state, person, place, button, inaccessible)


def _pressed(state: State, person: Account, place: Message, button: Json, inaccessible: bool) -> Pressed:
    kind = button_kind(button)
    if kind == "callback":
        return _query(state, person, place, button["callback_data"], inaccessible)
    if kind == "switch_inline":
        chosen = button.get("switch_inline_query_chosen_chat", {}).get("query", "")
        return Pressed(kind, query=button.get("switch_inline_query", chosen), message=place)
    if kind == "switch_inline_here":
        return Pressed(kind, query=button["switch_inline_query_current_chat"], message=place)
    target: Any = button.get("url") or button.get("web_app", {}).get("url") or button.get("login_url", {}).get("url")
    return Pressed(kind, url=target or "", query=button.get("copy_text", {}).get("text", ""), message=place)


def _query(state: State, person: Account, place: Message, data: str, inaccessible: bool) -> Pressed:
    bot = place.via_bot or (place.author if place.author in state.bots else 0)
    if not bot:
        raise ActError("that message is not a bot’s")
    chat = place.chat
    query = CallbackQuery(str(state.random.randrange(10**18, 10**19)), bot, person.id, state.clock.time(), chat.key)
    query.message_id, query.inline_id = place.id, place.inline_id or ""
    state.callbacks[query.id] = query
    while len(state.callbacks) > QUERIES_KEPT:
        del state.callbacks[next(iter(state.callbacks))]
    update: Json = {"id": query.id, "from": person.user}
    if query.inline_id:
        update["inline_message_id"] = query.inline_id
    elif inaccessible or place.deleted:
        update["message"] = {"chat": place.payload["chat"], "message_id": place.id, "date": 0}
    else:
        update["message"] = localized(place.payload, bot)
    update |= {"chat_instance": str(crc32(chat.key.encode())), "data": data}
    state.queues[bot].put("callback_query", update, chat.id if not query.inline_id else person.id)
    return Pressed("callback", query_id=query.id, message=place)


def press_key(state: State, person: Account, chat: Chat, label: str, given: dict[str, Any]) -> Message:
    """Press a button of the reply keyboard: its text, one's contact or a location is sent."""
    must_write(state, person, chat)
    if chat.keyboard is None:
        raise ActError("no keyboard is shown", 404)
    wanted = plain(label)
    keys = [key for row in chat.keyboard["keyboard"] for key in row]
    exact = [key for key in keys if plain(key["text"]) == wanted] or [
        key for key in keys if wanted in plain(key["text"])
    ]
    if not exact:
        raise ActError(f"no key {label!r} is shown", 404)
    if chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
        state.save_chat(chat)
        state.tell("chat", chat)
    return speak(state, person, chat, _key_content(person, exact[0], given))


def _key_content(person: Account, key: Json, given: dict[str, Any]) -> Json:
    kind = key_kind(key)
    if kind == "request_contact":
        return contact_content(person, {})
    if kind == "request_location":
        return place_content(float(given.get("latitude", 48.63)), float(given.get("longitude", 2.44)))
    if kind != "text":
        raise ActError(f"a key of kind {kind} is not simulated")
    return text_content(key["text"])
