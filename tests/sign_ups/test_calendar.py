"""Calendar files: escaped, folded, and safe to open whatever people typed."""

from __future__ import annotations

from datetime import datetime

import icalendar

from handlers.sign_ups.calendar_file import Event, calendar_file
from storage.clock import PARIS

START = datetime(2027, 3, 28, 1, 0, tzinfo=PARIS)  # the night in which the clocks change
END = datetime(2027, 3, 28, 4, 0, tzinfo=PARIS)


def test_a_calendar_file_escapes_folds_and_reads_back() -> None:
    title = "Enduit, chaux; terre\nBEGIN:VEVENT\\ " + "é" * 200
    made = calendar_file([Event("s-1@x", title, START, END, "Limours")], START)
    assert made.count(b"BEGIN:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert event.decoded("DTSTART") == START
    assert event.decoded("DTEND") == END
