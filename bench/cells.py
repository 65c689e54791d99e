"""Many associations on one machine: a bot of its own for each (process, file, token), side by side.

    python bench/cells.py --cells 20

The bots run as `coopter run` does, with Telegram's pacing; their people act through one local Telegram in this
process. Printed is one JSON line: memory per cell (`rss_mb_per_cell`; `pss_mb_per_cell` shares out the pages that cells
have in common), what a cell costs while nothing happens (`idle_cpu_percent_per_cell`), taps to their answer at an even
rate over all cells (`tap_p50_ms`, `tap_p99_ms`), then as many as all can take (`updates_per_s_total`), with the
processor time of a cell's update (`cpu_ms_per_update`) and the share of one core that the local Telegram and the people
took meanwhile (`driver_core_share`): near 1, it is they who were the limit.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, perf_counter

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.people import SeenMessage
from storage import choices, households, houses, memberships, people, sessions, work_days
from storage.clock import SystemClock
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Store, Unit
from storage.work_days import Hours, Plan

PEOPLE = 10  # of each cell
SESSIONS = 60  # of each cell: everyone can sign up for each once
WAIT = 180.0  # seconds for a process to start on a busy machine
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Cell:
    """One association: its process, its people with the message they tap on, the taps they have left."""

    bot: int
    token: str
    data: Path
    people: list[Person]
    process: asyncio.subprocess.Process | None = None
    places: list[SeenMessage] = field(default_factory=list)
    taps: list[tuple[int, int]] = field(default_factory=list)  # (person, session)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def cpu(self) -> float:
        """Processor seconds of its process so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> tuple[float, float]:
        """Resident and proportional megabytes of its process."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
        return sizes["Rss"] / 1024, sizes["Pss"] / 1024


async def seed(cell: Cell) -> None:
    """Members with every paper, a household, a supervisor, and sessions on as many days."""
    store = await Store.open(cell.data / "coopter.sqlite3", SystemClock())

    async def work(unit: Unit) -> list[int]:
        known = [await _member(unit, person) for person in cell.people]
        host, leader = await people.add(unit, "Claire"), await people.add(unit, "Karim")
        asked = await households.ask(unit, host.id, "Moreau", commune="91338", built_year=1990)
        await households.accept(unit, asked.id, host.id, None)
        await houses.change_house(unit, asked.id, None, address="12 rue des Lilas")
        await people.grant(unit, leader.id, Role.SUPERVISOR, None)
        await choices.choose(unit, "helpers_per_supervisor", len(known))
        found = []
        morning = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
        for day in range(SESSIONS):
            start = morning + timedelta(days=20 + day)
            hours = Hours(starts_at=start, ends_at=start + timedelta(hours=8), seats=50)
            plan = Plan(works=("insulation",), commune="91338", description="Isoler les combles")
            posted = await work_days.post(unit, asked.id, host.id, plan, [hours])
            session = (await sessions.sessions_of(unit, posted.id))[0].id
            await unit.run(
                "INSERT INTO session_supervisors (session_id, person_id, state, changed_at)"
                " VALUES (?, ?, 'accepted', ?)",
                (session, leader.id, unit.now),
            )
            found.append(int(session))
        return found

    cell.taps = [(person, session) for session in await store.run(work) for person in range(len(cell.people))]
    await store.close()


async def _member(unit: Unit, person: Person) -> int:
    known = await people.add(unit, person.name, telegram_id=person.id)
    await people.accept_charter(unit, known.id, 1, 1)
    await people.change(unit, known.id, None, commune="91338", profile_done=True)
    await memberships.ask(unit, known.id)
    await memberships.decide(unit, known.id, await memberships.season(unit), MembershipState.VALID, known.id)
    return int(known.id)


async def start(telegram: LocalTelegram, cell: Cell) -> None:
    """Start the process as an operator does."""
    environment = {
        **os.environ,
        "COOPTER_TOKEN": cell.token,
        "COOPTER_TELEGRAM_URL": telegram.url,
        "COOPTER_DATA": str(cell.data),
    }
    with (cell.data / "log").open("wb") as log:
        cell.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, cwd=cell.data, stdout=log, stderr=log
        )


async def gather_around(cell: Cell) -> None:
    """Everyone presses Start and waits for the bot."""
    for person in cell.people:
        await person.start(bot=cell.bot)
    cell.places = [await person.sees(".", timeout=WAIT, chat=cell.bot) for person in cell.people]


async def tap(cell: Cell) -> float:
    """One durable sign-up in one tap; return the milliseconds to its answer."""
    person, session = cell.taps.pop(0)
    began = perf_counter()
    await cell.people[person].presses(data=f"1.sojoin.{session}", on=cell.places[person])
    await cell.people[person].toast(timeout=WAIT)
    return (perf_counter() - began) * 1e3


async def evenly(cells: list[Cell], per_second: float, seconds: float) -> list[float]:
    """Taps at an even rate over all cells, whoever still waits; return what each took."""
    began, under_way = monotonic(), []
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + number / per_second - monotonic()))
        under_way.append(asyncio.create_task(tap(cells[number % len(cells)])))
    return await asyncio.gather(*under_way)


async def as_many_as_possible(cells: list[Cell], seconds: float) -> int:
    """Everyone taps again as soon as they are answered; return how many taps were answered."""
    until, done = monotonic() + seconds, 0

    async def go_on(cell: Cell) -> None:
        nonlocal done
        while monotonic() < until and cell.taps:
            await tap(cell)
            done += 1

    # People of a cell take turns, so that nobody taps before their last tap is answered.
    await asyncio.gather(*(go_on(cell) for cell in cells for _ in range(PEOPLE // 2)))
    return done


@asynccontextmanager
async def running(telegram: LocalTelegram, count: int, folder: Path) -> AsyncIterator[list[Cell]]:
    """So many cells, each with its people around it."""
    cells = []
    for number in range(count):
        token = f"{7000000001 + number}:Cells-Token-For-Benchmarks-Only-{number:04}"
        bot = telegram.register(token, "Coop’Ter", f"coopter_{number}_bot")
        crowd = [await telegram.person(f"Membre {number}.{one}") for one in range(PEOPLE)]
        cells.append(Cell(bot.id, token, folder / str(number), crowd))
        await seed(cells[-1])
    try:
        for cell in cells:
            await start(telegram, cell)
        await asyncio.gather(*(gather_around(cell) for cell in cells))
        yield cells
    finally:
        for cell in cells:
            if cell.process is not None and cell.process.returncode is None:
                cell.process.send_signal(signal.SIGTERM)
        await asyncio.gather(*(cell.process.wait() for cell in cells if cell.process is not None))


async def measure(count: int, per_second: float, seconds: float, idle: float) -> dict[str, float]:
    """Run all phases; return the figures."""
    telegram = LocalTelegram(flood=None, strict=False, any_token=True)
    await telegram.start()
    with tempfile.TemporaryDirectory() as folder:
        async with running(telegram, count, Path(folder)) as cells:
            await asyncio.sleep(3)  # what a start leaves to do
            resting = sum(cell.cpu() for cell in cells)
            await asyncio.sleep(idle)
            resting = sum(cell.cpu() for cell in cells) - resting
            taken = sorted(await evenly(cells, per_second, seconds))
            working, driving, began = sum(cell.cpu() for cell in cells), _own_cpu(), monotonic()
            done = await as_many_as_possible(cells, seconds)
            lasted = monotonic() - began
            working, driving = sum(cell.cpu() for cell in cells) - working, _own_cpu() - driving
            sizes = [cell.memory() for cell in cells]
    await telegram.stop()
    return {
        "cells": count,
        "rss_mb_per_cell": round(sum(rss for rss, _ in sizes) / count, 1),
        "pss_mb_per_cell": round(sum(pss for _, pss in sizes) / count, 1),
        "idle_cpu_percent_per_cell": round(100 * resting / idle / count, 2),
        "taps_per_s": per_second,
        "tap_p50_ms": round(taken[len(taken) // 2], 1),
        "tap_p99_ms": round(taken[int(len(taken) * 0.99)], 1),
        "updates_per_s_total": round(done / lasted, 1),
        "cpu_ms_per_update": round(1e3 * working / done, 2),
        "driver_core_share": round(driving / lasted, 2),
    }


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Read the options, print the line."""
    parser = argparse.ArgumentParser(description="Many associations on one machine.")
    parser.add_argument("--cells", type=int, default=20)
    parser.add_argument("--taps-per-second", type=float, default=20.0, help="over all cells, in the even phase")
    parser.add_argument("--seconds", type=float, default=15.0, help="of each phase with taps")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds in which nothing happens")
    given = parser.parse_args()
    print(json.dumps(asyncio.run(measure(given.cells, given.taps_per_second, given.seconds, given.idle))))


if __name__ == "__main__":
    main()
