"""Contexts with which every message and label about the day itself is rendered."""

from __future__ import annotations

from typing import Any

START, END = "2027-03-14T08:00:00+00:00", "2027-03-14T16:00:00+00:00"
HOURS = {"start": START, "end": END}
LONG = "Marie-Hélène de la Tour & fils < " * 4
WHICH: dict[str, Any] = {"commune": "91338", **HOURS}
UNREAD: list[dict[str, Any]] = [
    {"name": "Léo", "telegram": True, "reached": True, "through": None, "phone": "+33612345678", "through_phone": None},
    {"name": LONG, "telegram": False, "reached": True, "through": LONG, "phone": None, "through_phone": "+33612345678"},
    {"name": "Zoé", "telegram": False, "reached": False, "through": None, "phone": None, "through_phone": None},
    {"name": "Ali", "telegram": True, "reached": False, "through": None, "phone": None, "through_phone": None},
]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "the_day/answered": [
        {**WHICH, "kind": "cancelled", "answered": 0, "total": 4, "waiting": UNREAD},
        {**WHICH, "kind": "moved", "answered": 12, "total": 60, "waiting": UNREAD * 12},
        {**WHICH, "kind": "address", "answered": 3, "total": 3, "waiting": []},
    ],
    "the_day/ask_why": [{"sessions": [HOURS], "people": 0}, {"sessions": [HOURS] * 3, "people": 12}],
    "numbers/asked": [{**HOURS, "since": START, "known": known} for known in (True, False)],
    "numbers/decided": [{"shares": shares} for shares in ("once", "always", "never", "not_now")],
    "numbers/shared": [
        {**HOURS, "people": [], "mine": False},
        {
            **HOURS,
            "mine": True,
            "people": [
                {"name": name, "part": part, "phone": "+33612345678"}
                for name in ("Léo", LONG)
                for part in ("household", "supervisor", "helper")
            ]
            * 15,
        },
    ],
    "numbers/mine": [{"end": None}, {"end": "78"}],
}
NATURES = ("fall", "cut", "faintness", "equipment", "other")
EVERY_WORK = ["roofing", "insulation", "lime", "joinery", "slab", "electricity", "painting"]
SAID: dict[str, Any] = {**HOURS, "works": ["lime"], "risky": False, "equipment": "", "words": ""}
SAID_FULL: dict[str, Any] = {**SAID, "works": EVERY_WORK, "risky": True, "equipment": LONG, "words": LONG * 10}
LISTENERS = [
    {"name": name, "heard": heard, "alone": alone}
    for name in ("Léo", LONG) for heard in (True, False) for alone in (True, False)
]  # fmt: skip
SAMPLES |= {
    "briefing/of_session": [
        {**SAID, "given": False, "gives": True, "people": LISTENERS, "missing": 4},
        {**SAID, "given": False, "gives": False, "people": [], "missing": 0},
        {**SAID_FULL, "given": True, "gives": True, "people": LISTENERS * 7, "missing": 28},
        {**SAID, "given": True, "gives": False, "people": LISTENERS[1:2], "missing": 1},
        {**SAID, "given": True, "gives": True, "people": LISTENERS[:2], "missing": 0},
        {**SAID, "given": True, "gives": True, "people": [], "missing": 0},
    ],
    "briefing/for_helper": [{**said, "heard": heard} for said in (SAID, SAID_FULL) for heard in (True, False)],
    "incident/protect_and_call": [
        {"address": address, "access": access, "commune": "91338", "household": LONG}
        for address, access in ((None, None), ("12 rue des Lilas", None), ("12 rue des Lilas", "portail vert"))
    ],
    "incident/who": [{"nature": nature, "told": told} for told, nature in enumerate(NATURES)],
    "incident/done": [{"told": told} for told in (0, 1, 7)],
    "incident/news": [
        {**WHICH, "nature": nature, "by": by, "at": START, "household": "Moreau"}
        for nature in NATURES
        for by in (None, "Léo")
    ],
    "incident/recorded": [
        {
            **WHICH,
            "nature": "fall",
            "at": START,
            "by": None,
            "household": "Moreau",
            "told": [],
            "register": [],
            "words": "",
            "followed": None,
        },
        {
            **WHICH,
            "nature": "other",
            "at": START,
            "by": LONG,
            "household": LONG,
            "words": LONG * 15,
            "followed": END,
            "told": [{"name": LONG, "part": part} for part in ("supervisor", "household", "coach", "coordinator")] * 4,
            "register": [
                {"name": LONG, "heard": heard, "corrected": corrected, "came_now": came, "minutes_now": 90}
                for heard in (True, False)
                for corrected in (True, False)
                for came in ("came", "excused", "absent", None)
            ]
            * 2,
        },
    ],
}
_PLAIN = (
    "briefing/later", "incident/not_now", "incident/nothing", "incident/no_words", "incident/told_already",
    "incident/followed", "incident/followed_already",
    "the_day/thanks", "the_day/read_before", "numbers/ask_phone", "numbers/not_yours", "numbers/over", "numbers/later",
    "numbers/emptied",
)  # fmt: skip
SAMPLES |= {name: [{}] for name in _PLAIN}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "the_day.unanswered": [{"count": 1}, {"count": 12}],
    "briefing.tick": [{"who": "Léo"}, {"who": LONG}],
    "incident.under_way": [{"start": START}],
    "incident.to_follow": [{"at": START}],
}
