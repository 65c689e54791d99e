"""What the grammar recognises, before it is known which days are meant. `i`, `j`: first token, and the one after."""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["plain", "limit", "until", "from", "about", "not"]


@dataclass(slots=True)
class Day:
    """One day as typed: everything said of it at once («demain, samedi 14 mars»), to be checked together.

    `weekday` 0–6; `every` when the weekday is plural and holds for the days listed after it; `d`, `m`, `y` numbers as
    typed; `months_on` for «du mois prochain», `years_on` for «de l'année prochaine»; `days_on` from today («demain»);
    `shift_months` for «dans un mois»; `week` 0 this week, 1 next; `mode` «next», «this», «eight», «fifteen» or weeks
    (`weeks_on`); `holiday` a name and `shift` days around it or around the date; `doubtful` if the number may count
    something else.
    """

    i: int = 0
    j: int = 0
    weekday: int | None = None
    every: bool = False
    d: int | None = None
    m: int | None = None
    y: int | None = None
    months_on: int | None = None
    years_on: int | None = None
    days_on: int | None = None
    shift_months: int | None = None
    week: int | None = None
    mode: str = ""
    weeks_on: int = 0
    holiday: str = ""
    shift: int = 0
    doubtful: bool = False
    past: bool = False
    bracketed: bool = False

    @property
    def bare(self) -> bool:
        """Tell whether only a weekday was typed."""
        return (
            self.weekday is not None and self.d is None and self.days_on is None and not self.mode and not self.holiday
        )

    @property
    def monthless(self) -> bool:
        """Tell whether a number was typed without its month."""
        return self.d is not None and self.m is None and self.months_on is None


@dataclass(slots=True)
class Range:
    """«du … au …»; `style` is «du», «de», «-» or «entre»."""

    first: Day
    last: Day
    style: str
    i: int = 0
    j: int = 0


@dataclass(slots=True)
class WeekEnd:
    """A week-end: the next one (`weeks_on` 0), a later one, that of a date, or a month's nth (`nth`)."""

    i: int = 0
    j: int = 0
    mode: str = ""
    weeks_on: int = 0
    of: "Day | Range | list[Day] | None" = None


@dataclass(slots=True)
class Nth:
    """«le premier samedi de mai»: `numbers` 1–5 or −1 for the last; weekday 0–6, or 7 for the week-end."""

    numbers: list[int]
    weekday: int
    i: int = 0
    j: int = 0
    m: int | None = None
    y: int | None = None
    months_on: int | None = None


@dataclass(slots=True)
class Every:
    """«tous les mardis et jeudis»: weekdays 0–6 (all seven for «tous les jours»); bounds are items of their own."""

    weekdays: list[int]
    i: int = 0
    j: int = 0


@dataclass(slots=True)
class Period:
    """A stretch without a day: months (`months`, `exact` unless «début», «fin», «mi»), a week, a season, holidays."""

    sort: Literal["month", "week", "other"]
    i: int = 0
    j: int = 0
    months: list[int] = field(default_factory=list)
    y: int | None = None
    months_on: int | None = None
    exact: bool = True
    week: int | None = None


@dataclass(slots=True)
class Vague:
    """A day that is meant and not said («un samedi», «un samedi sur deux»), or one gone by («samedi dernier»)."""

    code: Literal["no_day", "period", "open_ended", "past_day"]
    i: int = 0
    j: int = 0
    days_on: int | None = None


@dataclass(slots=True)
class Dates:
    """A date expression in its place in the text, with the role that the words before it give it.

    `led`: «à» or «au» before it; `link`: what joins it to the date before.
    """

    what: list[Day] | Range | WeekEnd | Nth | Every | Period | Vague
    i: int
    j: int
    role: Role = "plain"
    led: str = ""
    link: Literal["", "mark", "and"] = ""


Clock = tuple[int, int]


@dataclass(slots=True)
class Hours:
    """An hour expression: a span, a start, an end, a part of the day, something vague, or a duration in minutes.

    `aside`: a meal's or an arrival's, left out beside the work's own hours; `meal`: it says nothing of the work.
    """

    sort: Literal["span", "start", "end", "part", "vague", "lasts"]
    i: int
    j: int
    start: Clock | None = None
    end: Clock | None = None
    part: str = ""
    minutes: int = 0
    aside: bool = False
    meal: bool = False


@dataclass(slots=True)
class Gap:
    """What lies between: `sort` «soft», «and», «or», «mark» (comma, bracket), «word», «stop»."""

    sort: Literal["soft", "and", "or", "mark", "word", "stop"]
    i: int
    j: int


Item = Dates | Hours | Gap
