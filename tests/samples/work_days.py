"""Contexts with which every message and label about work days and sessions is rendered."""

from __future__ import annotations

from typing import Any

START, END = "2027-03-14T08:00:00+00:00", "2027-03-14T16:00:00+00:00"
LONG = "isolation des combles, puis enduit à la chaux sur le pignon « nord » ; on apprend ensemble " * 12
HOURS = {"start": START, "end": END}
PLAN: dict[str, Any] = {
    "works": ["insulation", "plaster"], "commune": "91338", "description": "", "meal": None, "skills": "", "tools": "",
    "equipment": None, "minors": False, "risky": False, "lodging": False,
}  # fmt: skip
FULL_PLAN: dict[str, Any] = {
    **PLAN, "works": ["roofing"], "description": LONG, "meal": "shared", "skills": "à l'aise en hauteur ?",
    "tools": "gants & chaussures < solides", "equipment": "", "minors": True, "risky": True,
    "lodging": True,
}  # fmt: skip


OTHERWISE: list[dict[str, Any]] = [
    {"kind": "cooking", "seats": 2, "free": 1},
    {"kind": "welcoming", "seats": 1, "free": 0},
    {"kind": "child_minding", "seats": 3, "free": 3},
]
KINDS = ("building", "cooking", "welcoming", "child_minding")


def _line(state: str = "preparing", free: int = 4, *, over: bool = False, why: str | None = None) -> dict[str, Any]:
    return {
        **HOURS,
        "state": state,
        "seats": 6,
        "taken": 6 - free,
        "free": free,
        "over": over,
        "why": why,
        "short": 6 - free if over or free > 2 else 0,
        "otherwise": OTHERWISE[: 0 if free == 4 else 3],
    }


LINES = [_line(), _line("confirmed", 1), _line("confirmed", 0), _line("cancelled", why="=weather"), _line(over=True)]
POINTS: list[dict[str, Any]] = [
    {"point": point, "details": []}
    for point in ("host", "insurance", "permit", "materials", "equipment", "helpers", "meal", "access", "toilets")
]
POINTS += [{"point": "work_allowed", "details": [why]} for why in ("house_date", "asbestos", "lead", "reserved")] + [
    {"point": "supervisor", "details": ["insulation", "lime"]}
]
PEOPLE = [
    {
        "name": "Léa",
        "state": "seated",
        "missing": [],
        "brought_by": None,
        "minor": False,
        "confirmed": True,
        "silent": False,
    },
    {
        "name": "Noé & compagnie " * 4,
        "state": "seated",
        "missing": ["membership", "emergency_contact", "consent"],
        "brought_by": "Léa",
        "minor": True,
        "confirmed": False,
        "silent": True,
    },
    {
        "name": "Ali",
        "state": "waiting",
        "missing": [],
        "brought_by": None,
        "minor": False,
        "confirmed": False,
        "silent": False,
    },
    {
        "name": "Zoé",
        "state": "offered",
        "missing": [],
        "brought_by": None,
        "minor": False,
        "confirmed": False,
        "silent": False,
    },
]
for _one, _kind in zip(PEOPLE, ("building", "building", "building", "welcoming"), strict=True):
    _one["kind"] = _kind
PRIVATE: dict[str, Any] = {
    **PLAN, "session": _line(), "household": None, "supervisors": [], "people": None, "mine": None, "missing": [],
    "awaited": {}, "called": 0,
}  # fmt: skip


def _mine(state: str, missing: list[str] | None = None, *, confirmed: bool = False) -> dict[str, Any]:
    return {"state": state, "kind": "cooking" if confirmed else "building", "missing": missing or [],
            "confirmed": confirmed}  # fmt: skip


