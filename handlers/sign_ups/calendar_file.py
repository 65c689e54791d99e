"""Calendar files (iCalendar, RFC 5545): events, escaped and folded by the library, with the commune only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import icalendar


class Event(NamedTuple):
    """What goes into a calendar. `sequence` grows with every change, so that calendars follow."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    details: str = ""
    sequence: int = 1


def calendar_file(events: Sequence[Event], now: datetime, *, title: str = "") -> bytes:
    """Return a calendar with some events, times in UTC; one to subscribe to has a title."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Coop'Ter//FR")
    calendar.add("version", "2.0")
    if title:
        calendar.add("name", title)
        calendar.add("x-wr-calname", title)
        calendar.add("refresh-interval", timedelta(hours=6))
    for event in events:
        calendar.add_component(_entry(event, now))
    return bytes(calendar.to_ical())


def _entry(event: Event, now: datetime) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("summary", event.title)
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("sequence", event.sequence)
    if event.place:
        entry.add("location", event.place)
    if event.details:
        entry.add("description", event.details)
    return entry
