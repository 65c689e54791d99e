"""When each lot of a plan of works can be done, and why a plan is impossible: plain rules, no database.

A lot begins when all it needs is done, not before its earliest day nor what must be ordered first, and out of the
frost where it must. What a household does itself, or with helpers, fills some days of each week; a firm fills five.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from storage.choices import Choices
from storage.records import Frozen

FIRM_DAYS, WEEK = 5, 7


class Way(StrEnum):
    """Who does a lot."""

    SELF = "self"
    SUPERVISED = "supervised"
    PROFESSIONAL = "professional"


class LotState(StrEnum):
    """Where a lot stands."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"


MOVES: dict[LotState, frozenset[LotState]] = {
    LotState.TODO: frozenset({LotState.DOING, LotState.BLOCKED, LotState.DONE}),
    LotState.DOING: frozenset({LotState.TODO, LotState.BLOCKED, LotState.DONE}),
    LotState.BLOCKED: frozenset({LotState.TODO, LotState.DOING}),
    LotState.DONE: frozenset({LotState.DOING}),
}
"""From each state, where a lot may go."""


class Lot(Frozen):
    """A part of the works. `half_days`: person half-days; `needs`: the lots that must be done before."""

    id: int
    label: str
    work: str = "other"
    way: Way = Way.SUPERVISED
    half_days: int = 2
    at_once: int = 1
    earliest: date | None = None
    latest: date | None = None
    frost: bool = False
    dry: bool = False
    lead_days: int = 0
    tools: str = ""
    state: LotState = LotState.TODO
    blocker: str = ""
    blocked_until: date | None = None
    done_on: date | None = None
    needs: frozenset[int] = frozenset()


class Span(Frozen):
    """The days a lot would take, both included."""

    start: date
    end: date


class Impossible(StrEnum):
    """Why a plan cannot be."""

    CYCLE = "cycle"  # lots that wait for each other
    BACKWARDS = "backwards"  # the latest day comes before the earliest
    TOO_SOON = "too_soon"  # must be done before what it needs can be


class Trouble(Frozen):
    """Why a plan cannot be, and by which lots, in the order they are told."""

    why: Impossible
    labels: tuple[str, ...]
    day: date | None = None  # of TOO_SOON: when the last of these can be done


def trouble(lots: Sequence[Lot], today: date, choices: Choices) -> Trouble | None:
    """Return the first reason why a plan is impossible, None for one that can be."""
    known = {lot.id: lot for lot in lots}
    round_trip = _cycle(known)
    if round_trip:
        return Trouble(why=Impossible.CYCLE, labels=tuple(known[key].label for key in round_trip))
    for lot in lots:
        if lot.earliest and lot.latest and lot.latest < lot.earliest:
            return Trouble(why=Impossible.BACKWARDS, labels=(lot.label,))
    spans = schedule(lots, today, choices)
    for lot in lots:
        span = spans.get(lot.id)
        if span and lot.latest and span.end > lot.latest and lot.state is not LotState.DONE:
            before = [known[key].label for key in sorted(lot.needs) if key in known]
            return Trouble(why=Impossible.TOO_SOON, labels=(lot.label, *before), day=span.end)
    return None


def _cycle(known: Mapping[int, Lot]) -> list[int]:
    """Return lots that wait for each other, in order; empty where there are none."""
    finished: set[int] = set()
    for key in known:
        path: list[int] = []
        stack = [(key, iter(_needs(known, key)))] if key not in finished else []
        while stack:
            at, needs = stack[-1]
            if at not in path:
                path.append(at)
            following = next(needs, None)
            if following is None:
                stack.pop()
                path.pop()
                finished.add(at)
            elif following in path:
                return path[path.index(following) :]
            elif following not in finished:
                stack.append((following, iter(_needs(known, following))))
    return []


def _needs(known: Mapping[int, Lot], key: int) -> Iterable[int]:
    return sorted(need for need in known[key].needs if need in known)


