"""What we write is read back, whatever the day and hour; no mixture of words breaks the reading."""

from datetime import date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from locales.fr.dates.model import Slot
from locales.fr.say import say_date, say_day, say_hours, say_slot, say_slots, say_time
from locales.fr.when import read_when

DAYS = st.dates(date(2026, 1, 2), date(2035, 12, 31))
NOWS = st.datetimes(datetime(2026, 1, 1, 6), datetime(2034, 12, 31, 21))  # noqa: DTZ001 - Paris time
MINUTES = st.integers(0, 24 * 60 - 1)
FAST = settings(max_examples=400, deadline=None)


def clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def skipped(day: date, *moments: time | None) -> bool:
    """An hour that clocks jump over, on March's last Sunday."""
    last = day.month == 3 and day.weekday() == 6 and (day + timedelta(7)).month == 4
    return last and any(moment is not None and moment.hour == 2 for moment in moments)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    day = draw(DAYS)
    hours = draw(st.lists(MINUTES, max_size=2, unique=True).map(sorted))
    times = [*map(clock, hours), None, None]
    return Slot(date=day, start=times[0], end=times[1])


@FAST
@given(slots(), st.integers(0, 3000), st.integers(0, 24 * 60 - 1))
@example(Slot(date=date(2028, 2, 29), start=time(9), end=time(9, 5)), 1, 0)
@example(Slot(date=date(2027, 5, 1), start=time(0, 5)), 400, 600)
def test_a_slot_we_write_is_read_back(slot: Slot, days_before: int, minute: int) -> None:
    now = datetime.combine(slot.date - timedelta(days_before + 1), clock(minute))
    for text in (say_slot(slot), say_slot(slot, now), say_slot(slot, now).upper(), f"Le {say_slot(slot)}."):
        when = read_when(text, now)
        if skipped(slot.date, slot.start, slot.end):
            assert when.reason == "impossible"
        else:
            assert (when.kind, when.slots) == ("when", (slot,)), text


def test_every_day_hour_and_pair_of_hours_is_read_back_by_itself() -> None:
    now = datetime(2027, 3, 2, 10)  # noqa: DTZ001 - Paris time
    for ahead in range(1, 366):
        day = now.date() + timedelta(ahead)
        assert [slot.date for slot in read_when(f"le {say_day(day)}", now).slots] == [day]
    for minutes in range(0, 24 * 60, 5):
        start = clock(minutes)
        read = read_when(f"samedi 13 mars à {say_time(start)}", now)
        assert [(slot.start, slot.end) for slot in read.slots] == [(start, None)]
        if minutes + 90 < 24 * 60:
            hours = say_hours(start, clock(minutes + 90))
            read = read_when(f"samedi 13 mars, {hours}", now)
            assert [(slot.start, slot.end) for slot in read.slots] == [(start, clock(minutes + 90))], hours


def test_every_reading_offered_on_a_button_is_read_back() -> None:
    now = datetime(2027, 3, 2, 10)  # noqa: DTZ001 - Paris time
    for text in ("samedi 14 mars de 9h à 12h", "mardi", "samedi ou dimanche à 9h", "le 13 ou le 20 mars", "31/04 à 9h"):
        for reading in read_when(text, now).likely:
            assert read_when(say_slots(reading), now).slots == reading, text


def test_every_day_of_ten_years_is_read_back() -> None:
    day = date(2026, 1, 1)
    while day < date(2036, 1, 1):
        for now in (day - timedelta(1), day - timedelta(200), day - timedelta(800)):
            for text in (say_date(day), say_date(day, now)):
                when = read_when(text, datetime.combine(now, time(12)))
                assert [slot.date for slot in when.slots] == [day], (text, now)
        day += timedelta(1)


@FAST
@given(st.lists(DAYS, min_size=1, max_size=4, unique=True), st.lists(MINUTES, max_size=4, unique=True), MINUTES)
def test_several_slots_we_write_are_read_back(days: list[date], hours: list[int], minute: int) -> None:
    ordered = sorted(hours)
    pairs = list(zip(ordered[::2], ordered[1::2], strict=False)) or [None]
    written = [
        Slot(date=day, start=clock(pair[0]) if pair else None, end=clock(pair[1]) if pair else None)
        for day in sorted(days)
        for pair in pairs
    ]
    now = datetime.combine(min(days) - timedelta(1), clock(minute))
    if any(skipped(slot.date, slot.start, slot.end) for slot in written):
        return
    assert list(read_when(say_slots(written), now).slots) == written, say_slots(written)
    assert list(read_when(say_slots(written, now), now).slots) == written, say_slots(written, now)


WORDS = """
    samedi dimanche lundi mardi sam dim le la du au de à et ou , - / prochain ce en huit 14 3 25 31 2027 mars avril 9h
    17h30
    12h matin après-midi midi journée demain hier pas jusqu’à entre tous les un premier week-end semaine prochaine dans
    jours personnes rue fin ( ) . : Noël Pâques veille 14/3 9-17h 1er mois heures
"""


@settings(max_examples=1500, deadline=None)
@given(NOWS, st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join))
def test_no_mixture_of_words_breaks_the_reading(now: datetime, text: str) -> None:
    when = read_when(text, now)
    assert (when.kind == "when") == bool(when.slots)
    assert (when.kind == "ask") == (when.reason is not None)
    assert all(slot.date >= now.date() for slot in when.slots)
    assert all(slot.start is not None for slot in when.slots if slot.end is not None)
    assert list(when.slots) == sorted(when.slots, key=lambda slot: (slot.date, slot.start or time.min))
    assert all(0 <= start < end <= len(text) for start, end in when.spans)
