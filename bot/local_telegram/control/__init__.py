"""The control interface over HTTP, as docs/local-telegram.md describes it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import structlog
from aiohttp import web

from bot.local_telegram.accounts import Json, to_bytes
from bot.local_telegram.acts.whereabouts import person_named
from bot.local_telegram.calls import Calls
from bot.local_telegram.chats import Chat
from bot.local_telegram.control.acting import Acting
from bot.local_telegram.control.moods import Moods
from bot.local_telegram.control.watching import Watching
from bot.local_telegram.control.world import World
from bot.local_telegram.errors import ActError, ApiError
from bot.local_telegram.faults import Faults
from bot.local_telegram.state import State

Query = dict[str, str]
UNFIT = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
log = structlog.get_logger(__name__)


class Control:
    """Answers /control/…; parts of it serve the in-process drivers too."""

    def __init__(self, state: State, calls: Calls, faults: Faults, flush: Callable[[], None]) -> None:
        self._state = state
        self._flush = flush
        self._world = World(state)
        self._acting = Acting(state)
        self._moods = Moods(state, calls, faults)
        self._watching = Watching(state, calls, self._moods)

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """One request."""
        parts = [part for part in path.split("/") if part][1:]
        asked = {name: values[-1] for name, values in parse_qs(urlsplit(request.raw_path).query, True).items()}
        try:
            if parts[:1] == ["files"] and len(parts) == 2:
                return self._watching.file(parts[1])
            if parts == ["events"] and "once" not in asked:
                return await self._watching.stream(request, asked)
            body = await _body(request)
            result = await self._route(request.method, parts, asked, body)
        except ActError as refused:
            return _refusal(str(refused), refused.status)
        except ApiError as refused:
            return _refusal(refused.description, 400)
        except UNFIT as wrong:
            log.info("a control request is not as described", path=path, why=repr(wrong))
            return _refusal(f"{type(wrong).__name__}: {wrong}", 400)
        finally:
            self._flush()
        return _answer({"ok": True, **result, "seq": result.get("seq", self._state.events.seq)})

    async def _route(self, method: str, parts: list[str], asked: Query, body: Json) -> Json:
        match method, parts:
            case _, ["people", who, *rest] if rest:
                person = person_named(self._state, who)
                if method == "POST":
                    return await self._acting.act(person, rest[0], body)
                return self._watching.seen(person, rest[0], asked)
            case _, ["people" | "groups" | "bots", *_]:
                return self._world.answer(method, parts, body)
            case _, ["clock" | "settings" | "faults", *_]:
                return await self._moods.answer(method, parts, body)
            case "POST", ["updates", "restart_ids"]:
                return self._world.restart_ids(body)
            case "GET", [what]:
                return await self._watching.answer(what, asked)
        raise ActError(f"there is no {method} /control/{'/'.join(parts)}", 404)

    def clock_view(self) -> Json:
        return self._moods.clock_view()

    def make_group(self, title: str, owner: int, members: list[int], bots: list[int], kind: str) -> Chat:
        """A new group; the bots are added by its owner."""
        return self._world.make_group(title, owner, members, bots, kind)

    def close(self) -> None:
        """End the event streams."""
        self._watching.close()


async def _body(request: web.BaseRequest) -> dict[str, Any]:
    raw = await request.read() if request.can_read_body else b""
    if not raw.strip():
        return {}
    read = json.loads(raw)
    if not isinstance(read, dict):
        raise ActError("the body must be a JSON object")
    if "\\ud" in raw.decode("utf-8", "replace").lower():
        json.dumps(read, ensure_ascii=False).encode()  # a lone surrogate is refused here: it could not be shown again
    return read


def _answer(value: Json, status: int = 200) -> web.Response:
    return web.Response(body=to_bytes(value), status=status, content_type="application/json")


def _refusal(reason: str, status: int) -> web.Response:
    return _answer({"ok": False, "error": reason}, status)