def schedule(lots: Sequence[Lot], today: date, choices: Choices) -> dict[int, Span]:
    """Return when each lot can be done; lots that are done have no span. Raises ValueError for a plan with a cycle."""
    known = {lot.id: lot for lot in lots}
    if _cycle(known):
        raise ValueError("lots wait for each other")
    found: dict[int, Span] = {}
    for lot in _in_order(known):
        if lot.state is not LotState.DONE:
            found[lot.id] = _span(lot, known, found, today, choices)
    return found


def _in_order(known: Mapping[int, Lot]) -> list[Lot]:
    """The lots so that each comes after what it needs."""
    found: list[int] = []
    left = sorted(known)
    while left:
        free = [key for key in left if not any(need in left for need in _needs(known, key))]
        found += free
        left = [key for key in left if key not in free]
    return [known[key] for key in found]


def _span(lot: Lot, known: Mapping[int, Lot], found: Mapping[int, Span], today: date, choices: Choices) -> Span:
    begun = lot.state is LotState.DOING
    candidates = [today if begun else today + timedelta(days=lot.lead_days)]
    candidates += [found[need].end + timedelta(days=1) for need in lot.needs if need in found]
    candidates += [day for day in (lot.earliest, lot.blocked_until) if day is not None and not begun]
    length = timedelta(days=calendar_days(lot, choices) - 1)
    start = max(candidates)
    if lot.frost and not begun:
        start = _out_of_frost(start, length, choices)
    return Span(start=start, end=start + length)


def calendar_days(lot: Lot, choices: Choices) -> int:
    """Return how many days of the calendar a lot takes, with as many people at once as it has room for."""
    worked = ceil(lot.half_days / 2 / lot.at_once)
    per_week = FIRM_DAYS if lot.way is Way.PROFESSIONAL else choices.works_days_per_week
    weeks, rest = divmod(worked, per_week)
    return weeks * WEEK + rest if rest else (weeks - 1) * WEEK + per_week


def _out_of_frost(start: date, length: timedelta, choices: Choices) -> date:
    """The first day from which the whole lot is out of the months of frost; a lot longer than the mild season waits
    for its beginning."""
    for year in (start.year - 1, start.year, start.year + 1):
        begins, ends = date(year, choices.frost_from_month, 1), date(year + 1, choices.frost_until_month, 1)
        if start < ends and start + length >= begins:
            return ends
    return start


def open_needs(lot: Lot, known: Mapping[int, Lot]) -> list[Lot]:
    """Return what a lot still waits for."""
    return [known[need] for need in sorted(lot.needs) if need in known and known[need].state is not LotState.DONE]


class Sorted(Frozen):
    """A plan as its household reads it: to do now, next, and blocked; what is done is counted."""

    now: tuple[Lot, ...]
    next: tuple[Lot, ...]
    blocked: tuple[Lot, ...]
    done: tuple[Lot, ...]


def sort_out(lots: Sequence[Lot], today: date, choices: Choices) -> Sorted:
    """Sort lots by what can be done about them, the soonest first. A lot to order in time is for now."""
    known, spans = {lot.id: lot for lot in lots}, schedule(lots, today, choices)
    groups: dict[str, list[Lot]] = {"now": [], "next": [], "blocked": [], "done": []}
    for lot in sorted(lots, key=lambda one: (spans[one.id].start if one.id in spans else date.min, one.id)):
        groups[_group(lot, known, spans, today)].append(lot)
    return Sorted(**{name: tuple(group) for name, group in groups.items()})


def _group(lot: Lot, known: Mapping[int, Lot], spans: Mapping[int, Span], today: date) -> str:
    if lot.state is LotState.DONE:
        return "done"
    if lot.state is LotState.BLOCKED:
        return "blocked"
    if lot.state is LotState.DOING:
        return "now"
    soon = spans[lot.id].start <= today + timedelta(days=max(lot.lead_days, WEEK))
    return "now" if soon and not open_needs(lot, known) else "next"
