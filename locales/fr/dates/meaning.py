"""From items to slots: dates in the order of the text, each with its hours; or the doubt to ask about."""

from datetime import date, datetime, time
from itertools import pairwise

from locales.fr.dates.group_meaning import group_dates
from locales.fr.dates.grouping import APART, JOINED, SENTENCE, Group, group
from locales.fr.dates.hour_meaning import Span, check_hours, spans_of
from locales.fr.dates.items import Dates, Every, Hours, Item, Period, Vague
from locales.fr.dates.model import Doubt, Slot
from locales.fr.dates.unclear import Unclear


def slots_of(items: list[Item], now: datetime) -> tuple[Slot, ...]:
    """Give the slots of a text, () when it has no date; raises Unclear. `now` is naive Paris time."""
    for item in items:
        if isinstance(item, Hours):
            check_hours(item)
    groups, loose = group(items)
    if not groups:
        if any(not hours.meal and hours.sort != "lasts" for hours in loose):
            raise Unclear(Doubt(code="no_day"))
        return ()
    groups = _meant(groups)
    dated = group_dates(groups, now.date())
    return _with_hours(groups, dated, now)


def likely_hours(items: list[Item]) -> Span | None:
    """Give the hours of a text for offered days, when it has exactly one pair of them."""
    hours = [item for item in items if isinstance(item, Hours)]
    try:
        for one in hours:
            check_hours(one)
        spans = spans_of(hours)
    except Unclear:
        return None
    return spans[0] if len(spans) == 1 else None


def _meant(groups: list[Group]) -> list[Group]:
    """Leave aside deadlines and what is over when another day is named; refuse what remains vague."""
    _mark_limits(groups)
    firm = [one for one in groups if any(not isinstance(item.what, Period | Vague) for item in one.dates)]
    own = [one for one in firm if not one.limit]
    if not own:
        raise _vague(groups)
    for one in groups:
        for item in one.dates:
            if isinstance(item.what, Vague) and not (item.what.code == "past_day" and one not in own):
                raise Unclear(Doubt(code=item.what.code))
    bounded = any(isinstance(item.what, Every) for one in own for item in one.dates)
    for one in own:
        for item in one.dates:
            _check_role(item, bounded)
    return [one for one in groups if not one.limit and not all(isinstance(item.what, Vague) for item in one.dates)]


def _mark_limits(groups: list[Group]) -> None:
    """«inscriptions jusqu'au 10 mars, chantier le 20 mars»: a limit that comes before the day itself."""
    if any(isinstance(item.what, Every) for one in groups for item in one.dates):
        return
    for one, later in pairwise(groups):
        roles = {item.role for item in one.dates}
        if roles == {"until"} and all(item.role == "plain" for item in later.dates) and later.after >= APART:
            one.limit = True


def _vague(groups: list[Group]) -> Unclear:
    for one in groups:
        for item in one.dates:
            if isinstance(item.what, Vague):
                return Unclear(Doubt(code=item.what.code))
            if one.limit:
                return Unclear(Doubt(code="open_ended"))
    return Unclear(Doubt(code="period"))


def _check_role(item: Dates, bounded: bool) -> None:
    if item.role == "not":
        raise Unclear(Doubt(code="excluded"))
    if item.role == "about":
        raise Unclear(Doubt(code="around"))
    if item.role in ("from", "until") and not bounded:
        raise Unclear(Doubt(code="open_ended"))


def _with_hours(groups: list[Group], dated: list[tuple[date, ...]], now: datetime) -> tuple[Slot, ...]:
    full = [one for one, days in zip(groups, dated, strict=True) if days]
    days_of = [days for days in dated if days]
    if len(full) == 1:
        spans = [spans_of([hour for one in groups for hour in one.hours])]
    else:
        full, days_of, hours = _without_echoes(full, days_of, [spans_of(one.hours) for one in full])
        spans = _spread(full, hours)
    _check_lasting(groups)
    slots: list[Slot] = []
    for days, times in zip(days_of, spans, strict=True):
        for day in days:
            slots.extend(Slot(date=day, start=start, end=end) for start, end in times or ((None, None),))
    kept = _agree(slots)
    for slot in kept:
        _check_slot(slot, now)
    return kept


def _without_echoes(
    groups: list[Group], dated: list[tuple[date, ...]], hours: list[tuple[Span, ...]]
) -> tuple[list[Group], list[tuple[date, ...]], list[tuple[Span, ...]]]:
    """Leave out days said again without hours: «demain matin, mercredi 3 mars»."""
    timed = {day for days, times in zip(dated, hours, strict=True) if times for day in days}
    kept = [index for index, days in enumerate(dated) if hours[index] or not timed.issuperset(days)]
    return [groups[index] for index in kept], [dated[index] for index in kept], [hours[index] for index in kept]


def _check_lasting(groups: list[Group]) -> None:
    if any(hours.sort == "lasts" and hours.minutes < 0 for one in groups for hours in one.hours):
        raise Unclear(Doubt(code="several_days"))


def _spread(groups: list[Group], spans: list[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """Hours said once hold for each date, where that is what the sentence says; else it is asked."""
    timed = [index for index, times in enumerate(spans) if times]
    if not timed or len(timed) == len(spans):
        return spans
    if len(timed) == 1:
        only = timed[0]
        near = all(one.after < SENTENCE for one in groups[1:])
        if only == len(spans) - 1 and groups[only].standing_apart:
            return [spans[only]] * len(spans)
        joined = all(one.after <= JOINED for one in groups[1:])
        if only == 0 and groups[0].hours[0].i < groups[0].dates[0].i and near and joined:
            return [spans[only]] * len(spans)
    raise Unclear(Doubt(code="hours_of_which"))


def _agree(slots: list[Slot]) -> tuple[Slot, ...]:
    """Merge what is said twice; a day said once with and once without hours has them."""
    timed = {slot.date for slot in slots if slot.start is not None}
    kept = [slot for slot in dict.fromkeys(slots) if slot.start is not None or slot.date not in timed]
    kept.sort(key=lambda slot: (slot.date, slot.start or time.min))
    for one, other in pairwise(kept):
        if one.date == other.date and (one.end is None or (other.start or time.min) < one.end):
            raise Unclear(Doubt(code="hours_unclear", date=one.date))
    return tuple(kept)


def _check_slot(slot: Slot, now: datetime) -> None:
    for moment in (slot.start, slot.end):
        if moment is not None and _skipped(slot.date, moment):
            raise Unclear(Doubt(code="skipped_hour", date=slot.date, hour=moment.hour, minute=moment.minute))
    last = slot.end or slot.start
    if last is None:
        return
    ends = datetime.combine(slot.date, last)
    if ends < now or (ends == now and slot.end is not None):
        raise Unclear(Doubt(code="past_hour", date=slot.date, hour=last.hour, minute=last.minute))


def _skipped(day: date, moment: time) -> bool:
    """Tell whether clocks jump over this hour: from 2 h to 3 h on March's last Sunday (directive 2000/84/CE)."""
    return moment.hour == 2 and day.month == 3 and day.weekday() == 6 and day.day > 24
