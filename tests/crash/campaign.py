"""Kill after kill, and the figures of the whole."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.crash.actors import Coach
from tests.crash.claims import copy_files, unsound
from tests.crash.messages import Sent
from tests.crash.moments import MOMENTS
from tests.crash.older import kill_a_migration
from tests.crash.stage import NETWORK_MS, Stage

MIGRATIONS = 12  # one kill in so many interrupts a migration
IN_FLIGHT = 32  # how many messages the bot has on their way at most


@dataclass
class Figures:
    """What a campaign found. `wrong` says it in words; the numbers count them."""

    seed: int
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled_effects: int = 0
    doubled_messages: int = 0
    most_doubled_in_a_chat: int = 0  # by one kill
    most_doubled_by_a_kill: int = 0
    interrupted: int = 0  # conversations that a kill found in the middle of a form
    resumed: int = 0  # of those, which went on at the same question
    broadcasts: int = 0
    damaged: int = 0
    moments: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, found: list[tuple[str, str]]) -> None:
        """Count what is wrong."""
        for kind, what in found:
            self.wrong.append(f"{kind}: {what}")
            self.lost += kind == "lost"
            self.doubled_effects += kind == "doubled"
            self.damaged += kind == "damaged"

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        few = self.most_doubled_in_a_chat <= 1 and self.most_doubled_by_a_kill <= IN_FLIGHT
        return few and not self.wrong and self.resumed == self.interrupted

    def view(self) -> dict[str, object]:
        """The figures as they are printed; of what went wrong, the beginning."""
        return {**asdict(self), "wrong": self.wrong[:5]}


async def campaign(
    folder: Path, kills: int, seed: int, tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr)
) -> Figures:
    """Play until the bot has been killed `kills` times, let it finish, and compare with the model."""
    stage = Stage(folder, random.Random(seed))
    figures = Figures(seed)
    moments: Counter[str] = Counter()
    await stage.open()
    sent = Sent(stage.telegram)
    try:
        stage.begin()
        while figures.kills < kills:
            figures.kills += 1
            moments[await _one_kill(stage, sent, figures)] += 1
            stage.raise_failures()
            if figures.kills % 20 == 0:
                tell(f"{figures.kills} kills, {stage.claims.acknowledged} acknowledged, wrong: {figures.wrong[:3]}")
        await stage.bot.start()
        await stage.end()
        _conclude(stage, sent, figures)
    finally:
        await stage.close()
    figures.moments = dict(moments)
    return figures


async def _one_kill(stage: Stage, sent: Sent, figures: Figures) -> str:
    """Start the bot, kill it, and look at what it left behind; return which moment it was."""
    if figures.kills % MIGRATIONS == MIGRATIONS // 2:
        figures.note(await kill_a_migration(stage.folder, stage.telegram, stage.dice))
        return "migrating"
    names = list(MOMENTS)
    name = stage.dice.choices(names, [MOMENTS[one][1] for one in names])[0]
    await stage.bot.start()
    await MOMENTS[name][0](stage)
    for actor in stage.actors:
        actor.killed()
    figures.note(stage.claims.check(copy_files(stage.database, stage.folder / "left")))
    if name == "backed up":
        _look_at_backup(stage, figures)
    await asyncio.sleep(NETWORK_MS[1] / 1000)  # what was on its way to Telegram arrives
    sent.mark()
    return name


def _look_at_backup(stage: Stage, figures: Figures) -> None:
    """A backup that was cut short is not there, or whole as the one before was."""
    backup = stage.folder / "backup.sqlite3"
    if backup.exists():
        with closing(sqlite3.connect(backup)) as db:
            figures.note([("damaged", f"backup: {text}") for text in unsound(db)])
            empty = db.execute("SELECT COUNT(*) FROM people").fetchone()[0] == 0
        figures.note([("lost", "a backup without people")] if empty else [])


def _conclude(stage: Stage, sent: Sent, figures: Figures) -> None:
    figures.note(stage.claims.check(stage.database))
    with closing(sqlite3.connect(stage.database)) as db:
        left = db.execute("SELECT state, COUNT(*) FROM inbox WHERE state <> 'handled' GROUP BY state").fetchall()
    figures.note([("lost", f"{count} updates {state}") for state, count in left])
    figures.acknowledged = stage.claims.acknowledged
    figures.interrupted = sum(actor.interrupted for actor in stage.actors)
    figures.resumed = sum(actor.resumed for actor in stage.actors)
    figures.broadcasts = sum(actor.filled for actor in stage.actors if isinstance(actor, Coach))
    lost, doubled = sent.compare(stage.database)
    figures.note([("lost", what) for what in lost])
    figures.doubled_messages = doubled.total()
    figures.most_doubled_in_a_chat = max(doubled.values(), default=0)
    by_kill: Counter[int] = Counter()
    for (kill, _), count in doubled.items():
        by_kill[kill] += count
    figures.most_doubled_by_a_kill = max(by_kill.values(), default=0)
    if -1 in by_kill:
        figures.note([("doubled", f"{by_kill[-1]} messages were sent again without a kill")])
