"""Writes dates, hours and durations for British readers in France: «Saturday 14 March 2027, 9:00 to 17:00».

Hours run to 24, as on everything around them, and as they may be typed. Spaces inside «14 March» and «2 h» do not
break (U+00A0).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from locales.en.typography import join_list
from locales.fr.dates.model import Doubt, Slot

_SPACE = "\u00a0"
_FEW = 4
"""How many days are named one by one."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def say_day(day: date) -> str:
    """«14 March», «1 May»."""
    return f"{day.day}{_SPACE}{_MONTHS[day.month - 1]}"


def say_month(day: date) -> str:
    """«March 2027»."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def say_date(day: date, *, year: bool) -> str:
    """«Saturday 14 March», «Saturday 14 March 2027»."""
    return f"{_WEEKDAYS[day.weekday()]} {say_day(day)}{f' {day.year}' if year else ''}"


def say_time(moment: time) -> str:
    """«9:00», «13:30», «0:05»."""
    return f"{moment.hour}:{moment.minute:02}"


def say_duration(minutes: int) -> str:
    """«2 h 30 min», «45 min», «3 h»; minutes of zero or less are «0 min»."""
    hours, rest = divmod(max(minutes, 0), 60)
    parts = [f"{hours}{_SPACE}h"] if hours else []
    parts += [f"{rest}{_SPACE}min"] if rest or not hours else []
    return _SPACE.join(parts)


def say_days(slots: Sequence[Slot], today: date) -> str:
    """«Saturday 14 March, 9:00 to 12:00»; of more than a few days the first and the last; the year when not obvious."""
    days = sorted({slot.date for slot in slots})
    year = any(not today <= day < today + timedelta(360) for day in days)
    hours = {_hours(slot) for slot in slots}
    shared = f", {''.join(hours)}" if len(hours) == 1 and any(hours) else ""
    if len(days) > _FEW:
        return f"{say_date(days[0], year=year)} to {say_date(days[-1], year=year)}{shared}"
    return join_list([say_date(day, year=year) for day in days]) + shared


def _hours(slot: Slot) -> str:
    if slot.start is None:
        return ""
    return say_time(slot.start) + (f" to {say_time(slot.end)}" if slot.end is not None else "")


def say_doubt(doubt: Doubt) -> str:
    """Say in half a sentence why a date is asked back («15 March is a Monday, not a Saturday»)."""
    if doubt.code == "wrong_weekday" and doubt.date is not None and doubt.weekday is not None:
        real = _WEEKDAYS[doubt.date.weekday()]
        return f"{say_day(doubt.date)} {doubt.date.year} is a {real}, not a {_WEEKDAYS[doubt.weekday]}"
    if doubt.code == "no_such_day" and doubt.day is not None and doubt.month is not None and 1 <= doubt.month <= 12:
        year = f" {doubt.year}" if doubt.year else ""
        return f"there is no {doubt.day}{_SPACE}{_MONTHS[doubt.month - 1]}{year}"
    if doubt.code in ("no_such_hour", "skipped_hour") and doubt.hour is not None:
        hour = f"{doubt.hour}:{doubt.minute or 0:02}"
        if doubt.code == "no_such_hour":
            return f"there is no such time as {hour}"
        return f"that night the clocks go forward: {hour} does not exist"
    if doubt.code == "past_day" and doubt.date is not None:
        return f"{say_day(doubt.date)} {doubt.date.year} is past"
    if doubt.code == "today_or_later" and doubt.weekday is not None:
        return f"today is a {_WEEKDAYS[doubt.weekday]}: do you mean today, or a week from now"
    return _DOUBTS[doubt.code]


_DOUBTS = {
    "wrong_weekday": "the weekday and the date don’t go together",
    "two_days": "this names two different days",
    "no_such_day": "there is no such day",
    "no_such_hour": "there is no such time",
    "skipped_hour": "that time does not exist in the night when the clocks go forward",
    "past_day": "that day is past",
    "past_hour": "that time is past",
    "today_or_later": "it could be today, or the next time",
    "candidates": "several days are possible",
    "no_day": "the day is missing",
    "period": "the exact day is missing",
    "open_ended": "the day is missing, or the end of the period",
    "around": "the date is only approximate",
    "excluded": "the day that suits is missing",
    "end_before_start": "the end comes before the start",
    "no_start": "the starting time is missing",
    "hours_unclear": "the hours are not clear",
    "hours_of_which": "the hours may not be meant for every day",
    "order": "the days are not in order",
    "several_days": "the list of days is missing",
}
