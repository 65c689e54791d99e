"""What a volunteer answers in plain French: coming or not, late, with whom, a question, a doubt.

An answer is brought to one spelling, its questions are set apart, hours, company and days are taken out of it, and what
remains is brought down to a few marks (`replies.attitude`) that `replies.leaning` weighs. «Coming» is never guessed
against a «no» nor the reverse: where both are said, or a «pas» is left that nothing explains, the answer is `unsure`;
and what is understood as a yes or a no stands only if a second reading (`replies.agreement`) has nothing against it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from locales.fr.replies.agreement import stands
from locales.fr.replies.attitude import marked, marked_promises, marked_requests
from locales.fr.replies.company import Company, mark_names, take_company
from locales.fr.replies.days import Named, take_days
from locales.fr.replies.leaning import Lean, lean
from locales.fr.replies.model import Intent, Reply, Topic
from locales.fr.replies.moments import Moments, take_moments
from locales.fr.replies.topics import part_questions, topic_of
from locales.fr.replies.wording import said

if TYPE_CHECKING:
    from locales.fr.when import Slot

__all__ = ["Intent", "Reply", "Topic", "read_reply"]

_DAY_MARK = re.compile(r"jour(\d)")
_CLAUSE = re.compile(
    r" [.,] |\b(?:mais|par contre|plutot|et|ou)\b|(?=\bpas (?:pour |le )?jour)|(?<=oui)(?= jour)|(?<=non)(?= jour)"
)
_ONLY_A_DAY = re.compile(
    r"(?:(?:plutot|pour|ce sera|va pour|et|ok|seulement|juste|uniquement|que) )*jour\d"
    r"(?: (?:et jour\d|pas jour\d|pour (?:moi|nous)|seulement|uniquement|svp|merci|[.,]))*"
)
_RATHER = re.compile(
    r"(jour\d) (?:, )?plutot que (?:le |pour )?(jour\d)"
    r"|^(?:plutot |pour |le )*(jour\d) (?:, )?(?:et |mais )?pas (?:le |pour )*(jour\d)$"
    r"|^pas (?:le |pour )*(?P<no>jour\d) , (?:plutot |mais |ok pour |le )*(?P<yes>jour\d)$"
)
_READ_AT_MOST = 1000
_COMES: frozenset[Intent] = frozenset({"coming", "late", "early_leave", "companion"})
_CHANGES = _COMES | {"not_coming"}


class _Read(NamedTuple):
    """The pieces of an answer: what it says without its questions, its marks, and what was taken out before."""

    stated: str
    marks: str
    questions: list[str]
    moments: Moments
    company: Company
    days: tuple[Named, ...]


def read_reply(text: str, now: dt.datetime, about: Slot | None = None, choices: Sequence[Slot] = ()) -> Reply:
    """What `text` answers, typed at `now` (Paris time, aware or naive).

    `about` is the session in question: a day or an hour that is not its own makes the answer `unsure`, with
    `conflict`. An hour after its beginning makes «je serai là vers 10 h» `late`; without `about` it is `coming` with
    a `time`. `choices` are several dates proposed at once: `date` tells which was taken, `dates` when several were.
    Of a text longer than 1,000 characters the beginning is read, and nothing is taken for sure.
    """
    asked = sorted({slot.date for slot in choices} | ({about.date} if about else set()))
    read = _read(text, now, asked)
    reply = _with_topic(_with_hours(lean(read.marks), read, about), read)
    reply = _with_days(reply, read, asked, chosen=bool(choices))
    if reply.intent in _CHANGES and not _holds(text, read, reply):
        return reply.model_copy(update={"intent": "unsure", "sure": False, "likely": reply.intent})
    return reply


def _holds(text: str, read: _Read, reply: Reply) -> bool:
    """Whether a second reading agrees; where several days are named, each has its own yes or no."""
    if len(text) > _READ_AT_MOST:
        return False
    return len(read.days) > 1 or stands(
        text, said(text), read.marks, comes=reply.intent in _COMES, accompanied=read.company.some
    )


def _read(text: str, now: dt.datetime, asked: Sequence[dt.date]) -> _Read:
    stated, questions = part_questions(marked_requests(mark_names(text, said(text[:_READ_AT_MOST]))))
    stated, days = take_days(marked_promises(stated), now, asked)
    stated = _RATHER.sub(
        lambda found: f"viens {found[1] or found[3] or found['yes']} mais pas {found[2] or found[4] or found['no']}",
        stated,
    )
    without_hours, moments = take_moments(stated)
    rest, company = take_company(without_hours)
    return _Read(stated, marked(rest), questions, moments, company, days)


def _with_hours(leaning: Lean, read: _Read, about: Slot | None) -> Reply:
    moments, company = read.moments, read.company
    if leaning.intent not in ("coming", "unsure"):
        return Reply(intent=leaning.intent, sure=leaning.sure, likely=leaning.likely)
    arrival, leaving = _in_daytime(moments.arrival, about), _in_daytime(moments.leaving, about)
    late = _is_late(arrival, moments, about)
    early = moments.early or bool(leaving and about and about.end and leaving < about.end)
    intent: Intent = "coming"
    if company.some:
        intent = "companion"
    elif late:
        intent = "late"
    elif early:
        intent = "early_leave"
    out_of_hours = _is_outside(arrival, leaving, about)
    doubtful = leaning.intent == "unsure" or out_of_hours
    return Reply(
        intent="unsure" if doubtful else intent,
        sure=leaning.sure and not doubtful,
        time=leaving if intent == "early_leave" else arrival,
        until=leaving,
        minutes=moments.delay,
        people=1 if company.alone else company.people,
        conflict=out_of_hours,
        likely=(intent if leaning.likely == "coming" or out_of_hours else leaning.likely) if doubtful else None,
    )


def _in_daytime(hour: dt.time | None, about: Slot | None) -> dt.time | None:
    """«À 3 h» means 15 h when the session is in the afternoon."""
    if hour is None or about is None or not about.start or not about.end or hour.hour > 7 or hour >= about.start:
        return hour
    afternoon = hour.replace(hour=hour.hour + 12)
    return afternoon if about.start <= afternoon <= about.end else hour


def _is_late(arrival: dt.time | None, moments: Moments, about: Slot | None) -> bool:
    if arrival is None or about is None or about.start is None:
        return moments.late
    return arrival > about.start or (moments.after and arrival == about.start)


def _is_outside(arrival: dt.time | None, leaving: dt.time | None, about: Slot | None) -> bool:
    if about is None:
        return False
    too_late = arrival is not None and about.end is not None and arrival >= about.end
    return too_late or (leaving is not None and about.start is not None and leaving <= about.start)


def _with_topic(reply: Reply, read: _Read) -> Reply:
    if not read.questions:
        return reply
    topics = [topic_of(question) for question in read.questions]
    topic = next((topic for topic in topics if topic != "other"), "other")
    if reply.intent not in ("other", "thanks"):
        return reply.model_copy(update={"topic": topic})
    company = take_company(" , ".join(read.questions))[1]
    return Reply(intent="question", topic=topic, people=company.people)


def _with_days(reply: Reply, read: _Read, asked: Sequence[dt.date], *, chosen: bool) -> Reply:
    """The answer with the day it names; a day that is not in question is never taken for the one that is."""
    if not read.days or reply.intent not in _CHANGES | {"unsure", "other", "thanks"}:
        return reply
    if reply.intent in ("other", "thanks"):
        if not _ONLY_A_DAY.fullmatch(read.stated):
            return reply
        reply = Reply(intent="coming" if chosen else "unsure", sure=False, likely=None if chosen else "coming")
    taken, declined = _days_by_answer(read, reply)
    if len(read.days) > 1 and asked:
        reply = _by_days(reply, taken, declined)
    meant = declined if reply.intent == "not_coming" else taken or declined
    dates = tuple(sorted({date for day in meant for date in day.dates}))
    others = [day for day in meant if not day.dates]
    if asked and others and not (dates and reply.intent != "unsure"):
        return _in_conflict(reply, others[0])
    if not asked:
        dates = tuple(sorted({day.other for day in meant if day.other}))
    return reply.model_copy(update={"date": dates[0] if len(dates) == 1 else None, "dates": dates})


def _in_conflict(reply: Reply, day: Named) -> Reply:
    likely = reply.intent if reply.intent in _CHANGES else reply.likely
    return reply.model_copy(
        update={"intent": "unsure", "sure": False, "conflict": True, "date": day.other, "likely": likely}
    )


def _by_days(reply: Reply, taken: list[Named], declined: list[Named]) -> Reply:
    """The answer for the days in question, where one day is taken and another declined."""
    if not (taken and declined) or reply.intent not in {"unsure", "not_coming", "coming"}:
        return reply
    both = {date for day in taken for date in day.dates} & {date for day in declined for date in day.dates}
    if both or (reply.intent == "unsure" and reply.likely is not None):
        return reply
    comes = any(day.dates for day in taken)
    if not comes and not any(day.dates for day in declined):
        return reply
    return Reply(intent="coming" if comes else "not_coming", sure=False, topic=reply.topic)


def _days_by_answer(read: _Read, reply: Reply) -> tuple[list[Named], list[Named]]:
    """The days that are taken, and those that are declined; where a clause says neither, the whole answer counts."""
    if len(read.days) == 1:
        return ([], [read.days[0]]) if reply.intent == "not_coming" else ([read.days[0]], [])
    taken: list[Named] = []
    declined: list[Named] = []
    undecided: list[Named] = []
    for clause in _CLAUSE.split(read.stated):
        said_there = lean(marked(clause)).intent
        days = [read.days[int(mark[1])] for mark in _DAY_MARK.finditer(clause)]
        (taken if said_there == "coming" else declined if said_there == "not_coming" else undecided).extend(days)
    if not taken and not declined:
        return ([], undecided) if reply.intent == "not_coming" else (undecided, [])
    if taken and not declined and reply.intent in _COMES:
        return taken + undecided, declined
    return taken, declined
