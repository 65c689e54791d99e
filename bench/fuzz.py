"""Generated updates of every kind, hostile ones among them, through the whole bot: nothing may break, all be answered.

    python bench/fuzz.py --updates 100000 --seed 1

The updates go into the inbox as polling would put them there; the real worker, handlers, outbox, views, templates and
sender do the rest, against the local Telegram (strict: it refuses what Telegram refuses). Prints one JSON line:
`unhandled` counts handlers that raised and everything logged as an error, `unanswered` the updates without the answer
that was due (see `due`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import structlog

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.crowd import Crowd
from bench.hostile import Json
from bench.world import furnish
from bot.work import Worker
from handlers import context
from handlers.dispatch import TELEGRAM_OWN
from handlers.routes import table
from storage import inbox
from storage.inbox import Arrived
from storage.people import Role
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import Play

TOGETHER = 50  # updates kept in the inbox at once
TIRED = 300  # messages that may wait before the crowd pauses
CONTENT = (
    "text", "caption", "photo", "document", "audio", "video", "voice", "animation", "sticker", "contact", "location",
    "venue", "dice", "poll", "video_note",
)  # fmt: skip


def due(update: Json) -> str | None:
    """Say which answer an update deserves: `toast`, `inline` or `message`; None where none is due.

    Due is an answer to a person (no bot, none of Telegram's own accounts) who pressed a button, asked inline, or sent
    something in private. None is due for edits, reactions, votes, service messages, and whatever happens in groups,
    where the bot speaks only when it is spoken to.
    """
    sender, kind = _sender(update)
    if sender is None or sender.get("is_bot") or sender.get("id") in TELEGRAM_OWN:
        return None
    if kind == "message":
        said = update["message"]
        private = said["chat"]["type"] == "private" and said["chat"]["id"] == sender["id"]
        return "message" if private and any(said.get(name) for name in CONTENT) else None
    return {"callback_query": "toast", "inline_query": "inline"}.get(kind)


def _sender(update: Json) -> tuple[Json | None, str]:
    kind = next(name for name in update if name != "update_id")
    carried = update[kind]
    return (carried.get("from") if isinstance(carried, dict) else None), kind


class Watched(Worker):
    """The real worker, noting which updates got no answer though one was due."""

    unanswered: list[Json]

    async def work(self) -> None:
        """Handle all that waits."""
        while await self._store.run(self._batch):
            self._on_commit()

    async def _one(self, unit: Unit, arrived: Arrived) -> None:
        newest = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
        await super()._one(unit, arrived)
        wanted = due(arrived.payload)
        if wanted is not None and not await _answered(unit, arrived.payload, wanted, newest):
            self.unanswered.append(arrived.payload)


async def _answered(unit: Unit, update: Json, wanted: str, newest: int) -> bool:
    if wanted == "message":
        values = (newest, update["message"]["from"]["id"])
        return await unit.value("SELECT 1 FROM outbox WHERE id > ? AND chat_id = ?", values) is not None
    query = update["callback_query" if wanted == "toast" else "inline_query"]["id"]
    found = await unit.value("SELECT 1 FROM outbox WHERE id > ? AND kind = ? AND target = ?", (newest, wanted, query))
    return found is not None


@contextmanager
def troubles() -> Iterator[list[str]]:
    """Collect what is logged as an error, with its trace, instead of printing it."""
    found: list[str] = []
    before = structlog.get_config()["processors"]

    def collect(logger: Any, method: str, event: Any) -> Any:
        if method in ("error", "exception", "critical"):
            found.append(f"{event.pop('event')} {event.pop('exception', '')} {event}")
        raise structlog.DropEvent

    structlog.configure(processors=[structlog.processors.format_exc_info, collect])
    try:
        yield found
    finally:
        structlog.configure(processors=before)


class Fuzz:
    """A play with people of every role, and the crowd that they become."""

    def __init__(self, play: Play, seed: int) -> None:
        self.play = play
        self.chance = random.Random(seed)

    async def cast(self) -> None:
        """Everyone the permission table knows, a household with sessions, groups, and someone who never spoke."""
        play = self.play
        members = [await play.member(role.value, role, works=("plaster",)) for role in Role]
        everything = await play.member("Tout", *Role, works=("plaster", "lime"))
        newcomers = [await play.newcomer("Nouvelle"), await play.newcomer("\u202eوافد", "<b>&")]
        for person in newcomers:
            await person.start()
        household = await play.household("Martin", members[1], everything, coach=members[3])
        ids = {role: await play.id_of(person) for role, person in zip(Role, members, strict=True)}
        whole = await play.id_of(everything)
        await play.run(lambda unit: furnish(unit, ids, whole, household))
        group = await play.group("Entraide", members[5], members[:3])
        accounts = [one.account for one in (*members, everything, *newcomers)]
        self.crowd = Crowd(self.chance, play.telegram, table(), accounts, [group.id, -1001, -5])
        who = context.Bot(play.app.bot.id, play.app.bot.username)
        self.worker = Watched(play.app.store, who, table(), play.app.deliverer.wake)
        self.worker.unanswered = []

    async def send(self, updates: int) -> None:
        """So many updates, in portions; the clock goes on, its jobs run, what is queued is sent."""
        left = updates
        while left:
            portion = [self.crowd.update() for _ in range(min(TOGETHER, left))]
            left -= len(portion)
            await self.play.app.store.run(partial(inbox.keep, bot_id=self.play.app.bot.id, updates=portion))
            await self.worker.work()
            self.play.telegram.clock.advance(seconds=self.chance.randrange(600))
            await self._sent(TIRED)
        await self.play.tick()
        await self._sent(0)

    async def _sent(self, waiting: int) -> None:
        while await self.play.app.store.read(_waiting) > waiting:
            await asyncio.sleep(0.01)


async def _waiting(unit: Unit) -> int:
    sql = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND not_before <= ?"
    return int(await unit.value(sql, (unit.now,)))


async def _states(unit: Unit) -> tuple[int, str, int]:
    failed = await unit.value("SELECT COUNT(*) FROM inbox WHERE state IN ('failed', 'set_aside')")
    broken = await unit.all("PRAGMA foreign_key_check")
    return failed, await unit.value("PRAGMA integrity_check"), len(broken)


async def fuzz(updates: int, seed: int, data: Path) -> tuple[Json, list[str], list[Json]]:
    """Run it; return the figures, the troubles met, and the updates left without an answer."""
    play = Play(data, MONDAY)
    with troubles() as found:
        await play.open()
        run = Fuzz(play, seed)
        await run.cast()
        began = perf_counter()
        await run.send(updates)
        seconds = perf_counter() - began
        failed, integrity, broken = await play.app.store.read(_states)
        await play.close()
    figures = {
        "updates": updates,
        "seed": seed,
        "unhandled": max(len(found), failed),
        "unanswered": len(run.worker.unanswered),
        "integrity": integrity if not broken else f"{broken} broken references",
        "seconds": round(seconds, 1),
        "sent": play.telegram.calls.total,
    }
    return figures, found, run.worker.unanswered


def main() -> None:
    """Read the arguments, run, print; with `--show`, what went wrong on standard error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures, found, silent = asyncio.run(fuzz(given.updates, given.seed, Path(folder)))
    if given.show:
        for trouble, times in Counter(found).most_common(20):
            print(times, trouble[-3000:], file=sys.stderr)
        for update in silent[:20]:
            print("unanswered", json.dumps(update)[:600], file=sys.stderr)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
