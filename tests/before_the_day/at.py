"""The clock of these plays, and texts as one reads them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.local_telegram import Person
from storage.clock import PARIS
from tests.play import Play
from tests.work_days.story import SATURDAY


def days_before(days: int, hour: int, minute: int = 0) -> datetime:
    """A moment so many days before the session of these plays, in Paris."""
    day = SATURDAY.date() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


async def comes(play: Play, moment: datetime) -> None:
    """It is this moment, and what the clock brings is delivered."""
    play.telegram.clock.set_to(moment)
    await play.tick()
    await play.telegram.idle()


def plain(text: str) -> str:
    """A text with ordinary spaces, to look for words in it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def heard(person: Person, words: str) -> int:
    """How often a message with these words was sent to somebody."""
    return plain(person.transcript(200)).count(words)
