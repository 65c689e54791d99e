"""Delivering updates to a bot's own web address, again and again until it takes them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bot.local_telegram.accounts import Json, to_bytes
from bot.local_telegram.clock import ServerClock
from bot.local_telegram.updates import Pending, UpdateQueue

ANSWER_SECONDS = 60
Answered = Callable[[bytes], Awaitable[None]]


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates, and what went wrong last."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_at: float = 0.0
    last_error: str = ""

    def info(self) -> Json:
        """What getWebhookInfo tells."""
        info: Json = {"url": self.url, "max_connections": self.max_connections}
        if self.ip_address:
            info["ip_address"] = self.ip_address
        if self.last_error:
            info |= {"last_error_date": int(self.last_error_at), "last_error_message": self.last_error}
        return info

    def dump(self) -> Json:
        names = ("url", "secret", "max_connections", "ip_address")
        return {name: getattr(self, name) for name in names}


class Deliverer:
    """Posts one bot's updates to its webhook: those of one chat in order, several chats at once.

    ``answered`` gets the body of a successful answer, which may carry a method to call. ``retry_seconds`` are the
    shortest and the longest pause between attempts.
    """

    def __init__(
        self,
        hook: Webhook,
        queue: UpdateQueue,
        clock: ServerClock,
        answered: Answered,
        retry_seconds: tuple[float, float],
    ) -> None:
        self._hook = hook
        self._queue = queue
        self._clock = clock
        self._answered = answered
        self._retry = retry_seconds
        self._busy: set[object] = set()
        self._under_way: set[Pending] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    self._queue.expire()
                    self._start_some(session)
                    future = asyncio.get_running_loop().create_future()
                    self._queue.arrived.append(future)
                    await future
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start_some(self, session: aiohttp.ClientSession) -> None:
        for pending in list(self._queue.pending):
            if len(self._under_way) >= self._hook.max_connections:
                return
            if pending in self._under_way or pending.chat in self._busy:
                continue
            self._busy.add(pending.chat)
            self._under_way.add(pending)
            task = asyncio.create_task(self._deliver(session, pending))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, session: aiohttp.ClientSession, pending: Pending) -> None:
        pause = self._retry[0]
        try:
            while pending in self._queue.pending:
                if await self._attempt(session, pending):
                    if pending in self._queue.pending:
                        self._queue.drop(pending)
                    break
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._retry[1])
        finally:
            self._busy.discard(pending.chat)
            self._under_way.discard(pending)
            self._queue.wake()

    async def _attempt(self, session: aiohttp.ClientSession, pending: Pending) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._hook.secret
        body = to_bytes(pending.update())
        try:
            async with session.post(self._hook.url, data=body, headers=headers, allow_redirects=False) as answer:
                content = await answer.read()
                if 200 <= answer.status < 300:
                    await self._answered(content)
                    return True
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
        return False

    def _failed(self, reason: str) -> None:
        self._hook.last_error = reason
        self._hook.last_error_at = self._clock.time()
