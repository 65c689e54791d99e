"""Which date a day as typed is: the nearest after today that everything said of it agrees on, or a doubt."""

from dataclasses import dataclass
from datetime import date, timedelta

from locales.fr.dates.calendar import (
    add_months,
    ever_exists,
    exists,
    matching_weekday,
    monday,
    months_from,
    next_weekday,
)
from locales.fr.dates.holidays import holiday
from locales.fr.dates.items import Day
from locales.fr.dates.model import Doubt
from locales.fr.dates.unclear import Unclear


@dataclass(slots=True)
class Around:
    """What surrounds a day in its text.

    `previous`: the date said before it; `linked`: joined to it by «et» or a comma; `firm`: that date had a number.
    `ending`: this day ends a range. `month`, `year`, `week` (a Monday): said beside it («en juin : samedi 5»).
    """

    today: date
    previous: date | None = None
    linked: bool = False
    firm: bool = False
    ending: bool = False
    month: int | None = None
    year: int | None = None
    week: date | None = None


def meaning(day: Day, around: Around) -> date:
    """Give the date that a day means; raises Unclear when it is none, past, or one of several."""
    if day.doubtful:
        raise Unclear(Doubt(code="candidates", day=day.d, weekday=day.weekday))
    if day.months_on is None and day.d is not None and day.m is None and around.month:
        day.m, day.y = around.month, around.year
    found = _date(day, around)
    if found < around.today:
        doubt = Doubt(code="past_day", date=found, day=day.d, month=day.m, year=day.y)
        raise Unclear(doubt, *_again(found.month, found.day, around.today))
    return found


def _again(month: int, number: int, today: date) -> list[tuple[date]]:
    """The next day of that name (or the month's last, if it has none such), to offer for one that cannot be."""
    if not 1 <= month <= 12:
        return []
    last = max(n for n in range(28, 32) if ever_exists(month, n))
    years = (today.year, today.year + 1)
    days = [date(y, month, n) for y in years if exists(y, month, n := min(max(number, 1), last))]
    return [(day,) for day in days if day > today][:1]


def _date(day: Day, around: Around) -> date:
    if day.days_on is not None:
        return _counted(day, around)
    if day.holiday:
        return _feast(day, around)
    if day.d is not None:
        return _numbered(day, around)
    return _weekday(day, around)


def _counted(day: Day, around: Around) -> date:
    """«demain», «dans trois jours», with whatever else is said of that day."""
    found: date | None = around.today + timedelta(day.days_on or 0)
    if day.shift_months:
        found = add_months(around.today, day.shift_months)
    if found is None:
        raise Unclear(Doubt(code="candidates"))
    if found < around.today:
        return found
    if day.weeks_on and day.weekday not in (None, found.weekday()):
        return _weekday(Day(weekday=day.weekday, mode="weeks", weeks_on=day.weeks_on), around)
    _check_weekday(day, found, around)
    if day.d is not None and not (day.d == found.day and day.m in (None, found.month) and day.y in (None, found.year)):
        raise Unclear(Doubt(code="two_days", date=found, day=day.d, month=day.m, year=day.y), (found,))
    return found


def _feast(day: Day, around: Around) -> date:
    shift = timedelta(day.shift)
    if day.y:
        found = holiday(day.holiday, day.y) + shift
    else:
        year = around.today.year
        found = next(then for n in range(-1, 3) if (then := holiday(day.holiday, year + n) + shift) >= around.today)
        if found == around.today:
            raise Unclear(Doubt(code="today_or_later", date=found), (found,))
    _check_weekday(day, found, around)
    return found


def _check_weekday(day: Day, found: date, around: Around) -> None:
    if day.weekday is not None and found.weekday() != day.weekday:
        likely = matching_weekday(found, day.weekday, around.today)
        doubt = Doubt(code="wrong_weekday", date=found, weekday=day.weekday, day=day.d, month=day.m, year=day.y)
        raise Unclear(doubt, *((other,) for other in likely))


def _numbered(day: Day, around: Around) -> date:
    found = _day_of_month(day, around) if day.monthless else _day_and_month(day, around)
    if found >= around.today:
        _check_weekday(day, found, around)
        _check_mode(day, found, around)
    return found + timedelta(day.shift)


def _no_such_day(day: Day, today: date, year: int | None = None, month: int | None = None) -> Unclear:
    doubt = Doubt(code="no_such_day", day=day.d, month=day.m or month, year=day.y or year, weekday=day.weekday)
    return Unclear(doubt, *_again(doubt.month or 0, day.d or 0, today))


def _day_and_month(day: Day, around: Around) -> date:
    number, today = day.d or 0, around.today
    if day.months_on is not None:
        year, month = divmod(today.year * 12 + today.month - 1 + day.months_on, 12)
        month += 1
    else:
        month, year = day.m or 0, day.y or (today.year + day.years_on if day.years_on is not None else 0)
    if year:
        if not exists(year, month, number) or year > today.year + 50:
            raise _no_such_day(day, today, year, month)
        return date(year, month, number)
    if not ever_exists(month, number):
        raise _no_such_day(day, today)
    start = around.previous.year if around.ending and around.previous else today.year
    dates = [date(year, month, number) for year in range(start, start + 9) if exists(year, month, number)]
    if around.ending and around.previous:
        return next(then for then in dates if then >= around.previous)
    upcoming = [then + timedelta(day.shift) for then in dates]
    upcoming = [then for then in upcoming if then >= today]
    if upcoming[0] == today:
        return _today_or_next(day, upcoming, around) - timedelta(day.shift)
    return upcoming[0] - timedelta(day.shift)


