"""Which dates a date expression means: lists, ranges, week-ends, a month's nth, every so many."""

from datetime import date, timedelta
from itertools import pairwise

from locales.fr.dates.calendar import add_months, days_between, exists, monday, months_from, next_weekday, nth_weekday
from locales.fr.dates.day_meaning import Around, meaning
from locales.fr.dates.items import Dates, Day, Every, Nth, Period, Range, WeekEnd
from locales.fr.dates.model import Doubt
from locales.fr.dates.unclear import Unclear

_LONGEST_RANGE = 31


def dates_of(item: Dates, around: Around) -> tuple[date, ...]:
    """Give the dates of one expression, in order; raises Unclear."""
    what = item.what
    if isinstance(what, Range):
        return range_dates(what, around)
    if isinstance(what, WeekEnd):
        return _weekend(what, around)
    if isinstance(what, Nth):
        return _nth(what, around)
    if isinstance(what, list):
        return _listed(what, around)
    raise Unclear(Doubt(code="period"))


def _listed(days: list[Day], around: Around) -> tuple[date, ...]:
    """Days side by side in one expression; those without month were given the last one's."""
    found: list[date] = []
    for day in days:
        here = around
        if found:
            here = Around(around.today, previous=found[-1], linked=True, firm=True, week=around.week)
        found.append(meaning(day, here))
    if any(later <= earlier for earlier, later in pairwise(found)):
        raise Unclear(Doubt(code="order"), tuple(sorted(set(found))))
    return tuple(found)


def range_dates(what: Range, around: Around) -> tuple[date, ...]:
    """All days of «du … au …»."""
    first, last = what.first, what.last
    if what.style == "entre":
        raise Unclear(Doubt(code="period"))
    if first.bare and last.bare and what.style == "du" and around.week is None and last.week is None:
        # «du lundi au vendredi» says a habit as well as the coming days.
        raise Unclear(Doubt(code="open_ended", weekday=first.weekday), _range(first, last, around))
    if first.weekday is not None and first.bare and last.bare and what.style == "-":
        days = _range(first, last, around)
        if len(days) > 2:
            raise Unclear(Doubt(code="candidates"), days, (days[0], days[-1]))
        return days
    return _range(first, last, around)


def _range(first: Day, last: Day, around: Around) -> tuple[date, ...]:
    _share_month(first, last)
    if last.bare and last.mode == "" and first.bare and last.week is not None:
        first.week = last.week
    if first.bare and last.weekday is not None and last.mode in ("next", "this"):
        first.mode, last.mode = last.mode, ""
    begin = meaning(first, around)
    end = meaning(last, Around(around.today, begin, linked=True, firm=True, ending=True))
    if end <= begin:
        raise Unclear(Doubt(code="order", date=begin))
    if (end - begin).days >= _LONGEST_RANGE:
        raise Unclear(Doubt(code="period", date=begin))
    days = days_between(begin, end)
    if around.previous is None and around.week is None:
        _check_under_way(first, days, around.today)
    return days


def _check_under_way(first: Day, days: tuple[date, ...], today: date) -> None:
    """Ask about «du 30 décembre au 2 janvier» said on the 31st: what is left of it, or a year later."""
    placed = (first.y, first.weekday, first.months_on, first.years_on, first.days_on)
    if first.d is None or first.holiday or any(said is not None for said in placed):
        return
    begun = add_months(days[0], -1 if first.m is None else -12)
    if begun is not None and begun < today <= begun + (days[-1] - days[0]):
        left = days_between(today, begun + (days[-1] - days[0]))
        raise Unclear(Doubt(code="today_or_later", date=today), left, days)


def _share_month(first: Day, last: Day) -> None:
    """«du 28 au 3 mars» begins in February; «du 3 au 5 mars» in March."""
    if first.monthless and last.m is not None and first.d is not None and last.d is not None:
        if first.d < last.d:
            first.m, first.y, first.years_on = last.m, last.y, last.years_on
        else:
            first.m = 12 if last.m == 1 else last.m - 1
            first.y = last.y - (last.m == 1) if last.y else None
    elif first.monthless and last.months_on is not None:
        first.months_on = last.months_on
    if last.y is not None and first.m is not None and first.y is None:
        first.y = last.y - (first.m > (last.m or 12))


def _weekend(what: WeekEnd, around: Around) -> tuple[date, ...]:
    today = around.today
    if what.of is not None:
        return _weekend_of(what, around)
    saturday = next_weekday(today, 5)
    if what.mode == "next_week":
        saturday = monday(today) + timedelta(12)
    elif today.weekday() == 6 and what.mode == "this":
        raise Unclear(Doubt(code="today_or_later", date=today), _pair(saturday))
    elif today.weekday() == 5 and what.mode != "next":
        now = _pair(today + timedelta(7 * what.weeks_on))
        raise Unclear(Doubt(code="today_or_later", date=today), now, _pair(now[0] + timedelta(7)))
    return _pair(saturday + timedelta(7 * what.weeks_on))


def _pair(saturday: date) -> tuple[date, ...]:
    return saturday, saturday + timedelta(1)


