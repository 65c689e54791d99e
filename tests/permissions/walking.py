"""Updates of every route, sent through the real inbox and its worker, and what became of database and outbox."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from bot.work import Worker
from handlers import context
from handlers.routes import Table
from handlers.routing import Press
from storage import inbox
from storage.inbox import Arrived
from storage.outbox import Row, _read
from storage.store import Store, Unit
from tests.permissions.world import GROUP, World

Json = dict[str, Any]
BOT = context.Bot(7, "coopter_bot")
BOOKKEEPING = ("inbox", "outbox", "sqlite_sequence")
"""Tables that note that somebody spoke and is answered; nothing else may change when something is refused."""
_numbers = count(1)


@dataclass(frozen=True)
class Attempt:
    """One update by somebody (`who`, by name), and a word for the report."""

    who: str
    what: str
    update: Json


@dataclass
class Outcome:
    """What was queued in answer, and whether the handler raised."""

    attempt: Attempt
    rows: list[Row] = field(default_factory=list)
    failed: bool = False

    @property
    def names(self) -> list[str]:
        """What the answers are called; a link that opens the private chat is «link»."""
        return [
            "link" if row.kind == "toast" and row.message.context.get("_link") else row.message.name
            for row in self.rows
        ]


class Watched(Worker):
    """The real worker, noting what each update brought into the outbox."""

    async def work(self, attempts: Sequence[Attempt]) -> list[Outcome]:
        """Store the updates as polling would, handle all that waits, and return what became of each."""
        outcomes = [Outcome(attempt) for attempt in attempts]
        self._by_id = {next(_numbers): outcome for outcome in outcomes}
        updates = [{"update_id": number, **one.attempt.update} for number, one in self._by_id.items()]
        await self._store.run(partial(inbox.keep, bot_id=BOT.id, updates=updates))
        while await self._store.run(self._batch):
            pass
        return outcomes

    async def _one(self, unit: Unit, arrived: Arrived) -> None:
        newest = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
        await super()._one(unit, arrived)
        outcome = self._by_id[arrived.update_id]
        rows = await unit.all("SELECT * FROM outbox WHERE id > ? ORDER BY id", (newest,))
        outcome.rows = [_read(dict(row)) for row in rows]
        outcome.failed = await unit.value("SELECT state FROM inbox WHERE id = ?", (arrived.id,)) == "failed"


def watched(store: Store, table: Table) -> Watched:
    """The worker for a walk."""
    return Watched(store, BOT, table, lambda: None)


async def content(unit: Unit) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the database holds, but for the bookkeeping."""
    names = await unit.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    kept = [row[0] for row in names if row[0] not in BOOKKEEPING and not row[0].startswith("people_names")]
    return {name: [tuple(row) for row in await unit.all(f"SELECT * FROM {name}")] for name in kept}


def differences(before: Json, after: Json) -> str:
    """Say which tables changed, and how."""
    lines = []
    for name in before:
        gone = [row for row in before[name] if row not in after[name]]
        come = [row for row in after[name] if row not in before[name]]
        lines += [f"{name}: {gone} → {come}"] if gone or come else []
    return "\n".join(lines)


# Updates.


def user(world: World, who: str) -> Json:
    """Somebody as Telegram names them."""
    return {"id": world.telegram[who], "is_bot": False, "first_name": who.title()}


def pressed(world: World, who: str, name: str, args: Sequence[int], *, group: bool = False) -> Attempt:
    """A press with made-up callback data, in the private chat or in the approved group."""
    account = user(world, who)
    chat = {"id": GROUP, "type": "supergroup", "title": "Entraide"} if group else {**account, "type": "private"}
    data = ".".join(["1", name, *map(str, args)])
    query = {"id": f"q{next(_numbers)}", "from": account, "chat_instance": "0", "data": data}
    what = f"{data} in the group" if group else data
    return Attempt(who, what, {"callback_query": {**query, "message": {"message_id": 5, "date": 1, "chat": chat}}})


def said(world: World, who: str, text: str, *, group: bool = False, reply_to: int | None = None) -> Attempt:
    """A text."""
    account = user(world, who)
    chat = {"id": GROUP, "type": "supergroup", "title": "Entraide"} if group else {**account, "type": "private"}
    sent = {"message_id": next(_numbers), "date": 1, "from": account, "chat": chat, "text": text}
    if reply_to is not None:
        sent["reply_to_message"] = {"message_id": reply_to, "date": 1, "chat": chat}
    what = f"{text} in the group" if group else text if reply_to is None else f"{text} ↩ {reply_to}"
    return Attempt(who, what, {"message": sent})


def arguments(press: Press) -> tuple[int, int]:
    """How many whole numbers a button of this route carries, at least and at most."""
    taken = list(inspect.signature(press.handler).parameters.values())[1:]
    return sum(one.default is inspect.Parameter.empty for one in taken), len(taken)


SMALL = (0, 1, 4)
"""Numbers that stand behind an id: of a page, a choice, another matter."""


def tails(press: Press, numbers: Sequence[int] = SMALL) -> Iterator[tuple[int, ...]]:
    """What may stand behind the first argument: the fewest numbers there can be, and the most."""
    least, most = arguments(press)
    for length in sorted({least, most}):
        for number in numbers:
            yield (number,) * max(0, length - 1)


def distinct(found: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Each once."""
    return list(dict.fromkeys(found))