def _today_or_next(day: Day, upcoming: list[date], around: Around) -> date:
    """A date typed on that very day: today when its weekday says so, else asked."""
    today = around.today
    if day.weekday is not None and day.weekday != upcoming[1].weekday() and day.weekday == today.weekday():
        return today
    if around.linked and around.previous and around.previous > today:
        return upcoming[1]
    raise Unclear(Doubt(code="today_or_later", date=today, day=day.d, month=day.m), (today,), (upcoming[1],))


def _day_of_month(day: Day, around: Around) -> date:
    number, today = day.d or 0, around.today
    if not 1 <= number <= 31:
        raise _no_such_day(day, today)
    if around.ending and around.previous:
        return _next_number(number, around.previous, around.previous)
    dates = [
        date(y, m, number) for (y, m), _ in zip(months_from(today), range(14), strict=False) if exists(y, m, number)
    ]
    if around.week:
        return _in_week(day, around.week)
    if around.previous and around.linked and not around.ending:
        return _after_previous(day, around)
    upcoming = [then for then in dates if then >= today]
    if upcoming[0] == today:
        raise Unclear(Doubt(code="today_or_later", date=today, day=number), (today,), (upcoming[1],))
    if around.previous and around.firm and day.weekday is not None:
        fits = {upcoming[0], _next_number(number, around.previous, today)}
        fits = {then for then in fits if then.weekday() == day.weekday}
        return fits.pop() if len(fits) == 1 else upcoming[0]
    if around.previous and around.firm and _next_number(number, around.previous, today) != upcoming[0]:
        after = _next_number(number, around.previous, today)
        raise Unclear(Doubt(code="candidates", day=number), (upcoming[0],), (after,))
    return upcoming[0]


def _next_number(number: int, after: date, today: date) -> date:
    months = zip(months_from(after), range(14), strict=False)
    return next(then for (y, m), _ in months if exists(y, m, number) and (then := date(y, m, number)) > after)


def _in_week(day: Day, week: date) -> date:
    for n in range(7):
        if (week + timedelta(n)).day == day.d:
            return week + timedelta(n)
    raise Unclear(Doubt(code="two_days", date=week, day=day.d))


def _after_previous(day: Day, around: Around) -> date:
    """«le 14 mars et le 21»: the same month, if the number goes on; else the month is asked."""
    previous, number = around.previous or around.today, day.d or 0
    if number > previous.day and exists(previous.year, previous.month, number):
        return previous.replace(day=number)
    if number == previous.day:
        return previous
    if number > previous.day:
        raise _no_such_day(day, around.today, previous.year, previous.month)
    raise Unclear(Doubt(code="order", day=number), (_next_number(number, previous, around.today),))


def _check_mode(day: Day, found: date, around: Around) -> None:
    """«samedi prochain, le 14 mars»: both must be the same day, give or take the week that «prochain» may mean."""
    if day.weekday is None or day.mode == "this" or not (day.mode or day.week is not None):
        return
    said = _weekday(Day(weekday=day.weekday, mode=day.mode, week=day.week, weeks_on=day.weeks_on), around)
    later = said + timedelta(7) if day.mode == "next" else said
    if found not in (said, later):
        raise Unclear(Doubt(code="two_days", date=said, day=day.d, month=day.m), (found,), (said,))


def _weekday(day: Day, around: Around) -> date:
    today, weekday = around.today, day.weekday or 0
    coming = next_weekday(today, weekday)
    week = monday(today) + timedelta(7 * day.week) if day.week is not None else None
    if week is None and not day.mode:
        week = around.week
    if week is not None:
        return week + timedelta(weekday)
    if day.mode in ("next", "this"):
        return coming
    if around.previous is not None and not day.mode:
        return _weekday_after(day, around, coming)
    if weekday == today.weekday():
        later = {"eight": 7, "fifteen": 14}.get(day.mode, 7 * day.weeks_on)
        raise Unclear(
            Doubt(code="today_or_later", date=today, weekday=weekday),
            (today + timedelta(later),),
            (today + timedelta(later + 7),),
        )
    return _weeks_on(day, around, coming)


def _weeks_on(day: Day, around: Around, coming: date) -> date:
    if day.mode == "eight":
        return coming + timedelta(7)
    if day.mode == "fifteen":
        return coming + timedelta(14)
    if day.mode == "weeks":
        # «samedi dans quinze jours» counts from this week or from the coming Saturday: they agree, or it is asked.
        other = monday(around.today) + timedelta(7 * day.weeks_on + (day.weekday or 0))
        then = coming + timedelta(7 * day.weeks_on)
        if other != then:
            raise Unclear(Doubt(code="candidates", weekday=day.weekday), (other,), (then,))
        return then
    return coming


def _weekday_after(day: Day, around: Around, coming: date) -> date:
    """A bare weekday after another date: the one that follows it, when the nearest one is not another."""
    previous = around.previous or around.today
    after = next_weekday(previous, day.weekday or 0)
    if around.ending or (around.linked and around.firm):
        return after
    if day.weekday == previous.weekday() and not around.linked:
        return previous
    if after == coming:
        return after
    raise Unclear(Doubt(code="candidates", weekday=day.weekday), (coming,), (after,))
