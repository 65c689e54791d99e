"""Sample contexts of the desk of coaches and coordinators: what waits, the morning message."""

from __future__ import annotations

from typing import Any

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils <3"
START = "2027-03-13T09:00:00+00:00"
AGES = (None, 0, 1, 45)
WAITING = [{"count": count, "days": days} for count in (1, 12) for days in AGES]
OF_HOUSEHOLD = [{"household": NAME, "start": START, "count": 1, "days": days} for days in AGES]
LINE = {"author": NAME, "text": "Et si on venait <b>dimanche</b> ? " * 10, "file": False, "at": START}

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
    "menu/digest": [{"count": 1}, {"count": 12}],
    "menu/digest_chosen": [{"digest": digest, "at": "08:00"} for digest in (True, False)],
}  # fmt: skip
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
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
