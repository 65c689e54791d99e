"""A broadcast to many at Telegram's limit, over a slow network, while people press buttons.

    python bench/broadcast.py [--recipients 10000] [--paid-recipients 10000]

Nothing is scaled: 10,000 recipients at 30 a second take 333 seconds. The local Telegram enforces the limit over a
sliding second as messages arrive (429 beyond it); each request and each answer travels 40 to 75 ms; one recipient in
fifty has blocked the bot. During the broadcast people who received it press «Je viens», one after the other; a tap
is timed beside the network: from the moment the update has reached the bot to the arrival of its first answer, less
the way of that answer. A second broadcast goes at the limit of paid ones, 1,000 a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local_telegram import FloodLimits, LocalTelegram, Person
from bot.local_telegram.calls import CallRecord
from storage import broadcasts, people
from storage.broadcasts import Audience
from storage.choices import choose
from storage.clock import SystemClock
from storage.people import Role
from storage.store import Store, Unit

HERE = Path(__file__).parent
BODY = "Café des autorénovateurs samedi à 10 h."
BLOCKED_ONE_IN = 50
TICKS = os.sysconf("SC_CLK_TCK")


class Watched:
    """A local Telegram that notes what comes, when, and what became of it."""

    def __init__(self, latency_ms: tuple[float, float]) -> None:
        self.telegram = LocalTelegram(flood=FloodLimits(), latency_ms=latency_ms, query_age_seconds=120)
        self.statuses: Counter[int] = Counter()
        self.sent_at: list[float] = []  # messages that count, tried
        self.accepted = 0
        self.updates_left: list[float] = []
        self.toast = asyncio.Event()
        self.toast_came = 0.0
        self._answer, self.telegram._api.answer = self.telegram._api.answer, self.answer  # type: ignore[method-assign]
        self._finish, self.telegram.calls.finish = self.telegram.calls.finish, self.finish  # type: ignore[method-assign]

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Note when an answer to a press comes in, and when updates have gone out."""
        if path.endswith("answerCallbackQuery"):
            self.toast_came = time.monotonic()
            self.toast.set()
        response = await self._answer(request, path)
        if path.endswith("getUpdates"):
            self.updates_left.append(time.monotonic())
        return response

    def finish(self, record: CallRecord, started: float) -> None:
        """Note how a call ended."""
        self._finish(record, started)
        self.statuses[record.status] += 1
        if record.method in ("sendMessage", "editMessageText"):
            self.sent_at.append(time.monotonic())
            self.accepted += record.status == 200

    async def crowd(self, count: int) -> list[Person]:
        """People who started the bot; some have blocked it since."""
        state = self.telegram.state
        crowd = [await self.telegram.person(f"Léa {number}") for number in range(count + 1)]
        for number, person in enumerate(crowd):
            chat = state.private_chat(person.id, self.telegram.bot.id)
            chat.started, chat.blocked = True, bool(number) and number % BLOCKED_ONE_IN == 0
        return crowd

    def received(self, person: Person) -> int:
        """How often someone has the broadcast."""
        chat = self.telegram.state.private_chat(person.id, self.telegram.bot.id)
        return sum("autorénovateurs" in message.payload.get("text", "") for message in chat.messages.values())


async def seed(data: Path, crowd: list[Person], *, paid: bool) -> None:
    """The bot knows the crowd; the first of it, a coach, has a broadcast on its way to all the others."""

    async def fill(unit: Unit) -> None:
        for person in crowd:
            known = await people.add(unit, person.account.first_name, telegram_id=person.id)
            await people.accept_charter(unit, known.id, 1, 1)
        author = await people.by_telegram(unit, crowd[0].id)
        assert author is not None
        await people.grant(unit, author.id, Role.COACH, None)
        await people.change(unit, author.id, None, notifications="none")
        await choose(unit, "paid_broadcasts", paid)
        await broadcasts.add(
            unit, author.id, Audience(), BODY, file=None, is_photo=False, with_buttons=True, send_at=None
        )

    store = await Store.open(data / "coopter.sqlite3", SystemClock(), synchronous="NORMAL")
    await store.run(fill)
    await store.close()


