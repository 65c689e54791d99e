"""Sample contexts of the desk of coaches and coordinators: what waits, the morning message."""

from __future__ import annotations

from typing import Any

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils <3"
START = "2027-03-13T09:00:00+00:00"
AGES = (None, 0, 1, 45)
WAITING = [{"count": count, "days": days} for count in (1, 12) for days in AGES]
OF_HOUSEHOLD = [{"household": NAME, "start": START, "count": 1, "days": days} for days in AGES]
LINE = {"author": NAME, "text": "Et si on venait <b>dimanche</b> ? " * 10, "file": False, "at": START}
ASKED: list[dict[str, Any]] = [{"answers": {}}]
NOTE = {"author": NAME, "text": "Préfère qu'on appelle le soir & pas le <midi>.", "at": START}
ALONG: list[dict[str, Any]] = [
    {"diagnostics": 0, "visits": [], "threads": 0},
    {"diagnostics": 2, "visits": [START, START], "threads": 1},
]
FACTS: list[dict[str, Any]] = [
    {"coach": NAME, "before": before, "moved": moved, "clashing": clashing}
    for before, moved, clashing in ((None, [], []), (NAME, [START], [START, START]))
]
AWAY = {"coach": NAME, "cover": "Inès", "start": START, "last": "2027-03-20T22:59:00+00:00"}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "menu/waiting": [{"count": 0, "page": 1, "pages": 1}, {"count": 3, "page": 1, "pages": 1},
                     {"count": 30, "page": 2, "pages": 5}],
    "threads/open": [
        {"other": NAME, "matter": kind, "household": household, "start": None, "end": None, "lines": lines}
        for kind in ("household", "diagnostic")
        for household in (NAME, None)
        for lines in ([], [LINE, LINE | {"author": None, "text": "", "file": True}])
    ],
    "threads/settled": [{}],
    "threads/settled_already": [{}],
    "households/notes": [{"household": NAME, "lines": lines} for lines in ([], [NOTE, NOTE | {"author": None}])],
    "households/ask_note": ASKED,
    "households/note_unusable": [{"length": 1500}],
    "households/remove_note": [{}],
    "households/note_removed": [{}],
    "households/ask_handover": [{"household": NAME, "count": count} for count in (0, 3)],
    "households/confirm_handover": [{"household": NAME, "to": NAME, **along} for along in ALONG],
    "households/handover": [
        {"household": NAME, "project": project, "by": by, "to": NAME, "mine": mine, "state": state, **ALONG[1]}
        for project, by, mine in ((None, NAME, False), (LINE["text"], None, True))
        for state in ("proposed", "accepted", "declined", "withdrawn")
    ],
    "households/handover_sent": [{}],
    "households/handover_waits_already": [{}],
    "households/handover_accepted": [{}],
    "households/handover_ended": [{}],
    "households/handover_declined": [{"household": NAME, "to": NAME}],
    "households/handed_over": FACTS,
    "households/handed_over_by_you": [{"household": NAME, **facts} for facts in FACTS],
    "households/absences": [
        {"mine": mine, "covering": covering} for mine in ([], [AWAY]) for covering in ([], [AWAY, AWAY])
    ],
    "households/ask_away": ASKED,
    "households/ask_away_until": ASKED,
    "households/ends_before_it_begins": [{}],
    "households/ask_cover": [{"answers": {}, "count": count} for count in (0, 3)],
    "households/away_summary": [{"answers": {}, **AWAY}],
    "households/away_already": [{}],
    "households/cover_is_away": [{"cover": NAME}],
    "households/you_cover": [AWAY],
    "households/end_absence": [{"mine": mine, **AWAY} for mine in (True, False)],
    "households/absence_ended": [{"mine": mine, "by": NAME, **AWAY} for mine in (True, False)],
    "households/absence_is_over": [{}],
    "menu/digest": [{"count": 1}, {"count": 12}],
    "menu/digest_chosen": [{"digest": digest, "at": "08:00"} for digest in (True, False)],
}  # fmt: skip
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "household_note.remove": [{"text": "Un mot " * 20}],
    "households.notes": [{"count": 0}, {"count": 12}],
    "handovers.propose": [{"person": NAME}],
    "handovers.waits": OF_HOUSEHOLD,
    "absence.end": [{"start": START}],
    "absence.give_up": [{"coach": NAME}],
    "absence.cannot": [{"coach": NAME}],
    "threads.waits": [{"author": NAME, "household": home, "days": days} for home in (NAME, None) for days in AGES],
    "memberships.to_validate": WAITING,
    "memberships.waits": [{"person": NAME, "days": days} for days in AGES],
    "invitations.to_confirm": WAITING,
    "households.to_decide": WAITING,
    "households.waits": OF_HOUSEHOLD,
    "groups.to_decide": WAITING,
    "diagnostics.to_treat": WAITING,
    "diagnostics.waits": OF_HOUSEHOLD,
    "diagnostics.visit_over": OF_HOUSEHOLD,
    "attendance.waits": OF_HOUSEHOLD,
    "gate.waits": OF_HOUSEHOLD,
    "supervising.waits": OF_HOUSEHOLD,
}
