"""Contexts with which every message and label about seats, the agenda, reminders and attendance is rendered."""

from __future__ import annotations

from typing import Any

from tests.samples.work_days import END, FULL_PLAN, HOURS, KINDS, LONG, OTHERWISE, PLAN, START

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils <du Nord>"
NOTHING: list[dict[str, Any]] = [{}]
RANKS: list[dict[str, Any]] = [{"rank": 1}, {"rank": 42}]
WHO: list[dict[str, Any]] = [{"who": "Léa"}, {"who": NAME}]
WHICH: dict[str, Any] = {**HOURS, "commune": "91338"}
FACTS: dict[str, Any] = {**PLAN, **HOURS, "confirmed": False, "supervisors": []}
FULL_FACTS: dict[str, Any] = {
    **FULL_PLAN, **HOURS, "confirmed": True, "supervisors": ["Sami", NAME], "equipment": "gants, masques",
}  # fmt: skip
EVERY_FACTS = [FACTS, FULL_FACTS, {**FACTS, "meal": "offered"}, {**FACTS, "meal": "bring", "equipment": ""}]
HALVES = [{**HOURS, "verdict": verdict} for verdict in ("free", "full", "ceiling", "already_in", "overlaps", "own")]
MISSING = ["membership", "emergency_contact"]
LINE: dict[str, Any] = {**HOURS, "commune": "91338", "works": ["insulation"], "free": 0, "confirmed": True}
LINES = [
    {**LINE, "mine": state, "free": free}
    for state, free in (("seated", 1), ("waiting", 0), ("held", 0), (None, 2), (None, 0))
]
PAGE: dict[str, Any] = {
    "first": 1, "total": 0, "more": False, "filtered": False, "no_commune": False, "no_likes": False,
}  # fmt: skip
DOUBT = {"code": "wrong_weekday", "date": "2027-03-14", "weekday": 5}
WEEKS = [{"date": f"2027-03-{day:02}", "start": "14:00", "end": "18:00"} for day in range(1, 22)]
FOUND: dict[str, Any] = {
    "days": [{"date": "2027-03-06", "start": None, "end": None}],
    "today": "2027-03-01",
    "communes": ["91338"],
    "works": ["plaster"],
    "problem": None,
    "more": 0,
}
OWN: dict[str, Any] = {**HOURS, "commune": "91338", "rank": None, "until": None, "who": None, "confirmed": False,
                       "kind": "building"}  # fmt: skip
