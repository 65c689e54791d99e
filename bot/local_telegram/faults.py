"""Bad days on request: errors, time-outs and broken connections for some calls, for a while."""

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = (
    "bad_gateway",
    "server_error",
    "timeout_before",
    "timeout_after",
    "reset_before",
    "reset_after",
    "refuse",
    "too_many_requests",
    "unauthorized",
    "slow",
)


@dataclass(slots=True)
class Fault:
    """What goes wrong, for which methods (none named: all), how often, how many times and for how long.

    ``latency_ms`` (low, high) belongs to ``slow``; ``status`` and ``description`` to ``refuse``; ``retry_after``
    (seconds) to ``too_many_requests``; ``hold_seconds`` is how long a time-out keeps the connection.
    """

    id: int
    kind: str
    methods: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset({"getupdates"})
    probability: float = 1.0
    count: int | None = None
    until: float | None = None
    chat_id: int | None = None
    status: int = 400
    description: str = ""
    retry_after: int = 3
    hold_seconds: float = 120.0
    latency_ms: tuple[float, float] = (0.0, 0.0)
    hits: int = 0

    def view(self) -> dict[str, Any]:
        left = None if self.until is None else max(0.0, self.until - time.monotonic())
        return {
            "id": self.id,
            "kind": self.kind,
            "methods": sorted(self.methods),
            "except": sorted(self.excepted),
            "probability": self.probability,
            "count": self.count,
            "seconds_left": left,
            "chat_id": self.chat_id,
            "status": self.status,
            "description": self.description,
            "retry_after": self.retry_after,
            "hold_seconds": self.hold_seconds,
            "latency_ms": list(self.latency_ms),
            "hits": self.hits,
        }


@dataclass(slots=True)
class Faults:
    """The faults now switched on."""

    random: random.Random
    active: list[Fault] = field(default_factory=list)
    _last: int = 0

    def add(
        self,
        kind: str,
        *,
        methods: Iterable[str] = (),
        excepted: Iterable[str] | None = None,
        seconds: float | None = None,
        **settings: Any,
    ) -> Fault:
        """Switch a fault on. It ends after ``count`` hits or ``seconds``, if given; else with ``clear``.

        Without ``methods`` it concerns all but getUpdates.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(KINDS)}")
        self._last += 1
        named = frozenset(method.lower() for method in methods)
        if excepted is None:
            excepted = () if named else ("getUpdates",)
        until = None if seconds is None else time.monotonic() + seconds
        spared = frozenset(method.lower() for method in excepted)
        fault = Fault(self._last, kind, named, spared, until=until, **settings)
        self.active.append(fault)
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        """Switch one fault off, or all."""
        self.active[:] = [fault for fault in self.active if fault_id is not None and fault.id != fault_id]

    def pick(self, method: str, chat_id: object) -> list[Fault]:
        """The faults this call meets (``method`` in small letters); each one counts as a hit."""
        met = [fault for fault in self.active if self._meets(fault, method, chat_id)]
        for fault in met:
            fault.hits += 1
        return met

    def _meets(self, fault: Fault, method: str, chat_id: object) -> bool:
        if fault.until is not None and time.monotonic() > fault.until:
            self.active.remove(fault)
            return False
        if fault.count is not None and fault.hits >= fault.count:
            return False
        if method in fault.excepted or (fault.methods and method not in fault.methods):
            return False
        if fault.chat_id is not None and str(chat_id) != str(fault.chat_id):
            return False
        return fault.probability >= 1 or self.random.random() < fault.probability
