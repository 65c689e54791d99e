"""Looking on: what people see, what happens, what bots called."""

import asyncio
import time
from typing import Any

from aiohttp import web

from bot.local_telegram.accounts import Account, Json, to_bytes
from bot.local_telegram.acts import places
from bot.local_telegram.acts.whereabouts import bot_named, chat_named, person_named
from bot.local_telegram.calls import Calls
from bot.local_telegram.chats import Chat
from bot.local_telegram.control.moods import Moods
from bot.local_telegram.errors import ActError
from bot.local_telegram.events import Event
from bot.local_telegram.happenings import event_view, event_views
from bot.local_telegram.state import State
from bot.local_telegram.views import bot_view, chat_view, group_view, iso, message_view, person_view

WAITED_FOR = ("message", "edited", "deleted", "toast")
LONGEST_WAIT = 120.0
KEEP_ALIVE_SECONDS = 15.0
INLINE_SHOWN = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "audio/ogg",
    "audio/mpeg",
    "video/mp4",
    "application/pdf",
)
Query = dict[str, str]


class Watching:
    """Answers the reading half of the control interface."""

    def __init__(self, state: State, calls: Calls, moods: Moods) -> None:
        self._state = state
        self._calls = calls
        self._moods = moods
        self._streams: set[asyncio.Task[Any]] = set()

    def close(self) -> None:
        """End the event streams."""
        for task in self._streams:
            task.cancel()

    async def answer(self, what: str, asked: Query) -> Json:
        match what:
            case "state":
                return self._everything()
            case "wait":
                return await self._wait(asked)
            case "events":
                return self._events(asked)
            case "idle":
                quiet, timeout = float(asked.get("quiet_ms", 200)) / 1000, float(asked.get("timeout", 10))
                return {"idle": await self._calls.idle(quiet, min(timeout, LONGEST_WAIT))}
            case "calls":
                return self._called(asked)
            case "updates":
                return self._pending(asked)
        raise ActError(f"there is no GET /control/{what}", 404)

    def _everything(self) -> Json:
        state = self._state
        return {
            "clock": self._moods.clock_view(),
            "settings": self._moods.settings_view(),
            "bots": [bot_view(state, bot) for bot in state.bots.values()],
            "people": [person_view(state, person) for person in state.people.values()],
            "groups": [group_view(group) for group in state.groups.values()],
        }

    # what one person sees

    def seen(self, person: Account, what: str, asked: Query) -> Json:
        """The list of chats, or one with its messages."""
        if what == "chats":
            return {"chats": self._chats(person)}
        if what != "chat":
            raise ActError(f"there is no GET /control/people/{person.id}/{what}", 404)
        chat = chat_named(self._state, person, asked.get("chat"))
        if not chat.private and person.id not in chat.members:
            raise ActError(f"{person.name} is not in this group", 403)
        view = chat_view(self._state, chat, person.id)
        limit = int(asked.get("limit", 200))
        messages = [message_view(self._state, m, m.payload, person.id) for m in chat.shown()[-limit:]]
        if "peek" not in asked:
            places.read(self._state, person, chat)
        return {"chat": {**view, "messages": messages}}

    def _chats(self, person: Account) -> list[Json]:
        for bot in self._state.bots:
            self._state.private_chat(person.id, bot)
        chats = self._state.chats_of(person.id)
        chats.sort(key=_newest, reverse=True)
        return [chat_view(self._state, chat, person.id) for chat in chats]

    def file(self, unique_id: str) -> web.Response:
        """The bytes of a file; what a browser could run is only downloaded."""
        stored = self._state.files.known.get(unique_id) or self._state.files.known.get(unique_id.removesuffix("s"))
        if stored is None:
            raise ActError("there is no such file", 404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
        kind = stored.mime_type
        if stored.name.lower().endswith(".png") and kind == "image/jpeg":
            kind = "image/png"
        if kind not in INLINE_SHOWN:
            kind, headers["Content-Disposition"] = "application/octet-stream", "attachment"
        return web.Response(body=self._state.files.read(stored.unique_id), content_type=kind, headers=headers)

    # what happens

    async def _wait(self, asked: Query) -> Json:
        person = person_named(self._state, asked["as"]).id if "as" in asked else 0
        after = int(asked.get("after", self._state.events.seq))
        deadline = time.monotonic() + min(float(asked.get("timeout", 10)), LONGEST_WAIT)
        while True:
            found = [event for event in self._state.events.since(after, person) if self._wanted(event, person, asked)]
            left = deadline - time.monotonic()
            if found or left <= 0:
                views = list(event_views(self._state, found, person))
                return {"events": views, "seq": found[-1].seq if found else max(after, self._state.events.seq)}
            await self._state.events.wait(left, person)

    def _wanted(self, event: Event, person: int, asked: Query) -> bool:
        if event.kind not in (asked["kinds"].split(",") if "kinds" in asked else WAITED_FOR):
            return False
        if "chat" in asked and person:
            wanted = chat_named(self._state, self._state.people[person], asked["chat"])
            if event.chat is not wanted:
                return False
        own = event.kind == "message" and event.message is not None and event.message.author == person
        return not (own and asked.get("from_bot", "1") != "0")

    def _events(self, asked: Query) -> Json:
        person = person_named(self._state, asked["as"]).id if "as" in asked else 0
        after = int(asked.get("after", 0))
        views = [
            event_view(self._state, event, viewer)
            for event in self._state.events.since(after, person)
            for viewer in viewers(event, person)
        ]
        return {"events": views, "missed": self._state.events.missed(after)}

    async def stream(self, request: web.BaseRequest, asked: Query) -> web.StreamResponse:
        """Server-Sent Events until the client goes or the server stops."""
        person = person_named(self._state, asked["as"]).id if "as" in asked else 0
        after = int(request.headers.get("Last-Event-ID") or asked.get("after") or self._state.events.seq)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        task = asyncio.current_task()
        assert task is not None
        self._streams.add(task)
        try:
            await response.write(b": open\n\n")
            await self._follow(response, after, person)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._streams.discard(task)
        return response

    async def _follow(self, response: web.StreamResponse, after: int, person: int) -> None:
        while True:
            found = list(self._state.events.since(after, person))
            for event in found:
                for viewer in viewers(event, person):
                    data = to_bytes(event_view(self._state, event, viewer))
                    await response.write(b"id: %d\ndata: %b\n\n" % (event.seq, data))
                after = event.seq
            if not found and not await self._state.events.wait(KEEP_ALIVE_SECONDS, person):
                await response.write(b": still here\n\n")

    # what bots did

    def _called(self, asked: Query) -> Json:
        after, limit = int(asked.get("after", 0)), int(asked.get("limit", 200))
        method = asked.get("method", "").lower()
        bot = bot_named(self._state, asked["bot"]).id if "bot" in asked else 0
        found = [
            record.view()
            for record in self._calls.log
            if record.n > after and method in ("", record.method.lower()) and bot in (0, record.bot)
        ]
        return {"calls": found[-limit:] if not after else found[:limit]}

    def _pending(self, asked: Query) -> Json:
        bots = [bot_named(self._state, asked["bot"]).id] if "bot" in asked else list(self._state.queues)
        waiting = [
            {"bot": bot, "update_id": one.update_id, "kind": one.kind, "at": iso(one.at), "update": one.update()}
            for bot in bots
            for one in self._state.queues[bot].pending
        ]
        return {"updates": waiting}


def viewers(event: Event, person: int) -> tuple[int, ...]:
    """For whom an event is told: between two people once for each, otherwise once."""
    if person:
        return (person,)
    if event.chat is not None and (event.chat.friend or event.kind == "chat"):
        return event.people
    return event.people[:1] or (0,)


def _newest(chat: Chat) -> int:
    newest = next(reversed(chat.messages.values()), None)
    return int(newest.payload["date"]) if newest is not None else 0
