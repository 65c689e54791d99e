"""Contexts of what is shared and printed."""

from __future__ import annotations

from typing import Any

from tests.samples.work_days import FULL_PLAN, LINES, PLAN

LINK = "https://t.me/coopter_bot?start=d-12"
PUBLIC: list[dict[str, Any]] = [
    {**PLAN, "sessions": LINES[:1], "more": 0},
    {**FULL_PLAN, "sessions": LINES[:3], "more": 1},
    {**PLAN, "description": "on monte un mur", "meal": "offered", "sessions": LINES[:2], "more": 3},
]
PARTS = ("title", "place", "when", "facts")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "work_days/share_text": [{**one, "link": LINK} for one in PUBLIC],
    "work_days/poster": [{}],
    "work_days/poster_coming": [{}],
    **{f"sheets/poster_{part}": PUBLIC for part in PARTS},
    "pages/title": [{"works": ["insulation"], "commune": "91338"}],
    "pages/nothing_title": [{}],
    "pages/nothing": [{}],
    "pages/too_many": [{}],
    "pages/over": [{"cooperative": "Coop’Ter"}],
    "pages/work_day": [{**one, "cooperative": "Coop’Ter"} for one in PUBLIC],
    "calendar/title": [{}],
    "calendar/screen": [
        {"served": served, "since": since} for served in (True, False) for since in (None, "2027-03-01T09:00:00+00:00")
    ],
    "calendar/link": [{"link": "https://bot.example.org/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics"}],
    "calendar/revoked": [{}],
    "calendar/none": [{}],
    "calendar/file": [{}],
    "calendar/empty": [{}],
    "failure/sheet": [{}],
    "failure/sheet_failed": [{"update": 12}],
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {}