TOPICS = ("time", "duration", "what_to_bring", "supervisor", "meal", "minors", "work")
SHEET: dict[str, Any] = {**HOURS, "household": NAME, "first": 1, "closed": False, "frozen": False}
CAME = [{"name": NAME, "came": came, "minutes": 450} for came in ("came", "excused", "absent", None)]
WITHDRAW: dict[str, Any] = {**WHICH, "own": True, "waiting": False, "adults": [], "minors": []}
LEFT: dict[str, Any] = {
    "who": NAME,
    "kind": "building",
    "others": 0,
    "word": None,
    "start": START,
    "taken": 1,
    "capacity": 6,
    "waiting": 0,
    "offered": 0,
}
THANKS: dict[str, Any] = {"start": START, "household": NAME, "commune": "91338", "minutes": 450, "others": []}
REMINDER = [
    {**facts, "kind": kind, "days": days, "with_you": with_you}
    for facts in EVERY_FACTS
    for kind, days, with_you in (("week", 7, []), ("evening", 1, ["Léa"]), ("morning", 0, ["Léa", NAME]))
]
_PLAIN = (
    "sign_ups/not_held_full", "sign_ups/not_held_past", "sign_ups/not_held_cancelled", "sign_ups/not_held_gone",
    "sign_ups/gone", "sign_ups/joined", "sign_ups/no_already_in", "sign_ups/no_overlaps", "sign_ups/no_past",
    "sign_ups/no_cancelled", "sign_ups/no_charter", "sign_ups/no_age", "sign_ups/no_own", "sign_ups/no_gone",
    "sign_ups/offer_gone", "sign_ups/offer_left", "sign_ups/not_in", "sign_ups/begun", "sign_ups/undo_over",
    "sign_ups/joined_day", "sign_ups/day_noted",
    "sign_ups/restored", "sign_ups/kept", "sign_ups/kept_line", "companions/first_you", "companions/no_minors",
    "companions/no_name", "companions/back_to_name", "companions/birth_unclear",
    "companions/adult_already", "companions/too_young",
    "companions/no_past", "companions/no_cancelled", "companions/no_gone", "attendance/not_yet",
    "attendance/closed_already", "attendance/incomplete", "replies/thanks", "replies/passed_on", "replies/write_again",
)  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    **dict.fromkeys(_PLAIN, NOTHING),
    **{
        f"sign_ups/{name}": RANKS
        for name in ("full", "ceiling", "waiting_already", "offer_gone_waiting", "restored_waiting")
    },
    **{f"companions/no_{why}": WHO for why in ("overlaps", "already_in", "age", "charter", "own")},
    "companions/too_young_that_day": WHO,
    **{
        f"companions/{name}": [*WHO, {"who": ""}]
        for name in ("consent_unclear", "no_consent", "back_to_consent", "back_to_contact")
    },
    **{f"replies/{name}": [WHICH] for name in ("unsure", "not_coming", "not_in", "join", "companion", "coming")},
    "replies/place": [{**WHICH, "hours": 72}],
    "replies/facts": [
        {**facts, "topic": topic, "named": named}
        for facts in EVERY_FACTS for topic in TOPICS for named in (False, True)
    ],
    "replies/which_day": NOTHING,
    "replies/day_chosen": [HOURS],
    "sign_ups/seated": [
        {**facts, "who": who, "kind": kind, "missing": missing, "address_hours": 72, "with_you": with_you}
        for facts in EVERY_FACTS
        for kind in KINDS
        for who, missing, with_you in ((None, [], []), (None, MISSING, ["Léa", NAME]), (NAME, MISSING, []))
    ],
    "sign_ups/whole_day": [
        {**facts, "halves": halves, "missing": missing, "address_hours": 72}
        for facts in EVERY_FACTS
        for halves, missing in (([{**HOURS, "rank": None}] * 2, []), ([{**HOURS, "rank": 3}], MISSING))
    ],
    "sign_ups/day_not_whole": [{"halves": HALVES[:2]}, {"halves": HALVES[2:4]}, {"halves": HALVES[4:]}],
    "sign_ups/choose_half": [{**HOURS, "commune": "91338", "works": ["insulation", "plaster"], "halves": HALVES}],
    "sign_ups/waiting": [
        {**facts, "who": who, "kind": kind, "rank": 1} for facts in EVERY_FACTS for who in (None, NAME)
        for kind in KINDS
    ],
    "sign_ups/offered": [
        {**facts, "who": who, "kind": kind, "until": START} for facts in EVERY_FACTS for who in (None, NAME)
        for kind in KINDS
    ],
    "sign_ups/expired": [{**facts, "kind": kind} for facts in EVERY_FACTS for kind in KINDS],
    "sign_ups/held": [{**WHICH, "until": START}],
    "sign_ups/withdraw": [
        WITHDRAW, {**WITHDRAW, "waiting": True}, {**WITHDRAW, "adults": ["Léa", NAME], "minors": ["Noé"]},
        {**WITHDRAW, "own": False, "minors": ["Noé"]}, {**WITHDRAW, "own": False, "adults": [NAME, "Léa"]},
    ],
    "sign_ups/ask_word": [{"answers": {}}],
    "sign_ups/withdrawn": [
        {"start": START, "count": count, "seated": seated, "kept": kept}
        for count, seated, kept in ((1, True, True), (3, True, True), (1, True, False), (1, False, False))
    ],
    "sign_ups/someone_left": [
        LEFT, {**LEFT, "kind": "cooking"},
        {**LEFT, "others": 1, "word": LONG, "waiting": 2}, {**LEFT, "others": 2, "taken": 0, "offered": 1},
    ],
    "calendar/session": [{"works": ["insulation"]}, {"works": ["insulation", "plaster"]}],
    "agenda/list": [
        {**PAGE, "lines": []},
        {**PAGE, "lines": [], "filtered": True, "no_commune": True, "no_likes": True},
        {**PAGE, "lines": LINES, "total": 12, "first": 7},
        {**PAGE, "lines": LINES, "total": 120, "more": True},
    ],
    "agenda/found": [
        {**FOUND, "lines": [], "fits": False, "days": [], "communes": [], "works": []},
        {**FOUND, "lines": LINES[:1], "fits": True},
        {**FOUND, "lines": LINES[:1], "fits": True, "days": WEEKS[:2]},
        {**FOUND, "lines": LINES[:1], "fits": True, "days": WEEKS},
        {**FOUND, "lines": LINES, "fits": True, "more": 3, "communes": ["91338", "91027"]},
        {**FOUND, "lines": LINES, "fits": False, "problem": DOUBT},
    ],
    "agenda/in_group": [{"lines": []}, {"lines": LINES}],
    "agenda/mine": [
        {"lines": [], "total": 0},
        {"lines": [{**OWN, "state": "seated"}, {**OWN, "state": "seated", "kind": "cooking"},
                   {**OWN, "state": "waiting", "rank": 3, "who": NAME},
                   {**OWN, "state": "offered", "until": END, "confirmed": True}, {**OWN, "state": "held"}], "total": 4},
    ],
    "companions/ask": [
        {"free": free, "minors": minors, "risky": risky, "otherwise": OTHERWISE[:free]}
        for free, minors, risky in ((0, True, False), (1, False, False), (5, False, True))
    ],
    "companions/ask_name": [{"answers": {}}],
    "companions/ask_minor_name": [{"answers": {}}],
    **{
        f"companions/ask_{what}": [{"answers": {}, "who": who, "cooperative": "Coop’Ter"} for who in ("", NAME)]
        for what in ("charter", "birth", "consent")
    },
    "companions/ask_contact_name": [{"answers": {"who": who}} for who in ("Tom", NAME)],
    "companions/contact_kept": [{"contact": NAME, "who": "Tom"}],
    "companions/contact_later": WHO,
    "attendance/sheet": [
        {**SHEET, "lines": [], "missing": 0, "total": 0},
        {**SHEET, "lines": CAME, "missing": 1, "total": 4},
        {**SHEET, "lines": CAME[:1], "missing": 0, "total": 1},
        {**SHEET, "lines": CAME[:3], "missing": 0, "total": 3, "closed": True, "frozen": True},
    ],
    "attendance/one": [{"who": NAME, "came": came, "minutes": 0} for came in ("came", "excused", "absent", None)],
    "attendance/marked": [{"count": count} for count in (0, 1, 12)],
    "attendance/closed": [{"came": came, "total": 6, "minutes": came * 450} for came in (0, 1, 6)],
    "attendance/thanks": [
        THANKS, {**THANKS, "minutes": None, "others": [{"name": NAME, "minutes": 45}]},
        {**THANKS, "minutes": 0, "others": [{"name": "Léa", "minutes": 480}] * 3},
    ],
    "reminders/helper": REMINDER,
    "reminders/host": [
        {**reminder, "coming": coming, "said": said}
        for reminder in REMINDER for coming, said in ((0, 0), (1, 1), (12, 0), (12, 11))
    ],
}  # fmt: skip

LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "sign_ups.offer_waits": [{"until": START}],
    **{f"sign_ups.{name}": [HOURS] for name in ("also", "take_half", "line_half", "bring_half", "leave_half")},
    "replies.day": [HOURS],
    "sign_ups.withdraw_one": [{"start": START}],
    "companions.known": WHO,
    "companions.give_contact": WHO,
    "companions.myself": WHO,
    "agenda.number": [{"number": 1}, {"number": 123}],
    "agenda.own": [{"start": START}],
    "attendance.person": WHO,
}
