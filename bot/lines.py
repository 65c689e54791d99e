"""What waits to be sent, in memory: one line for each chat, so that a chat gets its messages in order, one at a time.

Only ids are held here; a row is read when its turn comes, and may have been dropped meanwhile.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple, Protocol

from storage.outbox import Kind, Priority


class Item(NamedTuple):
    """A row of the outbox (`row`), or a live card that is behind (`card`): their ids, 0 for none."""

    chat: int
    priority: int
    kind: Kind
    row: int = 0
    card: int = 0

    @property
    def unpaced(self) -> bool:
        """Answers to presses and inline queries are not counted by Telegram."""
        return self.kind in ("toast", "inline")


class Gate(Protocol):
    """Who says when a message may leave."""

    def wait(self, item: Item) -> float:
        """Return for how many seconds it has to wait."""

    def stopped(self, item: Item) -> float:
        """Return for how many seconds even what Telegram does not count has to wait."""

    def wait_for_all(self, item: Item) -> float:
        """Return for how many seconds all like it have to wait."""

    def take(self, item: Item) -> None:
        """It is taken: it counts from now on."""


class Lines:
    """The lines, and who is busy. A toast does not wait behind messages, and nothing waits behind a toast."""

    def __init__(self) -> None:
        self._lines: list[dict[int, deque[Item]]] = [{}, {}, {}]
        self._quick: deque[Item] = deque()
        self._rows: set[int] = set()
        self._cards: set[int] = set()
        self._busy: set[int] = set()
        self.counts = [0, 0, 0]

    def add(self, item: Item) -> None:
        """Put an item in its chat's line, unless it is there already or on its way."""
        known, key = (self._cards, item.card) if item.card else (self._rows, item.row)
        if key in known:
            return
        known.add(key)
        if item.unpaced:
            self._quick.append(item)
        else:
            self._lines[item.priority].setdefault(item.chat, deque()).append(item)
            self.counts[item.priority] += 1

    def take(self, limit: int, gate: Gate) -> tuple[list[Item], float]:
        """Take up to `limit` items that may leave now, best first; return them and how long until one more may.

        `gate` says how long each has to wait, and counts what is taken; a taken chat stays busy until `done`.
        """
        taken, soonest = self._take_quick(limit, gate)
        for priority in Priority:
            lines = self._lines[priority]
            for chat in list(lines):
                if len(taken) >= limit:
                    return taken, soonest
                for_all = gate.wait_for_all(lines[chat][0])
                if for_all > 0:
                    soonest = min(soonest, for_all)
                    break
                if chat in self._busy or self._ahead(chat, priority):
                    continue
                pause = gate.wait(lines[chat][0])
                if pause > 0:
                    soonest = min(soonest, pause)
                    continue
                taken.append(self._first(lines, chat, priority))
                gate.take(taken[-1])
        return taken, soonest

    def _take_quick(self, limit: int, gate: Gate) -> tuple[list[Item], float]:
        taken: list[Item] = []
        soonest = float("inf")
        for _ in range(len(self._quick)):
            item = self._quick.popleft()
            pause = gate.stopped(item)
            if pause > 0 or len(taken) >= limit:
                soonest = min(soonest, max(pause, 0.0))
                self._quick.append(item)
            else:
                taken.append(item)
        return taken, soonest

    def _ahead(self, chat: int, priority: Priority) -> bool:
        """Whether something more urgent waits for the same chat."""
        return any(chat in self._lines[higher] for higher in range(priority))

    def _first(self, lines: dict[int, deque[Item]], chat: int, priority: int) -> Item:
        item = lines[chat].popleft()
        if not lines[chat]:
            del lines[chat]
        self.counts[priority] -= 1
        self._busy.add(chat)
        return item

    def again(self, item: Item) -> None:
        """An item was not sent, or nobody knows: it is the first of its chat's line, nothing overtakes it."""
        if item.unpaced:
            self._quick.append(item)
            return
        self._lines[item.priority].setdefault(item.chat, deque()).appendleft(item)
        self.counts[item.priority] += 1
        self._busy.discard(item.chat)

    def done(self, item: Item) -> None:
        """An item is settled: its chat is free, and the item may come again."""
        if item.card:
            self._cards.discard(item.card)
        else:
            self._rows.discard(item.row)
        if not item.unpaced:
            self._busy.discard(item.chat)

    @property
    def empty(self) -> bool:
        """Whether nothing waits and nobody is busy."""
        return not (self._rows or self._cards)
