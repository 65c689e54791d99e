"""Carrying out calls: from a method's name and raw parameters to its answer, with a log of what was called."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.local_telegram import spec
from bot.local_telegram.accounts import BotAccount, Json
from bot.local_telegram.errors import ApiError, bad_request
from bot.local_telegram.limits import FloodControl
from bot.local_telegram.methods import HANDLERS, Call, Upload
from bot.local_telegram.options import Options
from bot.local_telegram.state import State
from bot.local_telegram.views import iso

LOG_KEPT = 5_000
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class CallRecord:
    """One call, as the log shows it."""

    n: int
    at: float
    bot: int
    method: str
    params: Mapping[str, Any]
    status: int = 200
    description: str | None = None
    ms: float = 0.0
    ignored: list[str] = field(default_factory=list)
    fault: str | None = None
    seq: int = 0

    def view(self) -> Json:
        names = ("n", "bot", "method", "status", "description", "ignored", "fault", "seq")
        shown = {name: getattr(self, name) for name in names}
        return {
            **shown,
            "at": iso(self.at),
            "ok": self.status == 200,
            "ms": round(self.ms, 3),
            "params": dict(self.params),
        }


class Calls:
    """Carries out calls on a state and remembers them."""

    def __init__(self, state: State, options: Options) -> None:
        self.state = state
        self.options = options
        self.log: deque[CallRecord] = deque(maxlen=LOG_KEPT)
        self.total = 0
        self.running = 0
        self.last_at = 0.0
        self._floods: dict[int, FloodControl] = {}

    def bot_of(self, token: str) -> BotAccount:
        """The bot with that token. Raises ApiError 401."""
        bot = self.state.by_token.get(token)
        if bot is None and self.options.any_token:
            bot = self._welcome(token)
        if bot is None or bot.revoked:
            raise ApiError(401)
        return bot

    def _welcome(self, token: str) -> BotAccount | None:
        number, colon, secret = token.partition(":")
        if not colon or not number.isdigit() or len(secret) < 10 or int(number) in self.state.bots:
            return None
        bot = BotAccount(int(number), token, "Bot", f"bot{number}_bot")
        try:
            self.state.add_bot(bot)
        except ValueError:
            return None
        self.state.tell("bot", data=bot)
        return bot

    def begin(
        self, bot: BotAccount, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]
    ) -> CallRecord:
        """Note that a call came."""
        self.total += 1
        shown = params
        if uploads:
            shown = {**params, **{name: f"({len(file.content)} bytes: {file.name})" for name, file in uploads.items()}}
        return CallRecord(self.total, self.state.clock.time(), bot.id, method, shown)

    def finish(self, record: CallRecord, started: float) -> None:
        """Note how it ended; getUpdates would only fill the log."""
        record.ms = (time.perf_counter() - started) * 1000
        self.last_at = time.monotonic()
        if record.method == "getUpdates" and record.status == 200:
            return
        self.log.append(record)
        record.seq = self.state.events.add("call", record.at, data=record.view).seq

    async def carry_out(
        self, bot: BotAccount, name: str, given: Mapping[str, Any], uploads: dict[str, Upload], record: CallRecord
    ) -> Any:
        """The result of a call. Raises ApiError."""
        method = known_method(name)
        lowered = name.lower()
        if uploads:
            given = {**dict.fromkeys(uploads, "attach"), **given}
        params, unknown = method.read(given)
        unknown = [one for one in unknown if one not in uploads]
        if unknown:
            self._unknown(method.name, unknown, record)
        call = Call(self.state, self.options, bot, lowered, params, uploads, self._flood(bot))
        if lowered == "getupdates":
            return await HANDLERS[lowered](call)
        result = HANDLERS[lowered](call)
        return await result if isinstance(result, Awaitable) else result

    def _unknown(self, method: str, unknown: list[str], record: CallRecord) -> None:
        record.ignored = unknown
        if self.options.strict:
            raise bad_request(f"unknown parameter {unknown[0]!r} of {method} (strict mode)")
        log.warning("unknown parameters are ignored", method=method, parameters=unknown)

    def _flood(self, bot: BotAccount) -> FloodControl | None:
        limits = self.options.flood
        if limits is None:
            return None
        flood = self._floods.get(bot.id)
        if flood is None or flood.limits is not limits:
            flood = self._floods[bot.id] = FloodControl(limits)
        return flood

    async def idle(self, quiet_seconds: float, timeout: float) -> bool:  # noqa: ASYNC109 - it tells whether time ran out
        """Wait until no call runs, no update waits and nothing moved for that long; False when time ran out."""
        deadline = time.monotonic() + timeout
        seq, since = self.state.events.seq, time.monotonic()
        while time.monotonic() < deadline:
            moved = self.state.events.seq != seq or self.running or any(q.pending for q in self.state.queues.values())
            if moved:
                seq, since = self.state.events.seq, time.monotonic()
            still = time.monotonic() - max(since, self.last_at)
            if not moved and still >= quiet_seconds:
                return True
            await asyncio.sleep(max(0.002, min(quiet_seconds - still, 0.02)))
        return False


def known_method(name: str) -> spec.Method:
    """The facts about a method. Raises ApiError 404 when there is none, 501 when it is not simulated."""
    official = spec.method_names().get(name.lower())
    if official is None:
        raise ApiError(404, "method not found")
    method = spec.method(official)
    if method is None or official.lower() not in HANDLERS:
        raise ApiError(501, f"{official} exists in the Bot API, but this local server does not simulate it")
    return method
