"""Which hours several hour expressions about the same day mean together."""

from datetime import time
from itertools import pairwise

from locales.fr.dates.items import Clock, Hours
from locales.fr.dates.model import Doubt
from locales.fr.dates.unclear import Unclear

PARTS: dict[str, tuple[Clock, Clock]] = {
    "morning": ((9, 0), (12, 0)),
    "afternoon": ((14, 0), (17, 0)),
    "evening": ((18, 0), (21, 0)),
    "day": ((9, 0), (17, 0)),
}
# Hours that may be said of a part: the earliest beginning, the latest end.
_BOUNDS = {"morning": ((5, 0), (13, 30)), "afternoon": ((12, 0), (20, 0)), "evening": ((16, 30), (24, 0))}
# «fin de journée» is a beginning in the afternoon's second half; at its start or middle it is asked.
_LATE_BOUNDS = {"day": ((16, 0), (20, 0))}
Span = tuple[time, time | None]


def check_hours(hours: Hours) -> None:
    """Refuse hours that no clock shows; raises Unclear."""
    for clock in (hours.start, hours.end):
        if clock is not None and (clock > (24, 0) or clock[1] > 59):
            raise Unclear(Doubt(code="no_such_hour", hour=clock[0], minute=clock[1]))


def spans_of(hours: list[Hours]) -> tuple[Span, ...]:
    """Give the hours of a day, in order, without overlap; raises Unclear where they do not fit together."""
    kept = _without_hints(_without_asides(hours))
    if not kept:
        return ()
    if any(one.sort == "vague" for one in kept):
        raise Unclear(Doubt(code="hours_unclear"))
    kept = _merge_parts(kept)
    spans = _spans(kept)
    for earlier, later in pairwise(spans):
        if earlier[1] is None or later[0] < earlier[1]:
            raise Unclear(Doubt(code="hours_unclear"))
    return tuple(spans)


def _without_asides(hours: list[Hours]) -> list[Hours]:
    """Leave out meals and welcomes when the work has hours of its own, and hours said twice."""
    kept: list[Hours] = []
    for one in hours:
        said = (one.sort, one.start, one.end, one.part, one.minutes)
        if not any(said == (other.sort, other.start, other.end, other.part, other.minutes) for other in kept):
            kept.append(one)
    own = [one for one in kept if not one.aside]
    if any(one.sort in ("span", "start", "part") for one in own):
        return own
    return kept


def _without_hints(hours: list[Hours]) -> list[Hours]:
    """Leave out «en fin de matinée» where the hour that it speaks of is said beside it."""
    hints = [one for one in hours if one.sort == "vague" and one.part]
    exact = [one for one in hours if one.sort in ("span", "start")]
    if len(hints) != 1 or len(exact) != 1 or len(hours) != 2 or not _hinted(hints[0], exact[0]):
        return hours
    return exact


def _hinted(hint: Hours, exact: Hours) -> bool:
    """Tell whether an exact hour is beside a vague one and lies in its part of the day."""
    low, high = _LATE_BOUNDS.get(hint.part) or _BOUNDS.get(hint.part, ((24, 0), (0, 0)))
    near = 0 <= exact.i - hint.j <= 3
    return near and exact.start is not None and low <= exact.start < high


def _merge_parts(hours: list[Hours]) -> list[Hours]:
    """Join «matin» to the hours beside it: «samedi matin à 9h», «l'après-midi de 14h à 18h»."""
    merged: list[Hours] = []
    waiting: Hours | None = None
    for one in hours:
        if one.sort == "part":
            if waiting is not None:
                merged.append(waiting)
            waiting = one
            if merged and merged[-1].sort in ("span", "start") and not merged[-1].part and merged[-1].j >= one.i - 3:
                merged[-1] = _within(merged[-1], one)
                waiting = None
        elif waiting is not None and one.sort in ("span", "start", "end"):
            merged.append(_within(one, waiting))
            waiting = None
        else:
            merged.append(one)
    return [*merged, waiting] if waiting is not None else merged


def _within(hours: Hours, part: Hours) -> Hours:
    """Hours said of a part of the day, put after noon where it says so; raises Unclear when they contradict it."""
    start, end = hours.start, hours.end
    if hours.sort == "end":
        return Hours("span", hours.i, hours.j, PARTS[part.part][0], end, part=part.part)
    if part.part != "day" and start is not None:
        start, end = _shift(start, part.part), _shift(end, part.part) if end else None
        low, high = _BOUNDS[part.part]
        if not low <= start < high or (end is not None and end > _latest(part.part, high)):
            raise Unclear(Doubt(code="hours_unclear", hour=start[0], minute=start[1]))
    return Hours(hours.sort, hours.i, hours.j, start, end, part=part.part, aside=hours.aside)


def _latest(part: str, high: Clock) -> Clock:
    return (14, 30) if part == "morning" else high


def _shift(clock: Clock, part: str) -> Clock:
    if (part == "afternoon" and clock[0] <= 7) or (part == "evening" and 5 <= clock[0] <= 11):
        return clock[0] + 12, clock[1]
    return clock


def _spans(hours: list[Hours]) -> list[Span]:
    spans = [(one.start, one.end) for one in hours if one.sort == "span"]
    spans += [PARTS[one.part] for one in hours if one.sort == "part"]
    starts = [one.start for one in hours if one.sort == "start" and one.start]
    ends = [one.end for one in hours if one.sort == "end" and one.end]
    lasting = [one.minutes for one in hours if one.sort == "lasts" and one.minutes > 0]
    if len(starts) == 1 and not ends and not spans and len(lasting) == 1:
        minutes = starts[0][0] * 60 + starts[0][1] + lasting[0]
        spans, starts = [(starts[0], divmod(minutes, 60))], []
    if ends:
        spans, starts = _closed(spans, starts, ends, hours), []
    if len(starts) > 1 or (starts and spans):
        raise Unclear(Doubt(code="hours_unclear"))
    return sorted([_times(start or (0, 0), end) for start, end in spans] + [_times(start, None) for start in starts])


def _closed(
    spans: list[tuple[Clock | None, Clock | None]], starts: list[Clock], ends: list[Clock], hours: list[Hours]
) -> list[tuple[Clock | None, Clock | None]]:
    """Put «à partir de 9h» and «jusqu'à 17h» together."""
    if len(ends) > 1 or len(starts) + len(spans) > 1:
        raise Unclear(Doubt(code="hours_unclear"))
    if starts:
        return [(starts[0], ends[0])]
    parts = [one for one in hours if one.sort == "part"]
    if spans and parts:
        return [(spans[0][0], ends[0])]
    if spans:
        if spans[0][1] == ends[0]:
            return spans
        raise Unclear(Doubt(code="hours_unclear"))
    raise Unclear(Doubt(code="no_start", hour=ends[0][0], minute=ends[0][1]))


def _times(start: Clock, end: Clock | None) -> Span:
    if start[0] >= 24 or (end is not None and end <= start) or (end is not None and end[0] >= 24):
        raise Unclear(Doubt(code="end_before_start", hour=start[0], minute=start[1]))
    return time(*start), time(*end) if end is not None else None
