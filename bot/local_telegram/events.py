"""What happened, in order: the people's drivers, the page and whoever waits read it from here."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.local_telegram.chats import Chat, Message

KEPT = 20_000
KEPT_PER_PERSON = 1_000


@dataclass(slots=True, eq=False)
class Event:
    """One thing that happened, seen by ``people`` (nobody in particular when it is about the server itself).

    ``payload`` is the message as it was at that moment; ``data`` whatever else the kind calls for.
    """

    seq: int
    at: float
    kind: str
    people: tuple[int, ...] = ()
    chat: Chat | None = None
    message: Message | None = None
    payload: dict[str, Any] | None = None
    data: Any = None


class EventLog:
    """A bounded log with sequence numbers, and a way to wait for the next entry."""

    def __init__(self) -> None:
        self.seq = 0
        self.last_shown = 0.0
        self._all: deque[Event] = deque(maxlen=KEPT)
        self._by_person: defaultdict[int, deque[Event]] = defaultdict(lambda: deque(maxlen=KEPT_PER_PERSON))
        self._waiting: dict[int, set[asyncio.Future[None]]] = {}

    def add(
        self,
        kind: str,
        at: float,
        people: Iterable[int] = (),
        chat: Chat | None = None,
        message: Message | None = None,
        data: Any = None,
    ) -> Event:
        """Note that something happened and wake whoever waits for it."""
        self.seq += 1
        payload = message.payload if message is not None else None
        event = Event(self.seq, at, kind, tuple(people), chat, message, payload, data)
        self._all.append(event)
        for person in event.people:
            self._by_person[person].append(event)
            if self._waiting:
                self._wake(person)
        if self._waiting:
            self._wake(0)
        return event

    def since(self, seq: int, person: int = 0) -> Iterator[Event]:
        """Events after ``seq``, oldest first; those one person sees, when named."""
        kept = self._by_person[person] if person else self._all
        newer = 0
        for event in reversed(kept):
            if event.seq <= seq:
                break
            newer += 1
        return iter(list(kept)[len(kept) - newer :] if newer else [])

    def missed(self, seq: int) -> bool:
        """Whether something after ``seq`` is no longer kept."""
        oldest = self._all[0].seq if self._all else self.seq + 1
        return seq + 1 < oldest

    async def wait(self, timeout: float, person: int = 0) -> bool:  # noqa: ASYNC109 - callers loop over a deadline
        """Wait for the next event (of that person); False when the time ran out first. In seconds."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, set()).add(future)
        try:
            await asyncio.wait_for(future, max(timeout, 0))
        except TimeoutError:
            return False
        finally:
            waiting = self._waiting.get(person)
            if waiting is not None:
                waiting.discard(future)
                if not waiting:
                    del self._waiting[person]
        return True

    def _wake(self, person: int) -> None:
        for future in self._waiting.get(person, ()):
            if not future.done():
                future.set_result(None)