async def taps(watched: Watched, crowd: list[Person], over: asyncio.Event) -> list[float]:
    """People who received it press, one after the other, at random moments; return the milliseconds each waited."""
    dice, taken = random.Random(1), []
    waiting = [person for number, person in enumerate(crowd) if number and number % BLOCKED_ONE_IN]
    while not over.is_set():
        await asyncio.sleep(dice.uniform(0.1, 0.6))
        person = next((one for one in waiting if watched.received(one)), None)
        if person is None or over.is_set():
            continue
        waiting.remove(person)
        watched.toast.clear()
        watched.updates_left.clear()
        await person.presses("Je viens")
        await asyncio.wait_for(watched.toast.wait(), 30)
        taken.append((watched.toast_came - watched.updates_left[0]) * 1e3)
    return taken


async def broadcast(recipients: int, latency_ms: tuple[float, float], *, paid: bool) -> dict[str, Any]:
    """One broadcast, from the bot's start to its last message."""
    watched = Watched(latency_ms)
    await watched.telegram.start()
    crowd = await watched.crowd(recipients)
    with tempfile.TemporaryDirectory(dir=HERE.parent, prefix=".bench-") as folder:
        await seed(Path(folder), crowd, paid=paid)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=HERE.parent,
            env={
                **os.environ, "COOPTER_TOKEN": watched.telegram.token, "COOPTER_DATA": folder,
                "COOPTER_TELEGRAM_URL": watched.telegram.url,
            },
        )  # fmt: skip
        server_cpu = time.process_time()
        try:
            taken, end = await _delivered(watched, crowd)
            cpu = _cpu_seconds(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()
    counts = [watched.received(person) for number, person in enumerate(crowd) if number and number % BLOCKED_ONE_IN]
    await watched.telegram.stop()
    tried = sum(moment <= end for moment in watched.sent_at)
    seconds = end - watched.sent_at[0]
    return {
        "seconds": round(seconds, 1),
        "per_s": round(tried / seconds, 1),
        "accepted_per_s": round(watched.accepted / seconds, 1),
        "status_429": watched.statuses[429],
        "taps": len(taken),
        "tap_p50_ms": round(taken[len(taken) // 2], 1) if taken else None,
        "tap_p99_ms": round(taken[int(len(taken) * 0.99)], 1) if taken else None,
        "tap_max_ms": round(taken[-1], 1) if taken else None,
        "lost": sum(count == 0 for count in counts),
        "doubled": sum(count > 1 for count in counts),
        "bot_cpu_share": round(cpu / seconds, 2),
        "bot_cpu_ms_per_message": round(cpu / tried * 1e3, 3),
        "server_cpu_share": round((time.process_time() - server_cpu) / seconds, 2),
    }


async def _delivered(watched: Watched, crowd: list[Person]) -> tuple[list[float], float]:
    """Wait until all that can have it have it, while people press; return their waits, and when the last one left."""
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        tapping = group.create_task(taps(watched, crowd, over))
        missing = [person for number, person in enumerate(crowd) if number and number % BLOCKED_ONE_IN]
        refused = len(crowd) - 1 - len(missing)
        while missing or watched.statuses[403] < refused:
            await asyncio.sleep(0.25)
            while missing and watched.received(missing[-1]):
                missing.pop()
        end = watched.sent_at[-1]
        over.set()
    await asyncio.sleep(1.0)
    return sorted(tapping.result()), end


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def main() -> None:
    """Both broadcasts, one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=10_000, help="of the broadcast at 30 a second")
    parser.add_argument("--paid-recipients", type=int, default=10_000, help="of the one at 1,000 a second; 0: none")
    given = parser.parse_args()
    free = await broadcast(given.recipients, (80.0, 150.0), paid=False)
    figures: dict[str, Any] = {
        "recipients": given.recipients,
        "time_scale": 1,
        "limit_share": round(free["per_s"] / 30, 3),
    }
    figures |= {name: free[name] for name in ("status_429", "tap_p50_ms", "tap_p99_ms", "lost", "doubled")}
    if given.paid_recipients:
        paid = await broadcast(given.paid_recipients, (80.0, 150.0), paid=True)
        figures |= {"max_per_s": paid["per_s"], "paid": paid}
    print(json.dumps({**figures, "free": free}))


if __name__ == "__main__":
    asyncio.run(main())
