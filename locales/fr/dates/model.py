"""What reading a French date gives: slots, a question to ask back, or nothing."""

import datetime as clock
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["when", "ask", "none"]
Reason = Literal["mismatch", "impossible", "past", "ambiguous"]
Code = Literal[
    "wrong_weekday",  # «samedi 15 mars», which is a Monday
    "two_days",  # «samedi prochain, le 14 mars», which are two different days
    "no_such_day",  # 31 February
    "no_such_hour",  # 25 h, 9 h 75
    "skipped_hour",  # 2 h 30 in the night when clocks go forward
    "past_day",
    "past_hour",
    "today_or_later",  # «samedi» typed on a Saturday
    "candidates",  # «samedi ou dimanche»
    "no_day",  # hours alone, «un samedi», «un de ces jours»
    "period",  # «en mai», «la semaine prochaine», school holidays
    "open_ended",  # «avant samedi», «à partir du 3 mai», «tous les samedis»
    "around",  # «vers le 14 mars»
    "excluded",  # «pas samedi»
    "end_before_start",
    "no_start",  # «jusqu'à 17 h»
    "hours_unclear",  # several hours that do not fit together, «en fin de journée»
    "hours_of_which",  # two dates, one of which has no hours
    "order",  # dates that do not follow each other
    "several_days",  # «samedi pendant trois jours»
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Slot(_Frozen):
    """A day, and its hours in Paris time when the text gives them (`end` is never given without `start`)."""

    date: clock.date
    start: clock.time | None = None
    end: clock.time | None = None


class Doubt(_Frozen):
    """Why we ask: the facts that a sentence can be made of (see `locales.fr.say.say_when_problem`).

    `day`, `month`, `year` are what was typed, when it was typed; `date` is the real day in question; `weekday` is the
    one typed (0 = Monday); `hour`, `minute` are the ones in question, as typed; `text` is the passage.
    """

    code: Code
    date: clock.date | None = None
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hour: int | None = None
    minute: int | None = None
    text: str = ""


class When(_Frozen):
    """The meaning of a text for the calendar.

    `kind` «when»: `slots` has one or more, in order. «ask»: a date is meant, `reason` and `doubt` say why it is asked
    back, `likely` holds readings to offer as buttons (each one or more slots, nearest first, possibly none). «none»:
    no date in it. `spans` are the passages of the text understood as date or hours, as (start, end) offsets, in order.
    """

    kind: Kind
    slots: tuple[Slot, ...] = ()
    reason: Reason | None = None
    doubt: Doubt | None = None
    likely: tuple[tuple[Slot, ...], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
