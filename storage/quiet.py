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
