"""Waiting for what a person (or everyone in a group) sees."""

import re
import time
from collections.abc import Callable, Iterator

from bot.local_telegram.acts.buttons import plain
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.events import Event
from bot.local_telegram.seen import SeenMessage, Toast
from bot.local_telegram.state import State

SHOWING = ("message", "edited")


class Watcher:
    """Reads the events one person sees. ``mark`` says that they acted: what comes afterwards is news."""

    def __init__(self, state: State, person: int, name: str) -> None:
        self._state = state
        self._person = person
        self._name = name
        self._marked = 0
        self._returned: set[int] = set()

    def mark(self, message: Message | None = None) -> None:
        """The person acted: news are what happens from now on (or after the message they sent)."""
        own = None
        if message is not None:
            events = self._state.events.since(self._marked, self._person)
            own = next((e.seq for e in reversed(list(events)) if e.message is message), None)
        self._marked = own if own is not None else self._state.events.seq

    async def sees(
        self, pattern: str, seconds: float, chat: Chat | None, *, ever: bool, by_bots: bool = False
    ) -> SeenMessage:
        """The first event by others (``by_bots``: only theirs) that matches and was not returned; waits for it."""
        wanted = re.compile(pattern, re.DOTALL)

        def fits(event: Event) -> bool:
            if event.kind not in SHOWING or event.message is None or event.payload is None:
                return False
            if event.message.author == self._person or (chat is not None and event.chat is not chat):
                return False
            if by_bots and event.message.author not in self._state.bots and not event.message.via_bot:
                return False
            text = SeenMessage(self._state, event.message, event.payload).text
            return bool(wanted.search(text) or wanted.search(plain(text)))

        event = await self._wait(fits, seconds, 0 if ever else self._marked)
        if event is None or event.message is None or event.payload is None:
            raise AssertionError(f"{self._name} does not see {pattern!r}. Seen:\n{self.transcript()}")
        return SeenMessage(self._state, event.message, event.payload)

    async def toast(self, seconds: float) -> Toast:
        """The next answer to a press since the last act."""
        event = await self._wait(lambda event: event.kind == "toast", seconds, self._marked)
        if event is None:
            raise AssertionError(f"{self._name} gets no answer to the press. Seen:\n{self.transcript()}")
        data = event.data
        return Toast(data["text"], data["alert"], data["url"], data["query_id"])

    async def _wait(self, fits: Callable[[Event], bool], seconds: float, after: int) -> Event | None:
        deadline = time.monotonic() + seconds
        while True:
            for event in self._state.events.since(after, self._person):
                if event.seq not in self._returned and fits(event):
                    self._returned.add(event.seq)
                    return event
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            await self._state.events.wait(left, self._person)

    def transcript(self, last: int = 20) -> str:
        """The newest events, one a line; a bar stands before what is new since the last act."""
        lines = list(self._lines())
        return "\n".join(lines[-last:]) or "(nothing)"

    def _lines(self) -> Iterator[str]:
        for event in self._state.events.since(0, self._person):
            sign = "│" if event.seq > self._marked else " "
            if event.kind in SHOWING and event.message is not None and event.payload is not None:
                seen = SeenMessage(self._state, event.message, event.payload)
                yield f"{sign} {event.kind} #{seen.id} {seen}"
            elif event.kind == "toast":
                yield f"{sign} toast {event.data['text']!r}"
            elif event.kind == "deleted":
                yield f"{sign} deleted {event.data}"
