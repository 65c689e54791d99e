"""The sender: drains the outbox, redraws live cards, marks what became of each.

A chat gets its next message only after the mark of the one before is committed: a kill sends again at most the one
in flight in each chat, and `in_flight` in all.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from functools import partial
from pathlib import Path

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import prepare, send
from bot.api import Api
from bot.lines import Item, Lines
from bot.pace import Pace
from bot.patience import store_in_the_end
from bot.prepare import BehindCard, Dropped, Outgoing
from bot.receive import StoppedByTelegramError
from bot.send import Outcome
from bot.settle import Settled, settle_all
from bot.sheets import Printer
from bot.split import split
from bot.stopwatch import Stopwatch
from bot.turnstile import Turnstile
from handlers.routes import Table
from locales import texts
from storage import messages, outbox
from storage.disk import DiskError, is_disk_trouble
from storage.outbox import Message, Priority, Row
from storage.store import Store, Unit

log = structlog.get_logger()

LOADED = 500  # rows held in memory of each priority
TOGETHER = 32  # messages prepared and rendered at a time: more would hold the loop
REFUSAL_PAUSE = 10.0  # seconds before a call that was refused as if by a wrong token is tried again
RESCAN = 1.0  # seconds between looks for rows whose time has come


class Deliverer:
    """One for each bot token. `wake` is called after every commit that may have queued something."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        table: Table,
        pace: Pace,
        data: Path,
        *,
        in_flight: int = 32,
        paid: bool = False,
        stopwatch: Stopwatch | None = None,
    ) -> None:
        """`paid`: broadcasts are sent as paid ones, which have a limit of their own."""
        self._store = store
        self._bot = bot
        self._api = Api(bot)
        self._table = table
        self._pace = pace
        self._gate = Turnstile(pace, paid=paid)
        self._printer = Printer(store)
        self._data = data
        self._in_flight = in_flight
        self._stopwatch = stopwatch or Stopwatch()
        self._flying = 0
        self._lines = Lines()
        self._cursors = [0, 0, 0]
        self._scanned = 0.0
        self._woken = asyncio.Event()
        self._results: asyncio.Queue[Settled] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.halted = False  # Telegram may refuse the token: nothing is sent until that is known
        self.outcomes: Counter[tuple[Priority, str]] = Counter()
        self._unsettled = False  # the disk does not take what became of messages

    def wake(self) -> None:
        """Something may be waiting."""
        self._woken.set()

    def rescan(self) -> None:
        """The time of rows that waited may have come."""
        self._cursors = [0, 0, 0]
        self.wake()

    async def run(self) -> None:
        """Send until cancelled; what is in flight then is waited for and marked."""
        settling = asyncio.create_task(self._settle())
        try:
            while True:
                if settling.done():
                    settling.result()
                try:
                    pause = await self._round()
                except DiskError as error:
                    if error.for_good:
                        raise
                    log.error("nothing can be read: trying again", why=str(error))  # noqa: TRY400 - no traceback
                    pause = RESCAN
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(pause, RESCAN)):  # wait_for may lose a cancellation before 3.12
                        await self._woken.wait()
                self._woken.clear()
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=5)
            with contextlib.suppress(TimeoutError):  # a full disk: what was sent may be sent again
                async with asyncio.timeout(5):
                    await self._results.join()
            settling.cancel()

    async def _round(self) -> float:
        if self.halted:
            await self._ask_who_we_are()
        if self.halted or self._unsettled:
            return RESCAN
        now = self._stopwatch.now()
        if now - self._scanned >= RESCAN:
            self._scanned, self._cursors = now, [0, 0, 0]
        await self._store.read(self._load)
        taken, pause = self._lines.take(min(self._in_flight - self._flying, TOGETHER), self._gate)
        if taken:
            try:
                prepared = await self._store.read(lambda unit: self._prepare(unit, taken))
            except DiskError:
                for item in taken:
                    self._lines.again(item)
                    if not item.unpaced:
                        self._gate.give_back(item)
                raise
            for item, what in zip(taken, prepared, strict=True):
                self._start(item, what)
        return 0.0 if len(taken) == TOGETHER else pause

    async def _ask_who_we_are(self) -> None:
        """A 401 or 404 may concern one call only; where it concerns the token, stop, and keep what waits."""
        try:
            await self._bot.get_me()
        except InvalidToken as error:
            raise StoppedByTelegramError(
                "Telegram refuses the token: nothing is sent any more and what waits is kept; check COOPTER_TOKEN",
                token_refused=True,
            ) from error
        except TelegramError as error:
            log.warning("telegram cannot be asked who we are", why=str(error))
            return
        self.halted = False

    async def _load(self, unit: Unit) -> None:
        for priority in Priority:
            room = LOADED - self._lines.counts[priority]
            if room < LOADED // 2:
                continue
            for due in await outbox.due(unit, priority, self._cursors[priority], room):
                self._lines.add(Item(due.chat_id, due.priority, due.kind, row=due.id))
                self._cursors[priority] = due.id
        for card in await messages.behind(unit):
            self._lines.add(Item(card.chat_id or -card.id, Priority.NOTICE, "edit", card=card.id))

    async def _prepare(self, unit: Unit, items: list[Item]) -> list[Outgoing | Dropped | BehindCard | None]:
        return [await self._prepared(unit, item) for item in items]

    async def _prepared(self, unit: Unit, item: Item) -> Outgoing | Dropped | BehindCard | None:
        """A row or card whose view fails is set aside and reported; the others go on."""
        try:
            if not item.card:
                return await prepare.row(unit, self._table, item.row)
            fresh = await messages.card(unit, item.card)
            return await prepare.card(unit, self._table, fresh) if fresh else None
        except Exception as error:
            if is_disk_trouble(error):
                raise
            log.exception("a message cannot be prepared", row=item.row, card=item.card)
            return None if item.card else Dropped(item.row, "cannot be prepared")

    def _start(self, item: Item, what: Outgoing | Dropped | BehindCard | None) -> None:
        if isinstance(what, Outgoing | BehindCard):
            self._flying += 1
            task = asyncio.create_task(self._fly(item, what))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            if not item.unpaced:
                self._gate.give_back(item)
            why = what.why if what else None
            self._results.put_nowait(Settled(item, None, Outcome("dropped", error=why) if why else None))

    async def _fly(self, item: Item, what: Outgoing | BehindCard) -> None:
        try:
            outcome = await (self._send(item, what) if isinstance(what, Outgoing) else self._redraw(item, what))
        except Exception:
            log.exception("a message cannot be rendered", row=item.row, card=item.card)
            outcome = Outcome("failed", error="cannot be rendered")
        finally:
            self._flying -= 1
        self._heed(item, outcome)
        self._results.put_nowait(Settled(item, what, outcome))

    async def _send(self, item: Item, out: Outgoing) -> Outcome:
        out = await self._printer.printed(out)
        if item.unpaced:
            return await send.send(self._api, self._data, out)
        with self._gate.passing(item):
            return await send.send(self._api, self._data, out, paid=self._gate.pays(item))

    async def _redraw(self, item: Item, behind: BehindCard) -> Outcome:
        if behind.message is None:
            self._gate.give_back(item)
            return Outcome("delivered")
        out = Outgoing(_as_row(behind), behind.message, behind.language)
        where = behind.card
        try:
            with self._gate.passing(item):
                text = texts.render(behind.language, behind.message.name, behind.message.context)
                await self._api.call(
                    "editMessageText", chat_id=where.chat_id, message_id=where.message_id,
                    inline_message_id=where.inline_message_id, text=split(text)[0], parse_mode="HTML",
                    reply_markup=send.inline_keyboard(self._api, out, out.message.keyboard),
                    link_preview_options=send.NO_PREVIEW,
                )  # fmt: skip
        except TelegramError as error:
            if isinstance(error, BadRequest) and any(words in str(error).lower() for words in send.NO_LONGER_EDITABLE):
                return Outcome("failed", error=str(error))
            return send.outcome(error)
        return Outcome("delivered")

    def _heed(self, item: Item, outcome: Outcome) -> None:
        """What an outcome means for all that follows."""
        self.outcomes[Priority(item.priority), outcome.state] += 1
        if outcome.state in ("wait", "again"):
            everywhere = outcome.state == "wait" and item.chat > 0
            self._pace.refused(item.chat, outcome.seconds, everywhere=everywhere)
            self._scanned = 0.0
            log.warning("a message has to wait", row=item.row, seconds=outcome.seconds, why=outcome.error)
        elif outcome.state == "halt":
            self.halted = True
            self._pace.refused(item.chat, REFUSAL_PAUSE, everywhere=False)
        elif outcome.state == "failed":
            log.error("a message could not be sent", row=item.row, why=outcome.error)

    async def _settle(self) -> None:
        """Commit what became of the messages, many at a time when many came back together."""
        while True:
            results = [await self._results.get()]
            while not self._results.empty():
                results.append(self._results.get_nowait())
            try:
                await self._write_down(results)
                stored = results
            except DiskError:
                raise
            except Exception:
                log.exception("results could not be stored together")
                stored = [result for result in results if await self._alone(result)]
            for result in stored:
                unsent = result.outcome is not None and result.outcome.state in ("wait", "again", "halt")
                (self._lines.again if unsent else self._lines.done)(result.item)
            for _ in results:
                self._results.task_done()
            self._woken.set()

    async def _write_down(self, results: list[Settled]) -> None:
        """Until the disk takes it, nothing more is sent: after a kill, all of it would be sent again."""
        work = partial(settle_all, results=results, bot_id=self._bot.id)
        try:
            await self._store.run(work)
        except DiskError:
            self._unsettled = True
            await store_in_the_end(self._store, work, self._stopwatch)
            self._unsettled = False

    async def _alone(self, result: Settled) -> bool:
        """Write down one result; where that cannot be done, its chat waits for a restart: better late than twice."""
        try:
            await self._write_down([result])
        except DiskError:
            raise
        except Exception:
            log.exception("what became of a message cannot be stored", row=result.item.row)
            return False
        return True


def _as_row(behind: BehindCard) -> Row:
    card = behind.card
    return Row(
        id=0, kind="edit", chat_id=card.chat_id or 0, person_id=card.person_id, priority=Priority.NOTICE,
        message=Message(name=card.name), target=None, reply_to=None, is_card=True, asks=False, subject=card.subject,
        attempts=0,
    )  # fmt: skip
