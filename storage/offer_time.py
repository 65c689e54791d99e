"""How long a freed seat is offered to one person: in waking hours, and the less the nearer the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.choices import Choices
from storage.quiet import after_waking, waking_between


def offer_until(choices: Choices, now: datetime, starts_at: datetime) -> datetime:
    """Return until when a seat offered now is kept (aware, UTC).

    For `offer_hours`, but at most one part in `offer_share` of the waking time that is left, so that several people
    may be asked; not less than `offer_shortest_minutes`, and never beyond the beginning of the session.
    """
    share = waking_between(choices, now, starts_at) / choices.offer_share
    lasts = max(min(timedelta(hours=choices.offer_hours), share), timedelta(minutes=choices.offer_shortest_minutes))
    return min(after_waking(choices, now, lasts), starts_at)
