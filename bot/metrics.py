"""What the program counts of itself, as Prometheus wants to read it: no person, no chat, no token in it."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.app import App
from storage.durations import Durations
from storage.health import Machine, Queues, State

CONTENT_TYPE = CONTENT_TYPE_LATEST


class _Reading(Collector):
    """The figures at one moment: counts of this process since its start, and what the database says now."""

    def __init__(self, app: App, state: State, received: int) -> None:
        self._app = app
        self._state = state
        self._received = received

    def collect(self) -> Iterable[Metric]:
        """Give every figure."""
        app = self._app
        yield CounterMetricFamily("coopter_updates_received", "Updates that came, redelivered ones too", self._received)
        handled = CounterMetricFamily("coopter_updates", "Updates by what became of them", labels=["outcome"])
        for outcome in ("handled", "failed", "set_aside"):
            handled.add_metric([outcome], app.worker.outcomes[outcome])
        yield handled
        sends = CounterMetricFamily(
            "coopter_sends", "Calls that deliver, by what came of them", labels=["to", "outcome"]
        )
        for (priority, outcome), count in sorted(app.deliverer.outcomes.items()):
            sends.add_metric([priority.name.lower(), outcome], count)
        yield sends
        answers = CounterMetricFamily(
            "coopter_telegram_answers", "Answers of Telegram by HTTP status", labels=["status"]
        )
        for status, count in sorted({429: 0, **app.answers}.items()):
            answers.add_metric([str(status)], count)
        yield answers
        yield _histogram("coopter_handler_seconds", "Time in the handler of an update", app.worker.durations)
        yield _histogram("coopter_commit_seconds", "Time in COMMIT, the disk included", app.store.commits)
        yield from _queues(self._state.queues)
        if self._state.machine is not None:
            yield from _machine(self._state.machine)


def _histogram(name: str, text: str, durations: Durations) -> Metric:
    buckets = [("+Inf" if bound == float("inf") else str(bound), count) for bound, count in durations.cumulative()]
    return HistogramMetricFamily(name, text, buckets=buckets, sum_value=durations.total)


def _queues(queues: Queues) -> Iterable[Metric]:
    yield GaugeMetricFamily("coopter_inbox_depth", "Updates that wait", queues.inbox.count)
    yield GaugeMetricFamily("coopter_inbox_oldest_seconds", "Age of the oldest", queues.inbox.oldest_seconds)
    depth = GaugeMetricFamily("coopter_outbox_depth", "Messages that are due", labels=["to"])
    oldest = GaugeMetricFamily("coopter_outbox_oldest_seconds", "Since when the oldest is due", labels=["to"])
    for priority, queue in queues.outbox.items():
        depth.add_metric([priority.name.lower()], queue.count)
        oldest.add_metric([priority.name.lower()], queue.oldest_seconds)
    yield depth
    yield oldest
    yield GaugeMetricFamily("coopter_outbox_later", "Messages whose time is to come", queues.later)
    yield GaugeMetricFamily("coopter_cards_behind", "Live cards to be redrawn", queues.cards_behind)


def _machine(machine: Machine) -> Iterable[Metric]:
    yield GaugeMetricFamily("coopter_database_bytes", "The database with its journal", machine.database_bytes)
    yield GaugeMetricFamily("coopter_disk_free_bytes", "Room beside the database", machine.disk_free_bytes)
    if machine.backup_at is not None:
        moment = machine.backup_at.timestamp()
        yield GaugeMetricFamily("coopter_backup_timestamp_seconds", "When the last daily backup was made", moment)


def text(app: App, state: State, received: int) -> bytes:
    """Return every figure in Prometheus's text format, the process's own memory and time among them."""
    registry = CollectorRegistry()
    registry.register(_Reading(app, state, received))
    ProcessCollector(registry=registry)
    return generate_latest(registry)