WHICH = {"works": ["insulation"], "commune": "91338", **HOURS}
NEWS = [
    {**WHICH, "helper": helper, "waits": waits, "missing": missing}
    for helper, waits, missing in ((True, False, []), (True, True, []), (False, False, []), (False, False, POINTS))
]
QUESTION: list[dict[str, Any]] = [{"answers": {}}]
ADDRESS = {
    **HOURS, "commune": "91338", "address": "12 rue des Lilas", "access": "portail vert", "household": "Moreau",
    "supervisors": ["Karim", "Ana"], "tools": "gants", "equipment": "casques", "meal": "offered", "changed": False,
}  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "work_days/public": [
        {**PLAN, "sessions": LINES[:1]}, {**FULL_PLAN, "sessions": LINES * 3}, {**PLAN, "equipment": "masques",
        "meal": "bring", "minors": True, "sessions": []}, {**PLAN, "meal": "offered", "sessions": [_line("held")]},
    ],
    "work_days/preview": [
        {**PLAN, "sessions": LINES[:1], "ceiling": 6,
         "unsaid": ["address", "meal", "tools", "min_helpers"], "ready": [], "permit": True, "least": None},
        {**FULL_PLAN, "sessions": LINES[:2], "ceiling": None,
         "unsaid": [], "ready": ["host", "toilets"], "permit": False, "least": 3},
    ],
    "work_days/inline_title": [WHICH],
    "work_days/inline_line": [{**HOURS, "free": 0}, {**HOURS, "free": 4}],
    "work_days/ask_hours": [{"start": None}, {"start": "2000-01-01T09:30"}],
    "work_days/ask_seats": [{"ceiling": 6, "risky": False}, {"ceiling": 4, "risky": True}],
    "work_days/ask_least": QUESTION,
    "work_days/more_than_seats": [{"least": 8, "seats": 1}, {"least": 8, "seats": 6}],
    "work_days/too_many_days": [{"limit": 14}],
    "work_days/no_work": [{"said": ""}, {"said": "un < truc !"}],
    "work_days/reserved": [{"works": ["gas"]}, {"works": ["gas", "live_electricity", "load_bearing", "asbestos"]}],
    "work_days/not_a_count": [{"said": ""}, {"said": "beaucoup"}],
    "work_days/too_long": [{"most": 200}, {"most": 1000}],
    "work_days/address_told": [{}],
    "work_days/posted": [{"sessions": 1, "missing": True}, {"sessions": 4, "missing": False}],
    "work_days/posted_by": [
        {"by": "Ana", "mine": True, "household": "Moreau", "works": ["lime"], "start": START, "sessions": 1},
        {"by": "Ana", "mine": False, "household": "Moreau", "works": ["lime", "slab"], "start": START, "sessions": 3},
    ],
    "work_days/mine": [{"count": 0}, {"count": 1}, {"count": 6}],
    "work_days/managed": [
        {**WHICH, "household": "Moreau", "cancelled": False, "sessions": [{**line, "missing": n} for n, line in
        enumerate(LINES)]}, {**WHICH, "household": "Moreau", "cancelled": True, "sessions": []},
    ],
    "work_days/share": [{"link": "https://t.me/coopter_bot?start=d-12", "text": "Isolation à Limours\n" + LONG}],
    "work_days/cancel_summary": [
        {"answers": {"why": "=weather"}, "sessions": [HOURS], "people": 0},
        {"answers": {"why": LONG}, "sessions": [HOURS, HOURS], "people": 12},
    ],
    "work_days/cancelled_now": [{"sessions": [HOURS]}, {"sessions": [HOURS] * 14}],
    "work_days/changed": [{"people": 0}, {"people": 1}, {"people": 12}],
    "work_days/move_summary": [{"before": HOURS, "after": HOURS, "people": n} for n in (0, 1, 9)],
    "sessions/private": [
        PRIVATE,
        {**PRIVATE, **FULL_PLAN, "household": "Moreau", "supervisors": ["Karim", "Ana"], "people": PEOPLE * 20,
         "missing": POINTS, "called": 12},
        {**PRIVATE, "people": [], "awaited": {"household": 3, "supervisor": 1}},
        {**PRIVATE, "session": _line("cancelled", why="la grêle"), "mine": _mine("waiting")},
        {**PRIVATE, "mine": _mine("seated")},
        {**PRIVATE, "mine": _mine("seated", confirmed=True)},
        {**PRIVATE, "mine": _mine("seated", ["charter", "membership", "emergency_contact"])},
        {**PRIVATE, "mine": _mine("offered")},
    ],
    "sessions/address_given": [
        ADDRESS,
        {**ADDRESS, "address": None, "access": None, "supervisors": [], "tools": "", "equipment": None, "meal": None},
        {**ADDRESS, "meal": "shared", "changed": True},
        {**ADDRESS, "meal": "bring"},
    ],
    "sessions/emergency_later": [{}],
    "sessions/contacts": [
        {**HOURS, "lines": lines}
        for lines in (
            [],
            [{"name": "Léa", "minor": False, "contact": "Inès & Paul", "phone": "+33612345678"}],
            [{"name": LONG[:60], "minor": True, "contact": None, "phone": None}] * 90,
        )
    ],
    "sessions/address_later": [{"hours": 72}],
    "sessions/cancelled": [
        {**WHICH, "part": "helper", "by": "Claire", "why": "=ill"},
        {**WHICH, "part": "house", "by": "Claire", "why": LONG},
    ],
    "sessions/changed": [
        {**WHICH, "part": "helper", "field": field, "before": before, "after": after}
        for field, before, after in (
            ("description", "", LONG), ("works", ["lime"], ["slab", "lime"]), ("seats", 6, 8), ("tools", "gants", ""),
            ("skills", "", "aucun"), ("equipment", None, ""), ("equipment", "", "casques"), ("meal", None, "shared"),
            ("minors", False, True), ("risky", True, False), ("lodging", False, True),
            ("otherwise", {}, {"cooking": 2, "welcoming": 1}),
            ("otherwise", {"child_minding": 1}, {"child_minding": 0}),
        )
    ],
    "sessions/moved": [
        {**WHICH, "part": part, "new_start": START, "new_end": END, "same_day": same_day, "rank": 2}
        for part in ("helper", "waiting", "supervisor", "house")
        for same_day in (True, False)
    ],
    "sessions/confirmed": NEWS,
    "sessions/in_preparation": NEWS,
    "sessions/still_incomplete": NEWS,
    "supervising/asked": [
        {**WHICH, "household": "Moreau", "description": LONG, "risky": True, "needed": 1,
         "sessions": [{**_line(), "mine": False}, {**_line("cancelled"), "mine": False}, {**_line(), "mine": True}]},
        {**WHICH, "household": "Moreau", "description": "", "risky": False, "needed": 0, "sessions": []},
    ],
    "supervising/leave": [HOURS],
    "supervising/found": [{**HOURS, "who": "Karim"}],
    "supervising/now_sought": [
        {**WHICH, "who": "Karim", "part": part, "leads": leads}
        for part in ("helper", "waiting", "house") for leads in ([], ["Ana"], ["Ana", "Omar"])
    ],
    "supervising/now_found": [
        {**WHICH, "who": "Omar", "part": part, "confirmed": confirmed}
        for part in ("helper", "waiting", "house") for confirmed in (True, False)
    ],
    "supervising/took_day": [{"taken": 1}, {"taken": 2}],
    "supervising/mine": [{"led": 0, "wanted": 0}, {"led": 1, "wanted": 1}, {"led": 5, "wanted": 3}],
    "supervising/nobody_leads": [
        {**WHICH, "household": "Moreau", "sessions": [HOURS], "able": 0},
        {**WHICH, "household": "Moreau", "sessions": [HOURS] * 3, "able": 2},
    ],
    "supervising/asked_again": [{"asked": 0}, {"asked": 1}, {"asked": 7}],
    "gate/reserved": [{"works": ["gas", "slab"]}],
    "gate/ask_clearance": [{"answers": {"which": "asbestos"}}, {"answers": {"which": "lead"}}],
    "gate/survey_first": [{"which": "asbestos"}, {"which": "lead"}],
}  # fmt: skip
_PLAIN = (
    "work_days/gone", "work_days/no_household", "work_days/ask_household", "work_days/ask_slots", "work_days/ask_works",
    "work_days/ask_commune", "work_days/ask_address", "work_days/ask_ready", "work_days/ask_meal",
    "work_days/ask_description", "work_days/ask_tools", "work_days/ask_skills", "work_days/ask_equipment",
    "work_days/ask_access", "work_days/ask_minors", "work_days/ask_risky", "work_days/ask_lodging",
    "work_days/hours_unclear",
    "work_days/sessions_cross", "work_days/ask_why", "work_days/over_already", "work_days/what_to_change",
    "work_days/nothing_changed", "work_days/ask_move", "work_days/understood", "supervising/take_accepted",
    "supervising/take_already", "supervising/take_not_qualified", "supervising/take_busy", "supervising/take_over",
    "supervising/take_not_leading", "supervising/declined", "supervising/kept", "supervising/left",
    "gate/given_already", "gate/thanks", "gate/ask_insurance", "gate/ask_until", "gate/ask_permit", "gate/ask_year",
)  # fmt: skip
SAMPLES |= dict.fromkeys(_PLAIN, QUESTION)
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "work_days.whole_day_seat": [{"start": None}, {"start": START}],
    "work_days.join_one": [HOURS],
    "work_days.wait_one": [HOURS],
    "work_days.open": [{"start": START, "works": ["timber_frame", "slab"], "household": "Les Lefèvre " * 4}],
    "work_days.session": [HOURS],
    "work_days.until": [{"end": "2000-01-01T12:30"}],
    "work_days.seats": [{"seats": 6}],
    "work_days.household": [{"who": "Famille Lefèvre-Dumoulin " * 4}],
    "supervising.take_one": [HOURS],
    "supervising.led": [HOURS],
    "supervising.take_day": [{"start": START}],
    "supervising.wanted": [{"start": START, "commune": "91338"}],
    "gate.day": [{"day": "2027-12-31"}],
}
