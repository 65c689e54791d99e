"""Any day and hour in the forms people use is never read as another: the oracle walks through the calendar."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.fr.dates.model import Slot
from locales.fr.say import say_time
from locales.fr.when import read_when

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
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


def first_after(now: datetime, fits: Callable[[date], bool]) -> date:
    """The nearest day after today that fits, found by walking."""
    day = now.date() + timedelta(1)
    while not fits(day):
        day += timedelta(1)
    return day


def name(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


BARE = str.maketrans("éû", "eu")
DATE_FORMS: list[tuple[str, Callable[[date], str]]] = [
    ("numéro et mois", lambda day: f"le {name(day)}"),
    ("jour complet", lambda day: f"{WEEKDAYS[day.weekday()]} {name(day)}"),
    ("chiffres", lambda day: f"{day.day}/{day.month}"),
    ("chiffres pleins", lambda day: f"{day:%d/%m}"),
    ("abrégé", lambda day: f"{WEEKDAYS[day.weekday()][:3]}. {day.day}/{day.month:02}"),
    ("tiré", lambda day: f"le {day:%d-%m-%Y}"),
    ("pointé", lambda day: f"{day:%d.%m.%Y}"),
    ("court", lambda day: f"{day.day}/{day.month}/{day:%y}"),
    ("international", lambda day: f"{day:%Y-%m-%d}"),
    ("sans accents", lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1].translate(BARE)}"),
    ("entre parenthèses", lambda day: f"le {name(day)} ({WEEKDAYS[day.weekday()]})"),
    ("mois abrégé", lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:4]}"),
]  # fmt: skip
HOUR_FORMS: list[tuple[Callable[[time, time], str], bool]] = [
    (lambda a, b: f"de {say_time(a)} à {say_time(b)}", True),
    (lambda a, b: f"{a:%Hh%M}-{b:%Hh%M}", True),
    (lambda a, b: f"{a:%H:%M} - {b:%H:%M}", True),
    (lambda a, b: f"entre {a:%Hh%M} et {b:%Hh%M}", True),
    (lambda a, b: f"{a:%Hh%M}/{b:%Hh%M}", True),
    (lambda a, b: f"à partir de {a:%Hh%M} jusqu’à {b:%Hh%M}", True),
    (lambda a, b: f"à {a.hour} heures {a.minute:02}", False),
    (lambda a, b: f"vers {a:%Hh%M}", False),
    (lambda a, b: f"dès {a:%Hh%M}", False),
]
FRAMES = [
    "{d} {h}",
    "{h} {d}",
    "{d}, {h}",
    "Chantier {d} {h} à Limours",
    "Bonjour, on cherche 6 personnes {d} {h} pour 25 m² d’enduit, 12 rue du 8 mai 1945",
    "{d} : {h}, maison de 1949, tél. 06 12 34 56 78",
    "RDV {d} {h} ! Prévoir 2,5 tonnes de sable et 3h de route",
]


@FAST
@given(NOWS, DAYS, st.sampled_from(DATE_FORMS), st.sampled_from(HOUR_FORMS), st.sampled_from(FRAMES), MINUTES, MINUTES)
def test_a_date_and_hours_are_never_read_as_others(now, day, form, hours, frame, one, other) -> None:  # type: ignore[no-untyped-def]
    named, write = form
    start, end = clock(min(one, other)), clock(max(one, other))
    say, ranged = hours
    if start == end or skipped(day, start, end if ranged else None):
        return
    text = frame.format(d=write(day), h=say(start, end))
    said_year = named in ("tiré", "pointé", "court", "international")
    meant = day if said_year else first_after(now, lambda then: (then.day, then.month) == (day.day, day.month))
    when = read_when(text, now)
    weekday_typed = named in ("jour complet", "abrégé", "sans accents", "entre parenthèses", "mois abrégé")
    if said_year and meant < now.date():
        assert when.reason == "past", text
    elif meant == now.date() or (day.day, day.month) == (now.day, now.month):
        assert when.kind == "ask" or {slot.date for slot in when.slots} <= {meant, now.date()}, text
    elif weekday_typed and meant.weekday() != day.weekday():
        assert when.reason == "mismatch", text
    elif not skipped(meant, start, end if ranged else None):
        assert when.slots == (Slot(date=meant, start=start, end=end if ranged else None),), text


WEEKDAY_FORMS: list[tuple[str, Callable[[datetime, int], date]]] = [
    ("{w}", lambda now, w: first_after(now, lambda d: d.weekday() == w)),
    ("{w} prochain", lambda now, w: first_after(now, lambda d: d.weekday() == w)),
    ("ce {w}", lambda now, w: first_after(now, lambda d: d.weekday() == w)),
    ("{w} qui vient", lambda now, w: first_after(now, lambda d: d.weekday() == w)),
    ("{w} en huit", lambda now, w: first_after(now, lambda d: d.weekday() == w) + timedelta(7)),
    ("{w} en quinze", lambda now, w: first_after(now, lambda d: d.weekday() == w) + timedelta(14)),
    ("{w} de la semaine prochaine", lambda now, w: next_week(now) + timedelta(w)),
    ("la semaine prochaine, {w}", lambda now, w: next_week(now) + timedelta(w)),
    ("semaine prochaine {w}", lambda now, w: next_week(now) + timedelta(w)),
]
PART_FORMS: list[tuple[str, time | None, time | None]] = [
    ("", None, None),
    (" matin", time(9), time(12)),
    (" après-midi", time(14), time(17)),
    (" aprem", time(14), time(17)),
    (" soir", time(18), time(21)),
    (" toute la journée", time(9), time(17)),
    (" midi", time(12), None),
    (" à 9h30", time(9, 30), None),
    (" de 8 à 12h", time(8), time(12)),
]


def next_week(now: datetime) -> date:
    return first_after(now, lambda day: day.weekday() == 0)


@FAST
@given(NOWS, st.integers(0, 6), st.sampled_from(WEEKDAY_FORMS), st.sampled_from(PART_FORMS))
def test_a_weekday_is_the_one_that_the_words_say(now, weekday, form, part) -> None:  # type: ignore[no-untyped-def]
    text, oracle = form
    said, start, end = part
    when = read_when(text.format(w=WEEKDAYS[weekday]) + said, now)
    today = weekday == now.weekday() and text in ("{w}", "{w} en huit", "{w} en quinze")
    if today:
        assert when.reason == "ambiguous"
    else:
        assert when.slots == (Slot(date=oracle(now, weekday), start=start, end=end),), text


@FAST
@given(
    NOWS,
    st.integers(1, 31),
    st.sampled_from(["le {n}", "le {n} à 9h", "{w} {n}", "{w} {n} de 9h à 17h"]),
    st.integers(0, 6),
)
def test_a_number_alone_is_the_next_such_day(now: datetime, number: int, form: str, weekday: int) -> None:
    when = read_when(form.format(n="1er" if number == 1 else number, w=WEEKDAYS[weekday]), now)
    meant = first_after(now, lambda day: day.day == number)
    if number == now.day:
        assert when.kind == "ask"
    elif "{w}" in form and meant.weekday() != weekday:
        assert when.reason == "mismatch"
    else:
        assert [slot.date for slot in when.slots] == [meant]


@FAST
@given(
    NOWS,
    DAYS,
    st.integers(1, 9),
    st.sampled_from(["du {a} au {z}", "du {wa} {a} au {wz} {z}", "{a} au {z}", "du {a} jusqu’au {z}"]),
)
def test_a_range_is_every_day_of_it(now: datetime, first: date, length: int, form: str) -> None:
    last = first + timedelta(length)
    same = first.month == last.month
    written = form.format(
        a=("1er" if first.day == 1 else first.day) if same else name(first),
        z=name(last),
        wa=WEEKDAYS[first.weekday()],
        wz=WEEKDAYS[last.weekday()],
    )
    when = read_when(written, now)
    meant = first_after(now, lambda day: (day.day, day.month) == (first.day, first.month))
    if (now.month, now.day) == (first.month, first.day):
        assert when.kind == "ask" or when.slots[0].date in (meant, now.date())
        return
    if (first.month, first.day) <= (2, 29) <= (last.month, last.day):
        return
    if "{wa}" in form and meant.weekday() != first.weekday():
        assert when.reason == "mismatch", written
    elif "{wa}" not in form and timedelta() < now.date() - meant.replace(year=meant.year - 1) <= timedelta(length):
        assert when.kind == "ask", f"{written} is under way"
    else:
        assert [slot.date for slot in when.slots] == [meant + timedelta(n) for n in range(length + 1)], written


@FAST
@given(NOWS, st.sampled_from(range(7)), st.sampled_from(range(12)))
def test_every_weekday_of_a_month_is_all_that_remain(now: datetime, weekday: int, month: int) -> None:
    when = read_when(
        f"tous les {WEEKDAYS[weekday]}s de {MONTHS[month]}".replace("de a", "d’a").replace("de o", "d’o"), now
    )
    first = first_after(now, lambda day: day.month == month + 1 and day.weekday() == weekday)
    if now.month == month + 1 and now.weekday() == weekday:
        assert when.kind == "ask"
        return
    meant = [first + timedelta(7 * n) for n in range(5) if (first + timedelta(7 * n)).month == month + 1]
    assert [slot.date for slot in when.slots] == meant


@pytest.mark.parametrize("nth", [1, 2, 3, 4, -1])
@settings(max_examples=100, deadline=None)
@given(now=NOWS, weekday=st.integers(0, 6), month=st.integers(0, 11))
def test_a_months_nth_weekday_is_the_next_one(nth: int, now: datetime, weekday: int, month: int) -> None:
    rank = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", -1: "dernier"}[nth]
    when = read_when(f"le {rank} {WEEKDAYS[weekday]} de {MONTHS[month]}", now)

    def fits(day: date) -> bool:
        last = (day + timedelta(7)).month != day.month
        return day.month == month + 1 and day.weekday() == weekday and (last if nth < 0 else (day.day + 6) // 7 == nth)

    assert [slot.date for slot in when.slots] == [first_after(now, fits)]
