"""LocalTelegram: the whole server, to start in a test, in the demo or on its own."""

import asyncio
import contextlib
import json
import random
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from aiohttp import web

from bot.local_telegram.accounts import Account, BotAccount
from bot.local_telegram.calls import Calls
from bot.local_telegram.clock import ServerClock
from bot.local_telegram.control import Control
from bot.local_telegram.faults import Faults
from bot.local_telegram.journal import Durability
from bot.local_telegram.keeping import restore
from bot.local_telegram.limits import FloodLimits
from bot.local_telegram.membership import set_status
from bot.local_telegram.network import BotApi
from bot.local_telegram.options import Options
from bot.local_telegram.people import Group, Person
from bot.local_telegram.server import open_port, serve
from bot.local_telegram.state import State
from bot.local_telegram.webhooks import Deliverer

TOKEN = "7000000001:LocalTelegram-Token-For-Tests-Only1"  # noqa: S105 - opens nothing but this server
BATCH_SECONDS = 0.5


class LocalTelegram:
    """A Bot API server on loopback, with the people one can act as.

    ``strict``: unknown parameters are refused. ``flood``: how fast bots may send; None: as fast as they can.
    ``data``: a folder to keep the state in, ``fresh`` to forget it first, ``durability`` "each" (before every answer)
    or "batch" (twice a second). ``page``: serve the page at /. ``any_token``: any well-formed token is a bot; otherwise
    only registered ones, and one (``token``, ``bot``) is there from the start. ``latency_ms``: (lowest, highest).
    ``seed`` makes chance repeat itself.
    """

    def __init__(
        self,
        *,
        strict: bool = True,
        flood: FloodLimits | None = FloodLimits(),  # noqa: B008 - only read, and replaced whole
        data: Path | None = None,
        fresh: bool = False,
        durability: Durability = "each",
        page: bool = False,
        any_token: bool = False,
        token: str = TOKEN,
        name: str = "Coop’Ter",
        username: str = "coopter_bot",
        latency_ms: tuple[float, float] = (0.0, 0.0),
        query_age_seconds: float = 30.0,
        seed: int | None = None,
    ) -> None:
        self.state = State(data, fresh=fresh, durability=durability, seed=seed)
        self.options = Options(strict, any_token, flood, latency_ms=latency_ms, query_age_seconds=query_age_seconds)
        self.faults = Faults(random.Random(seed))  # noqa: S311 - plays chance, guards nothing
        self.calls = Calls(self.state, self.options)
        self.page = page
        restore(self.state)
        self.token = token
        if not any_token and token not in self.state.by_token:
            self.register(token, name, username)
        self.state.clock.listeners.append(self._clock_moved)
        self.state.webhook_changed = self._webhook_changed
        self._api = BotApi(self.calls, self.faults, self.flush)
        self.control = Control(self.state, self.calls, self.faults, self.flush)
        self._runner: web.ServerRunner | None = None
        self._port = 0
        self._deliverers: dict[int, asyncio.Task[None]] = {}
        self._batches: asyncio.Task[None] | None = None

    # running

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Listen on loopback; port 0 takes any free one. OSError when the port is taken."""
        self._runner = await open_port(serve(self._api, self.control, page=self.page), host, port)
        self._port = self._runner.addresses[0][1]
        for bot in self.state.webhooks:
            self._webhook_changed(bot)
        if self.state.journal.on and not self.state.journal.each:
            self._batches = asyncio.create_task(self._write_batches())

    async def stop(self) -> None:
        """Stop listening, end what is held, write what is not written yet."""
        tasks = [*self._deliverers.values(), *([self._batches] if self._batches else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._deliverers.clear()
        for queue in self.state.queues.values():
            queue.wake()
        self.control.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self.state.journal.close()

    async def __aenter__(self) -> "LocalTelegram":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def port(self) -> int:
        return self._port

    @property
    def url(self) -> str:
        """http://127.0.0.1:<port>"""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's ``base_url``: the token follows at once."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For python-telegram-bot's ``base_file_url``."""
        return f"{self.url}/file/bot"

    @property
    def clock(self) -> ServerClock:
        return self.state.clock

    @property
    def bot(self) -> BotAccount:
        """The bot registered first."""
        return next(iter(self.state.bots.values()))

    # who is there

    def register(self, token: str, name: str, username: str, *, privacy_mode: bool = True) -> BotAccount:
        """Add a bot. ValueError when its id or username is taken."""
        bot = BotAccount(int(token.partition(":")[0]), token, name, username, privacy_mode=privacy_mode)
        self.state.add_bot(bot)
        self.state.tell("bot", data=bot)
        return bot

    async def person(
        self,
        first_name: str,
        last_name: str = "",
        *,
        username: str = "",
        language_code: str = "fr",
        phone_number: str = "",
        about: str = "",
        id: int | None = None,  # noqa: A002 - what Telegram calls it
    ) -> Person:
        """Add a person; ``about`` is shown to whoever plays. ValueError when the id or the username is taken."""
        number = id or self.state.new_person_id()
        phone = phone_number or f"+336{number % 10**8:08d}"
        account = Account(number, first_name, last_name, username, language_code, phone, about=about)
        self.state.add_person(account)
        self.state.tell("person", data=account)
        self.flush()
        return Person(self.state, account, self.flush)

    def known_person(self, who: int) -> Person:
        """The driver of someone who is there already. KeyError when nobody has that id."""
        return Person(self.state, self.state.people[who], self.flush)

    def known_group(self, group_id: int) -> Group:
        """The driver of a group that is there already. KeyError when there is none."""
        return Group(self.state, self.state.groups[group_id], self.flush)

    async def group(
        self,
        title: str,
        *,
        owner: Person,
        members: Iterable[Person] = (),
        kind: str = "supergroup",
        with_bot: bool = True,
    ) -> Group:
        """Make a group (or, with kind "group", a basic one); the bot is added by the owner unless told otherwise."""
        bots = [self.bot.id] if with_bot else []
        chat = self.control.make_group(title, owner.id, [person.id for person in members], bots, kind)
        self.flush()
        return Group(self.state, chat, self.flush)

    def add_bot(self, group: Group, bot: BotAccount, by: Person) -> None:
        """Add another bot to a group."""
        set_status(self.state, group.chat, bot.id, "member", by=by.id)
        self.flush()

    async def idle(self, quiet_seconds: float = 0.05, timeout: float = 10.0) -> bool:  # noqa: ASYNC109 - as ``Calls.idle``
        """Wait until no update waits, no call runs and nothing moved for that long; False when time ran out."""
        return await self.calls.idle(quiet_seconds, timeout)

    def flush(self) -> None:
        """Write what changed, where every change is written at once."""
        if self.state.journal.on and self.state.journal.each:
            self.state.journal.flush()

    # what follows from changes

    def _clock_moved(self) -> None:
        clock = self.state.clock
        self.state.journal.mark("clock", "offset", lambda: {"offset": clock.offset_seconds, "frozen": clock.frozen_at})
        self.state.tell("clock", data=self.control.clock_view())
        self.flush()

    def _webhook_changed(self, bot: int) -> None:
        old = self._deliverers.pop(bot, None)
        if old is not None:
            old.cancel()
        hook = self.state.webhooks.get(bot)
        if hook is None or self._runner is None:
            return
        account, queue = self.state.bots[bot], self.state.queues[bot]

        async def answered(body: bytes) -> None:
            await self._called_in_answer(account, body)

        deliverer = Deliverer(hook, queue, self.clock, answered, self.options.webhook_retry_seconds)
        self._deliverers[bot] = asyncio.create_task(deliverer.run())

    async def _called_in_answer(self, bot: BotAccount, body: bytes) -> None:
        """A webhook's answer may carry one method call; its result goes nowhere."""
        with contextlib.suppress(ValueError):
            given = json.loads(body)
            if isinstance(given, dict) and isinstance(given.get("method"), str):
                await self._api.call_from_webhook(bot, given.pop("method"), given)

    async def _write_batches(self) -> None:
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            self.state.journal.flush()