def _weekend_of(what: WeekEnd, around: Around) -> tuple[date, ...]:
    """«le week-end du 14 mars»: that date must be in it."""
    if isinstance(what.of, Range):
        found = range_dates(what.of, around)
    else:
        days = what.of if isinstance(what.of, list) else [what.of] if what.of else []
        if len(days) == 2 and days[0].monthless and days[1].m:
            _share_month(days[0], days[1])
        found = _listed(days, around)
    holds = [day for day in found if day.weekday() >= 5]
    if len(found) == 1 and holds:
        return _pair(found[0] - timedelta(found[0].weekday() - 5))
    if len(found) <= 4 and len(holds) == 2 and found[-1] - found[0] == timedelta(len(found) - 1):
        return found
    near = found[0] + timedelta(5 - found[0].weekday())
    raise Unclear(Doubt(code="wrong_weekday", date=found[0], weekday=5), _pair(near))


def _nth(what: Nth, around: Around) -> tuple[date, ...]:
    weekday = 5 if what.weekday == 7 else what.weekday
    for year, month in months_from(around.today):
        if year > around.today.year + 5:
            break
        if not _month_fits(what, year, month, around.today):
            continue
        found = [nth_weekday(year, month, weekday, nth) for nth in what.numbers]
        days = [day for day in found if day is not None]
        if len(days) < len(found):
            raise Unclear(Doubt(code="no_such_day", month=month, weekday=weekday))
        if days and min(days) > around.today:
            if what.weekday == 7:
                _check_whole(days)
                return tuple(sunday for day in sorted(days) for sunday in _pair(day))
            return tuple(sorted(days))
        if what.y and days:
            raise Unclear(Doubt(code="past_day", date=min(days)))
    raise Unclear(Doubt(code="past_day"))


def _month_fits(what: Nth, year: int, month: int, today: date) -> bool:
    if what.months_on is not None:
        reached = (year * 12 + month) - (today.year * 12 + today.month)
        return reached == what.months_on or (what.months_on == 0 and reached == 1)
    return month == what.m and (what.y is None or year == what.y)


def _check_whole(saturdays: list[date]) -> None:
    """A week-end across two months belongs to neither for sure."""
    for saturday in saturdays:
        if saturday.month != (saturday + timedelta(1)).month or saturday.day == 7:
            raise Unclear(Doubt(code="candidates", date=saturday), _pair(saturday))


def every_dates(what: Every, scopes: list[Dates], around: Around) -> tuple[date, ...]:
    """«tous les samedis» within the months or days said beside it; unbounded, it is asked."""
    days = _scope(scopes, around)
    found = tuple(day for day in days if day.weekday() in what.weekdays and day > around.today)
    if not found and around.today <= days[-1] and around.today.weekday() not in what.weekdays:
        days = _scope(scopes, Around(days[-1] + timedelta(1)))
        found = tuple(day for day in days if day.weekday() in what.weekdays)
    if around.today in days and around.today.weekday() in what.weekdays:
        raise Unclear(Doubt(code="today_or_later", date=around.today), found)
    if not found or len(found) > 62:
        raise Unclear(Doubt(code="open_ended"))
    return found


def _scope(scopes: list[Dates], around: Around) -> tuple[date, ...]:
    plain = [scope for scope in scopes if scope.role in ("plain", "until", "from")]
    if len(plain) != len(scopes) or not plain:
        raise Unclear(Doubt(code="open_ended"))
    roles = sorted(scope.role for scope in plain)
    if roles == ["plain"]:
        what = plain[0].what
        if isinstance(what, Range):
            return range_dates(Range(what.first, what.last, "du"), around)
        if isinstance(what, Period):
            return period_days(what, around)
    if roles in (["until"], ["from", "until"]):
        bounds = {scope.role: scope for scope in plain}
        first = dates_of(bounds["from"], around)[0] if "from" in bounds else around.today + timedelta(1)
        until = bounds["until"]
        days = period_days(until.what, around) if isinstance(until.what, Period) else dates_of(until, around)
        last = days[-1]
        if first < last < first + timedelta(400):
            return days_between(first, last)
    raise Unclear(Doubt(code="open_ended"))


def period_days(what: Period, around: Around) -> tuple[date, ...]:
    """All days of months or a week said exactly («en mai», «la semaine prochaine»); raises Unclear for the rest."""
    if what.sort == "week" and what.week is not None:
        first = monday(around.today) + timedelta(7 * what.week)
        return days_between(first, first + timedelta(6))
    if what.sort != "month" or not what.exact:
        raise Unclear(Doubt(code="period"))
    if what.months_on is not None:
        year, month = divmod(around.today.year * 12 + around.today.month - 1 + what.months_on, 12)
        return _month_days(year, month + 1)
    return _months(what, around)


def _months(what: Period, around: Around) -> tuple[date, ...]:
    found: list[date] = []
    start = around.today
    for month in what.months:
        years = [what.y] if what.y else range(start.year, start.year + 2)
        days = next((then for year in years if (then := _month_days(year, month))[-1] >= start), None)
        if days is None:
            raise Unclear(Doubt(code="past_day", month=month, year=what.y))
        found.extend(days)
        start = days[-1]
    return tuple(found)


def _month_days(year: int, month: int) -> tuple[date, ...]:
    last = next(day for day in (31, 30, 29, 28) if exists(year, month, day))
    return days_between(date(year, month, 1), date(year, month, last))
