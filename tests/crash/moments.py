"""When the bot is killed: at work, while messages are on their way, while it starts, during a backup."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable

from tests.crash.process import ROOT, BotProcess
from tests.crash.stage import Stage

Moment = Callable[[Stage], Awaitable[None]]


async def at_work(stage: Stage) -> None:
    """Some time after it began to serve."""
    await stage.bot.serves()
    await asyncio.sleep(stage.dice.uniform(0.0, 1.0))
    await stage.bot.kill()


async def while_sending(stage: Stage) -> None:
    """Just after Telegram took a message: before its answer has reached the bot, or before the bot wrote it down."""
    await stage.bot.serves()
    await asyncio.sleep(stage.dice.uniform(0.0, 0.5))
    events = stage.telegram.state.events
    seq, left = events.seq, stage.dice.randint(1, 6)
    while True:
        new = [one for one in events.since(seq) if one.kind == "message" and one.message is not None]
        if sum(_by_bot(stage, one.message.author) for one in new if one.message is not None) >= left:
            break
        await events.wait(1.0)
    await asyncio.sleep(stage.dice.uniform(0.0, 0.02))
    await stage.bot.kill()


def _by_bot(stage: Stage, author: int) -> bool:
    return author == stage.telegram.bot.id


async def while_starting(stage: Stage) -> None:
    """Between its first instruction and its first answers."""
    await asyncio.sleep(stage.dice.uniform(0.2, 0.9))
    await stage.bot.kill()


async def while_backed_up(stage: Stage) -> None:
    """During `coopter backup`, which is killed too."""
    await stage.bot.serves()
    backup = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "backup", str(stage.folder / "backup.sqlite3"), "--data", str(stage.data),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    await asyncio.sleep(stage.dice.uniform(0.1, 0.5))
    first, second = (backup, stage.bot) if stage.dice.random() < 0.5 else (stage.bot, backup)
    for one in (first, second):
        await _kill(one)


async def _kill(one: asyncio.subprocess.Process | BotProcess) -> None:
    if isinstance(one, BotProcess):
        await one.kill()
        return
    with contextlib.suppress(ProcessLookupError):  # it is done
        one.kill()
    await one.communicate()


MOMENTS: dict[str, tuple[Moment, int]] = {
    "at work": (at_work, 5),
    "sending": (while_sending, 5),
    "starting": (while_starting, 3),
    "backed up": (while_backed_up, 1),
}
"""Each moment and how often it comes among the others. A migration is killed in `older.py`, on data of its own."""
