"""A power cut before each sync: the files hold what was synced, and of the rest nothing, or some of it, torn."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.process import BotProcess
from tests.crash.recording import Event, missing, read, wrapper
from tests.crash.stage import Stage

SECTOR = 512  # what a disk writes whole


@dataclass
class Disk:
    """What of each file is on the disk for sure, and what was written since."""

    synced: dict[str, bytearray]
    loose: dict[str, list[Event]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """One more call. A file that is removed is taken to be gone at once."""
        if event.kind == "gone":
            self.synced.pop(event.file, None)
            self.loose.pop(event.file, None)
            return
        if event.kind != "sync":
            self.loose.setdefault(event.file, []).append(event)
            return
        image = self.synced.setdefault(event.file, bytearray())
        for one in self.loose.pop(event.file, []):
            _apply(image, one)

    def after_a_cut(self, dice: random.Random | None) -> dict[str, bytearray]:
        """The files as the next start finds them; with dice, some of what was not synced has arrived, in parts."""
        if dice is None:
            return self.synced
        files = {name: bytearray(image) for name, image in self.synced.items()}
        for name, events in self.loose.items():
            for event in (one for one in events if dice.random() < 0.5):
                _apply(files.setdefault(name, bytearray()), _torn(event, dice))
        return files


def _apply(image: bytearray, event: Event) -> None:
    if event.kind == "cut":
        del image[event.offset :]
        return
    image.extend(bytes(max(event.offset - len(image), 0)))
    image[event.offset : event.offset + len(event.data)] = event.data


def _torn(event: Event, dice: random.Random) -> Event:
    if event.kind == "cut" or len(event.data) <= SECTOR:
        return event
    return event._replace(data=event.data[: SECTOR * dice.randint(1, len(event.data) // SECTOR)])


@dataclass
class Outcome:
    """What the cuts found: how many there were, and how many acknowledged acts the worst of them lost."""

    syncs: int = 0
    cuts: int = 0
    acknowledged: int = 0
    most_lost: int = 0
    cuts_that_lost: int = 0
    damaged: int = 0
    wrong: list[str] = field(default_factory=list)


async def cut_the_power(
    folder: Path, seed: int, seconds: float, module: str = "bot", cuts: int | None = None
) -> Outcome:
    """Play for some seconds with the bot recorded, then cut the power before (at most `cuts` of) its syncs."""
    reason = missing()
    if reason:
        raise RuntimeError(reason)
    dice = random.Random(seed)
    stage = Stage(folder, dice)
    await stage.open()
    try:
        base = {file.name: bytearray(file.read_bytes()) for file in stage.data.glob(f"{stage.database.name}*")}
        record = folder / "record"
        stage.bot = BotProcess(stage.telegram, stage.data, module=module)
        await stage.bot.start(*wrapper(record))
        await stage.bot.serves()
        stage.begin()
        await asyncio.sleep(seconds)
        stage.raise_failures()
        await stage.end()
    finally:
        await stage.close()
    events = list(read(record, stage.database))
    return _look(stage, events, Disk(base), dice, cuts)


def _look(stage: Stage, events: list[Event], disk: Disk, dice: random.Random, cuts: int | None) -> Outcome:
    outcome = Outcome(syncs=sum(event.kind == "sync" for event in events), acknowledged=stage.claims.acknowledged)
    share = 1.0 if cuts is None else min(cuts / max(outcome.syncs, 1), 1.0)
    for event in events:
        if event.kind == "sync" and dice.random() <= share:
            outcome.cuts += 1
            found = [*_found(stage, disk, None, event.at), *_found(stage, disk, dice, event.at)]
            _count(outcome, found)
        disk.take(event)
    return outcome


def _found(stage: Stage, disk: Disk, dice: random.Random | None, moment: float) -> Iterator[tuple[str, str]]:
    folder = stage.folder / "cut"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, image in disk.after_a_cut(dice).items():
        (folder / name).write_bytes(image)
    yield from stage.claims.check(folder / stage.database.name, moment)


def _count(outcome: Outcome, found: Iterable[tuple[str, str]]) -> None:
    lost = {what for kind, what in found if kind == "lost"}
    other = [f"{kind}: {what}" for kind, what in found if kind != "lost"]
    outcome.most_lost = max(outcome.most_lost, len(lost))
    outcome.cuts_that_lost += bool(lost)
    outcome.damaged += bool(other)
    outcome.wrong += [*(f"lost: {what}" for what in lost), *other][: 5 - len(outcome.wrong)]
