"""Screens with a million people against the same screens with a thousand.

    python bench/scale.py [--people 1000000] [--folder FOLDER] [--times 100] [--jobs]

Builds both databases (in a temporary folder, or once for all in FOLDER), opens every screen many times in both, taking
turns, through the real handlers, views and templates, without commit and network. Prints one JSON line: `screens`
(name → [p50, p99] in ms, small and large, and the ratio of the medians), `worst_ratio`, with `--jobs` also `jobs`
(name → small and large: its `portions` until nothing is due, in ms the `longest` and the `typical` of them, a `tick`
with nothing to do, and asking when it is `next_due`), `audience_s` (the slowest exact count of an audience on a
connection of its own), `tap_p99_ms` (a whole committed tap while audiences are counted) and `tap_alone_p99_ms`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.big_world import NOW, BigWorld, build
from bench.screens import Screen, visitors
from bench.visits import answer, visit
from handlers.context import Bot
from handlers.dispatch import handle
from handlers.routes import table
from handlers.routing import Job
from storage import audience, choices
from storage.audience import Audience
from storage.clock import SteeredClock
from storage.people import Role
from storage.store import Store, Unit

SMALL = 1000
BOT = Bot(7, "coopter_bot")
TAPS = 300


class Cooperative:
    """One size: its open store and its screens."""

    def __init__(self, store: Store, world: BigWorld, screens: dict[str, Screen]) -> None:
        self.store = store
        self.world = world
        self.screens = screens

    @classmethod
    async def open(cls, folder: Path, people: int) -> Cooperative:
        """Build what is missing, and open it."""
        path = folder / f"{people}.sqlite3"
        world = await asyncio.to_thread(build, path, people)
        clock = SteeredClock()
        clock.freeze(NOW)
        store = await Store.open(path, clock)
        await store.run(_settled)
        return cls(store, world, (await visitors(store, world)).screens())

    async def visit(self, name: str) -> float:
        """Open a screen; return the milliseconds."""
        return 1e3 * await visit(self.store, BOT, table(), self.screens[name]())


async def _settled(unit: Unit) -> None:
    """What taps of an earlier run left to be sent and redrawn is done."""
    await unit.run("UPDATE cards SET shown = version WHERE shown < version")
    await unit.run("UPDATE outbox SET state = 'dropped', settled_at = ? WHERE state = 'waiting'", (unit.now,))


async def time_screens(small: Cooperative, large: Cooperative, times: int) -> dict[str, Any]:
    """Open every screen so many times in both, taking turns."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in small.screens}
    for turn in range(times + 2):
        for name, both in taken.items():
            for kept, cooperative in zip(both, (small, large), strict=True):
                milliseconds = await cooperative.visit(name)
                if turn >= 2:  # the first ones warm templates and caches
                    kept.append(milliseconds)
    return {name: _figures(*both) for name, both in taken.items()}


def _figures(small: list[float], large: list[float]) -> dict[str, Any]:
    return {
        "small": [round(median(small), 2), round(_p99(small), 2)],
        "large": [round(median(large), 2), round(_p99(large), 2)],
        "ratio": round(median(large) / median(small), 2),
    }


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


async def time_jobs(small: Cooperative, large: Cooperative) -> dict[str, dict[str, list[float]]]:
    """Run each job of the clock to its end, portion by portion, and once more, as most ticks do."""
    found: dict[str, dict[str, list[float]]] = {}
    for job in table().jobs:
        both = [await _job(cooperative.store, job) for cooperative in (small, large)]
        found[job.name] = {
            "portions": [len(taken) - 1 for taken, _ in both],
            "longest": [round(max(taken), 1) for taken, _ in both],
            "typical": [round(median(taken), 1) for taken, _ in both],
            "tick": [round(taken[-1], 1) for taken, _ in both],
            "next_due": [round(asked, 1) for _, asked in both],
        }
    return found


async def _job(store: Store, job: Job) -> tuple[list[float], float]:
    """Return the milliseconds of each portion, the last with nothing to do, and those of asking what is next."""

    async def portion(unit: Unit) -> tuple[float, bool]:
        chosen = await choices.load(unit)
        began = perf_counter()
        more = await job.run(unit, chosen)
        return 1e3 * (perf_counter() - began), bool(more)

    async def ask(unit: Unit) -> float:
        chosen = await choices.load(unit)
        began = perf_counter()
        if job.next_due is not None:
            await job.next_due(unit, chosen)
        return 1e3 * (perf_counter() - began)

    taken, more = [], True
    while more:
        milliseconds, more = await store.run(portion)
        taken.append(milliseconds)
    milliseconds, _ = await store.run(portion)
    return [*taken, milliseconds], await store.read(ask)


AUDIENCES = (
    Audience(), *(Audience(role=role.value) for role in Role), Audience(commune="91338"), Audience(cohort=3),
    Audience(role="volunteer", commune="91338"),
)  # fmt: skip


async def count_audiences(large: Cooperative) -> tuple[float, list[float]]:
    """Count exactly on a connection of its own while people keep signing up; return the slowest, and the taps (ms)."""
    other = await Store.open(large.store.path, large.store.clock)
    counting = asyncio.create_task(_count(other))
    taps = []
    while not counting.done() or len(taps) < TAPS:
        taps.append(await _tap(large))
    await other.close()
    return await counting, taps


async def _count(store: Store) -> float:
    slowest = 0.0
    for _ in range(3):
        for one in AUDIENCES:
            began = perf_counter()
            await store.read(partial(audience.size, audience=one))
            slowest = max(slowest, perf_counter() - began)
    return slowest


async def _tap(large: Cooperative) -> float:
    """A sign-up that is committed, and its answer prepared on the reading connection: what a person waits for."""
    update = large.screens["sign up"]()
    began = perf_counter()

    async def work(unit: Unit) -> int:
        newest: int = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
        await handle(unit, BOT, table(), {"update_id": 1, **update})
        return newest

    newest = await large.store.run(work)
    await large.store.read(lambda unit: answer(unit, table(), newest))
    return 1e3 * (perf_counter() - began)


async def run(folder: Path, people: int, times: int, with_jobs: bool) -> dict[str, Any]:
    """Build, time, and return the figures."""
    async with AsyncExitStack() as stack:
        small, large = [await Cooperative.open(folder, size) for size in (SMALL, people)]
        for cooperative in (small, large):
            stack.push_async_callback(cooperative.store.close)
        return await _figures_of(small, large, times, with_jobs)


async def _figures_of(small: Cooperative, large: Cooperative, times: int, with_jobs: bool) -> dict[str, Any]:
    screens = await time_screens(small, large, times)
    jobs = await time_jobs(small, large) if with_jobs else {}
    alone = [await _tap(large) for _ in range(TAPS)]
    slowest, taps = await count_audiences(large)
    return {
        "people": large.world.people,
        "screens": screens,
        "worst_ratio": max(one["ratio"] for one in screens.values()),
        "jobs": jobs,
        "audience_s": round(slowest, 3),
        "tap_p99_ms": round(_p99(taps), 1),
        "tap_alone_p99_ms": round(_p99(alone), 1),
    }


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--jobs", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        print(json.dumps(asyncio.run(run(folder, given.people, given.times, given.jobs))))


if __name__ == "__main__":
    main()
