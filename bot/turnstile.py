"""Where messages pass on their way out: the pace is asked and told for each, paid broadcasts by their own limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.lines import Item
from bot.pace import Pace
from storage.outbox import Priority


class Turnstile:
    """Lets messages through as the pace allows; `paid`: broadcasts are sent as paid ones."""

    def __init__(self, pace: Pace, *, paid: bool) -> None:
        self._pace = pace
        self._paid = paid

    def pays(self, item: Item) -> bool:
        """Whether a message is sent as a paid one; an edit cannot be."""
        return self._paid and item.kind == "say" and item.priority == Priority.BROADCAST

    def wait(self, item: Item) -> float:
        """Return for how many seconds it has to wait."""
        return self._pace.wait(item.chat, interactive=item.priority == Priority.ANSWER, paid=self.pays(item))

    def stopped(self, item: Item) -> float:
        """Return for how many seconds even what Telegram does not count has to wait."""
        return self._pace.stopped(item.chat)

    def wait_for_all(self, item: Item) -> float:
        """Return for how many seconds all like it have to wait."""
        return self._pace.wait_for_all(paid=self.pays(item))

    def take(self, item: Item) -> None:
        """It is taken: it counts from now on."""
        self._pace.take(item.chat, paid=self.pays(item))

    def give_back(self, item: Item) -> None:
        """It was taken, and does not leave."""
        self._pace.give_back(paid=self.pays(item))

    @contextmanager
    def passing(self, item: Item) -> Iterator[None]:
        """It is on its way; at the end its answer has come."""
        sent_at = self._pace.now()
        try:
            yield
        finally:
            self._pace.answered(sent_at, paid=self.pays(item))
