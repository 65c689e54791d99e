"""Which dates each group of a text means: what its days share, and what passes from one group to the next."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import cast

from locales.fr.dates.calendar import last_weekday, monday
from locales.fr.dates.date_meaning import dates_of, every_dates, period_days
from locales.fr.dates.day_meaning import Around, meaning
from locales.fr.dates.grouping import SENTENCE, Group
from locales.fr.dates.items import Dates, Day, Every, Period, Range, Vague, WeekEnd
from locales.fr.dates.model import Doubt
from locales.fr.dates.unclear import Unclear


@dataclass(slots=True)
class _State:
    today: date
    previous: date | None = None
    firm: bool = False
    week: date | None = None
    weekend: date | None = None
    month: tuple[int, int | None] | None = None
    periods: list[Dates] = field(default_factory=list)
    bare: bool = False


def group_dates(groups: list[Group], today: date) -> list[tuple[date, ...]]:
    """Give the dates of each group; months and weeks said beside pass to the days around them."""
    state = _State(today)
    every = [item for one in groups for item in one.dates if isinstance(item.what, Every)]
    if every:
        return [_every(groups, every, today)] + [()] * (len(groups) - 1)
    found = []
    for one in groups:
        _take_periods(one, state)
        _share(one.dates)
        before = state.previous
        found.append(_dates_of_group(one, state))
        if (
            before
            and found[-1]
            and found[-1][0] < before
            and found[-1][0] not in {day for days in found for day in days[:-1]}
        ):
            raise Unclear(Doubt(code="order", date=found[-1][0]))
    return _narrowed(groups, found)


def _narrowed(groups: list[Group], found: list[tuple[date, ...]]) -> list[tuple[date, ...]]:
    """«ce week-end on isole, samedi 13 de 9h à 17h»: the day said later is the one that counts."""
    kept = list(found)
    for index, one in enumerate(groups):
        what = one.dates[0].what
        if len(one.dates) == 1 and isinstance(what, WeekEnd):
            rest = {day for other, days in enumerate(found) if other != index for day in days}
            if rest & set(found[index]):
                kept[index] = ()
    return kept


def _every(groups: list[Group], every: list[Dates], today: date) -> tuple[date, ...]:
    if len(every) > 1:
        raise Unclear(Doubt(code="open_ended"))
    scopes = [item for one in groups for item in one.dates if not isinstance(item.what, Every)]
    return every_dates(cast(Every, every[0].what), scopes, Around(today))


def _take_periods(one: Group, state: _State) -> None:
    """Note the month or week that a group says («en juin, le samedi 5», «la semaine prochaine : mardi»)."""
    periods = [item for item in one.dates if isinstance(item.what, Period)]
    if not periods and one.after < SENTENCE:
        return
    if one.after >= SENTENCE and not periods and state.week is not None:
        state.bare = True
    for item in periods:
        what = cast(Period, item.what)
        state.periods.append(item)
        if what.sort == "week" and what.week is not None:
            state.week, state.bare = period_days(what, Around(state.today))[0], False
        elif what.sort == "month" and what.exact and len(what.months) == 1:
            days = period_days(what, Around(state.today))
            state.month = days[0].month, what.y
        else:
            state.bare = True


def _share(dates: list[Dates]) -> None:
    """Give the month and year of the last of a list to the days before it: «3, 4 et 5 mai», «samedi 5 et 6 juin»."""
    last: Day | None = None
    for item in reversed(dates):
        for day in reversed(_days(item)):
            if day.m is not None or day.months_on is not None:
                _share_year(day, last)
                last = day
            elif day.monthless and last is not None and not (isinstance(item.what, Range) and last is item.what.last):
                day.m, day.y, day.months_on = last.m, last.y, last.months_on
        if not isinstance(item.what, list | Range):
            last = None
    _spread_weekdays(dates)


def _share_year(day: Day, later: Day | None) -> None:
    """«3 mai et 4 juin 2028»: both that year; «31 décembre et 1er janvier 2028»: the first the year before."""
    if later is None or later.y is None or day.y is not None or day.m is None or day.years_on is not None:
        return
    day.y = later.y - ((day.m, day.d or 0) > (later.m or 0, later.d or 0))


def _spread_weekdays(dates: list[Dates]) -> None:
    """«les samedis 5 et 12 juin»: both are; «lundi, mardi et mercredi prochains»: all three."""
    every: int | None = None
    days = [day for item in dates if isinstance(item.what, list) for day in item.what]
    for day in days:
        every = day.weekday if day.every else every
        if every is not None and day.weekday is None and day.d is not None:
            day.weekday = every
    if len(days) > 1 and days[-1].weekday is not None and days[-1].d is None:
        for day in days[:-1]:
            if day.bare and days[-1].mode in ("next", "this") and day.week is None:
                day.mode = days[-1].mode
            if day.bare and day.week is None:
                day.week = days[-1].week


def _days(item: Dates) -> list[Day]:
    if isinstance(item.what, list):
        return item.what
    return [item.what.first, item.what.last] if isinstance(item.what, Range) else []


def _dates_of_group(one: Group, state: _State) -> tuple[date, ...]:
    found: list[date] = []
    said = [item for item in one.dates if not isinstance(item.what, Period)]
    for index, item in enumerate(said):
        around = Around(state.today, state.previous, bool(found), state.firm, week=state.week)
        if state.month:
            around.month, around.year = state.month
        _check_context(item, state)
        day = _days(item)[0] if len(_days(item)) == 1 else None
        if state.weekend and day is not None and day.bare and (day.weekday or 0) >= 5:
            around.week = monday(state.weekend)
        days = _led_by_next(said, index, around) or dates_of(item, around)
        if found and _same_weekend(said[index - 1], item, found, days):
            found = []
        elif found and not item.link and not (_all_numbered(item) and _all_numbered(said[index - 1])):
            raise Unclear(Doubt(code="candidates"), (found[-1],), days)
        found.extend(days)
        state.weekend = days[0] if isinstance(item.what, WeekEnd) else state.weekend
        state.previous = days[-1]
        state.firm = any(day.d is not None for day in _days(item)) or not _days(item)
    kept = tuple(dict.fromkeys(found))
    if any(later < earlier for earlier, later in pairwise(kept)):
        raise Unclear(Doubt(code="order"), tuple(sorted(kept)))
    return kept


def _same_weekend(weekend: Dates, item: Dates, found: list[date], days: tuple[date, ...]) -> bool:
    """«ce week-end, samedi 13»: the day narrows the week-end down; another day beside it is asked."""
    if isinstance(item.what, WeekEnd) and not isinstance(weekend.what, WeekEnd) and set(found) == set(days):
        return True
    if not isinstance(weekend.what, WeekEnd):
        return False
    if set(days) <= set(found):
        return True
    if item.link != "and":
        raise Unclear(Doubt(code="two_days", date=days[0]), tuple(found), days)
    return False


def _all_numbered(item: Dates) -> bool:
    return bool(_days(item)) and all(day.d is not None for day in _days(item))


def _check_context(item: Dates, state: _State) -> None:
    """A bare weekday beside a month («samedi, en mai»), or far from the week it may be in, is asked."""
    for day in _days(item):
        if state.month and day.bare:
            raise Unclear(Doubt(code="period", weekday=day.weekday))
        if state.bare and (day.bare or day.monthless):
            raise Unclear(Doubt(code="period", weekday=day.weekday, day=day.d))


def _led_by_next(said: list[Dates], index: int, around: Around) -> tuple[date, ...] | None:
    """«samedi et dimanche 15 mars»: the Saturday just before that Sunday."""
    what = said[index].what
    if index + 1 >= len(said) or not isinstance(what, list) or len(what) != 1 or not what[0].bare or around.week:
        return None
    following = said[index + 1].what
    if not isinstance(following, list) or following[0].d is None or following[0].weekday is None:
        return None
    weekday = what[0].weekday or 0
    then = meaning(following[0], Around(around.today, month=around.month, year=around.year))
    before = last_weekday(then, weekday)
    nearest = dates_of(said[index], Around(around.today)) if around.today.weekday() != weekday else ()
    if (then - before).days == 1 or nearest == (before,):
        return (before,)
    raise Unclear(Doubt(code="candidates", weekday=weekday), (before,), nearest)


def readings(items: list[Dates], today: date) -> list[tuple[date, ...]]:
    """What each date of a text means by itself, to offer where the whole is asked back; those that fail left out."""
    _share(items)
    found: list[tuple[date, ...]] = []
    for item in items:
        if isinstance(item.what, Every | Period | Vague):
            continue
        try:
            found.append(dates_of(item, Around(today)))
        except Unclear:
            continue
    return list(dict.fromkeys(found))
