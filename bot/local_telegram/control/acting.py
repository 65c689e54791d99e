"""Acting as a person: one entry per act."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from bot.local_telegram.accounts import Account, Json
from bot.local_telegram.acts import buttons, inline, places, writing
from bot.local_telegram.acts.whereabouts import bot_named, chat_named, message_named
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import ActError
from bot.local_telegram.state import State
from bot.local_telegram.views import chat_view, message_view

FILES = ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker")
Act = Callable[[Account, Json], Json | Awaitable[Json]]


class Acting:
    """The acts of docs/local-telegram.md."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._acts: dict[str, Act] = {
            "start": self._start,
            "open_link": self._open_link,
            "text": self._text,
            "edit": self._edit,
            "press": self._press,
            "keyboard": self._keyboard,
            "location": self._location,
            "contact": self._contact,
            "album": self._album,
            "dice": self._dice,
            "forward": self._forward,
            "inline": self._inline,
            "choose": self._choose,
            "vote": self._vote,
            "react": self._react,
            "delete": self._delete,
            "block": self._block,
            "unblock": self._unblock,
            "join": self._join,
            "leave": self._leave,
            "add_bot": self._add_bot,
            "pin": self._pin,
            "title": self._title,
            "typing": lambda _person, _given: {},
            "read": self._read,
        }

    async def act(self, person: Account, name: str, given: Json) -> Json:
        """Carry out one act. Raises ActError."""
        if name in FILES:
            return self._file(person, name, given)
        act = self._acts.get(name)
        if act is None:
            raise ActError(f"there is no act {name!r}; there are: {', '.join(sorted([*self._acts, *FILES]))}", 404)
        result = act(person, given)
        return await result if isinstance(result, Awaitable) else result

    def _chat(self, person: Account, given: Json) -> Chat:
        reference: Any = given.get("chat")
        if isinstance(reference, dict):
            reference = reference.get("friend")
        return chat_named(self._state, person, reference)

    def _shown(self, person: Account, message: Message) -> Json:
        return {"message": message_view(self._state, message, message.payload, person.id)}

    def _start(self, person: Account, given: Json) -> Json:
        bot = bot_named(self._state, given.get("chat"))
        return self._shown(person, places.start(self._state, person, bot, given.get("payload") or ""))

    def _open_link(self, person: Account, given: Json) -> Json:
        opened = places.open_link(self._state, person, _needed(given, "url"), given.get("group"))
        if isinstance(opened, Message):
            return self._shown(person, opened)
        return {"chat": chat_view(self._state, opened, person.id)}

    def _text(self, person: Account, given: Json) -> Json:
        chat, text = self._chat(person, given), str(_needed(given, "text"))
        sent = writing.write(self._state, person, chat, text, given.get("reply_to"), given.get("entities"))
        return self._shown(person, sent)

    def _edit(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        edited = writing.rewrite(self._state, person, chat, _needed(given, "message"), str(_needed(given, "text")))
        return self._shown(person, edited)

    def _press(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        names = ("message", "row", "col", "label", "data", "inaccessible")
        pressed = buttons.press(self._state, person, chat, **{name: given[name] for name in names if name in given})
        shown = {"query_id": pressed.query_id, "url": pressed.url, "query": pressed.query}
        on = {"message": pressed.message.id} if pressed.message else {}
        return {"kind": pressed.kind, **{name: value for name, value in shown.items() if value}, **on}

    def _keyboard(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        return self._shown(person, buttons.press_key(self._state, person, chat, _needed(given, "label"), given))

    def _file(self, person: Account, kind: str, given: Json) -> Json:
        chat = self._chat(person, given)
        content = self._file_content(chat, kind, given)
        return self._shown(person, writing.speak(self._state, person, chat, content, given.get("reply_to")))

    def _file_content(self, chat: Chat, kind: str, given: Json) -> Json:
        body = base64.b64decode(given["base64"], validate=True) if given.get("base64") else None
        names = ("name", "mime_type", "caption", "duration", "emoji", "size")
        facts = {name: given[name] for name in names if given.get(name)}
        return writing.file_content(self._state, chat, kind, body, **facts)

    def _location(self, person: Account, given: Json) -> Json:
        place = writing.place_content(
            float(_needed(given, "latitude")),
            float(_needed(given, "longitude")),
            given.get("title") or "",
            given.get("address") or "",
        )
        return self._send(person, given, place)

    def _send(self, person: Account, given: Json, content: Json) -> Json:
        chat = self._chat(person, given)
        return self._shown(person, writing.speak(self._state, person, chat, content, given.get("reply_to")))

    def _contact(self, person: Account, given: Json) -> Json:
        return self._send(person, given, writing.contact_content(person, given))

    def _dice(self, person: Account, given: Json) -> Json:
        value = self._state.random.randint(1, 6)
        return self._send(person, given, {"dice": {"emoji": given.get("emoji") or "🎲", "value": value}})

    def _album(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        contents = [self._file_content(chat, item.get("kind", "photo"), item) for item in _needed(given, "items")]
        sent = writing.send_album(self._state, person, chat, contents)
        return {"messages": [self._shown(person, message)["message"] for message in sent]}

    def _forward(self, person: Account, given: Json) -> Json:
        source_chat = chat_named(self._state, person, given.get("from_chat"))
        source = message_named(source_chat, _needed(given, "message"))
        return self._shown(person, writing.forward(self._state, person, source, self._chat(person, given)))

    async def _inline(self, person: Account, given: Json) -> Json:
        bot, chat = bot_named(self._state, given.get("bot")), self._chat(person, given)
        seconds = float(given.get("timeout") or 10)
        query, offset = given.get("query") or "", given.get("offset") or ""
        asked = await inline.ask(self._state, person, bot, query, chat, offset, seconds)
        results = [result["shown"] for result in asked.results]
        facts = {"button": asked.button, "next_offset": asked.next_offset, "cached": asked.cached}
        return {"inline_query_id": asked.id, "results": results, **facts}

    def _choose(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        query_id, result = str(_needed(given, "inline_query_id")), str(_needed(given, "result"))
        return self._shown(person, inline.choose(self._state, person, query_id, result, chat))

    def _vote(self, person: Account, given: Json) -> Json:
        options = [int(option) for option in given.get("options", [])]
        chat = self._chat(person, given)
        return self._shown(person, places.vote(self._state, person, chat, _needed(given, "message"), options))

    def _react(self, person: Account, given: Json) -> Json:
        chat = self._chat(person, given)
        return self._shown(
            person, places.react(self._state, person, chat, _needed(given, "message"), given.get("emoji"))
        )

    def _delete(self, person: Account, given: Json) -> Json:
        writing.delete(self._state, person, self._chat(person, given), _needed(given, "message"))
        return {}

    def _block(self, person: Account, given: Json) -> Json:
        places.block(self._state, self._chat(person, given))
        return {}

    def _unblock(self, person: Account, given: Json) -> Json:
        places.block(self._state, self._chat(person, given), False)
        return {}

    def _join(self, person: Account, given: Json) -> Json:
        places.join(self._state, person, self._chat(person, given))
        return {}

    def _leave(self, person: Account, given: Json) -> Json:
        places.leave(self._state, person, self._chat(person, given))
        return {}

    def _add_bot(self, person: Account, given: Json) -> Json:
        places.add_bot(self._state, person, self._chat(person, given), bot_named(self._state, given.get("bot")))
        return {}

    def _pin(self, person: Account, given: Json) -> Json:
        return self._shown(
            person, places.pin(self._state, person, self._chat(person, given), _needed(given, "message"))
        )

    def _title(self, person: Account, given: Json) -> Json:
        return self._shown(
            person, places.rename(self._state, person, self._chat(person, given), str(_needed(given, "title")))
        )

    def _read(self, person: Account, given: Json) -> Json:
        places.read(self._state, person, self._chat(person, given))
        return {}


def _needed(given: Json, name: str) -> Any:
    if given.get(name) is None:
        raise ActError(f"{name!r} is needed")
    return given[name]
