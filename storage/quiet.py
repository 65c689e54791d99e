"""Quiet hours: when what can wait is not sent, in Paris time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.choices import Choices
from storage.clock import PARIS

URGENT = timedelta(hours=24)
"""What concerns a session that is nearer than this goes at once, whatever the hour."""


def after_quiet(choices: Choices, moment: datetime) -> datetime:
    """Return `moment` itself, or the end of the quiet hours it falls in (aware, UTC)."""
    local = moment.astimezone(PARIS)
    at, begins, ends = local.time(), choices.quiet_from, choices.quiet_until
    quiet = begins <= at or at < ends if begins > ends else begins <= at < ends
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1) if begins > ends and at >= begins else local.date()
    return datetime.combine(day, ends, PARIS).astimezone(UTC)


def notice_time(choices: Choices, now: datetime, *concerned: datetime) -> datetime:
    """Return when a change may be told: at once when a session it concerns begins within a day, else after quiet."""
    return now if is_urgent(now, *concerned) else after_quiet(choices, now)


def is_urgent(now: datetime, *concerned: datetime) -> bool:
    """Tell whether a session it concerns begins within a day."""
    return any(start - now <= URGENT for start in concerned)


def after_waking(choices: Choices, start: datetime, lasts: timedelta) -> datetime:
    """Return when a duration is over, counted outside quiet hours (aware, UTC)."""
    moment, left = after_quiet(choices, start), lasts
    while (evening := _next_quiet(choices, moment)) is not None and evening - moment < left:
        left -= evening - moment
        moment = after_quiet(choices, evening)
    return (moment + left).astimezone(UTC)


def _next_quiet(choices: Choices, moment: datetime) -> datetime | None:
    """When quiet hours begin next; None when there are none."""
    if choices.quiet_from == choices.quiet_until:
        return None
    local = moment.astimezone(PARIS)
    evening = datetime.combine(local.date(), choices.quiet_from, PARIS)
    if evening <= local:
        evening = datetime.combine(local.date() + timedelta(days=1), choices.quiet_from, PARIS)
    return evening.astimezone(UTC)


def waking_between(choices: Choices, start: datetime, end: datetime) -> timedelta:
    """Return how long it is from one moment to another, quiet hours left out; none where the end comes first."""
    moment, found = after_quiet(choices, start), timedelta()
    while (evening := _next_quiet(choices, moment)) is not None and evening < end:
        found += evening - moment
        moment = after_quiet(choices, evening)
    return found + max(end - moment, timedelta())
