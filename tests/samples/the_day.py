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
_PLAIN = (
    "the_day/thanks", "the_day/read_before", "numbers/ask_phone", "numbers/not_yours", "numbers/over", "numbers/later",
    "numbers/emptied",
)  # fmt: skip
SAMPLES |= {name: [{}] for name in _PLAIN}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {"the_day.unanswered": [{"count": 1}, {"count": 12}]}
