"""Updates waiting for a bot: kept a day, given again until confirmed, to one poller at a time."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.clock import ServerClock
from bot.local_telegram.errors import ApiError
from bot.local_telegram.journal import Journal
from bot.local_telegram.limits import UPDATES_KEPT_SECONDS

LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Pending:
    """An update not yet confirmed."""

    update_id: int
    kind: str
    body: Any
    at: float
    chat: object = None

    def update(self) -> Json:
        return {"update_id": self.update_id, self.kind: self.body}

    def dump(self) -> Json:
        return {"kind": self.kind, "body": self.body, "at": self.at, "chat": self.chat}


class UpdateQueue:
    """One bot's queue. ``allowed`` is what the bot asked for last, None the default; ``held``: a long poll waits."""

    def __init__(self, bot: int, clock: ServerClock, journal: Journal, first_id: int) -> None:
        self.bot = bot
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        self.pending: deque[Pending] = deque()
        self.arrived: list[asyncio.Future[None]] = []
        self.again: list[Pending] = []
        self.held = asyncio.Event()
        self.confirmed = 0
        self._clock = clock
        self._journal = journal
        self._poller: asyncio.Future[None] | None = None

    def wants(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in LEFT_OUT_BY_DEFAULT
        return kind in self.allowed

    def put(self, kind: str, body: Json, chat: object = None) -> None:
        """Queue an update, unless the bot does not want its kind."""
        if not self.wants(kind):
            return
        pending = Pending(self.next_id, kind, body, self._clock.time(), chat)
        self.next_id += 1
        self.pending.append(pending)
        if self._journal.on:
            self._journal.mark("update", f"{self.bot}:{pending.update_id}", pending.dump)
            self.save()
        self.wake()

    def wake(self) -> None:
        """Tell whoever waits for updates."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        for future in self.arrived:
            if not future.done():
                future.set_result(None)
        self.arrived.clear()

    def confirm_below(self, offset: int) -> list[Pending]:
        """Forget the updates with a smaller id than ``offset``; they are answered."""
        confirmed = []
        while self.pending and self.pending[0].update_id < offset:
            confirmed.append(self._forget())
        self.confirmed += len(confirmed)
        return confirmed

    def keep_last(self, count: int) -> None:
        """Forget all but the newest ``count``: what a negative offset does."""
        while len(self.pending) > count:
            self._forget()

    def clear(self) -> None:
        self.keep_last(0)

    def expire(self) -> None:
        """Forget what is older than a day."""
        oldest = self._clock.time() - UPDATES_KEPT_SECONDS
        while self.pending and self.pending[0].at < oldest:
            self._forget()

    def drop(self, pending: Pending) -> None:
        """Forget one update: a webhook took it."""
        self.pending.remove(pending)
        self.confirmed += 1
        self._journal.mark("update", f"{self.bot}:{pending.update_id}", None)

    def give_again(self, confirmed: list[Pending]) -> None:
        """Let the next call get these once more, confirmed or not."""
        self.again.extend(confirmed)

    def restart_ids(self, at: int) -> None:
        """Number what comes from ``at``, as Telegram may after a week of silence."""
        self.next_id = at
        self.save()

    async def wait(self, seconds: float) -> None:
        """Hold a long poll until an update comes; an older one held elsewhere ends with 409."""
        self.end_poll(OTHER_POLLER)
        poller = self._poller = asyncio.get_running_loop().create_future()
        self.held.set()
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None
            if self._poller is None:
                self.held.clear()

    def end_poll(self, reason: str) -> None:
        """End the long poll now held, with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, reason))
            self._poller = None

    def save(self) -> None:
        self._journal.mark("queue", self.bot, self.dump)

    def dump(self) -> Json:
        return {"next_id": self.next_id, "allowed": sorted(self.allowed) if self.allowed is not None else None}

    def _forget(self) -> Pending:
        pending = self.pending.popleft()
        self._journal.mark("update", f"{self.bot}:{pending.update_id}", None)
        return pending
