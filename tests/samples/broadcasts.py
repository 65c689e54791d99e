"""Sample contexts of the messages about broadcasts, threads and failures."""

from __future__ import annotations

from typing import Any

from tests.samples.diagnostics import ASKED, END, LONG, NAME, NOTHING, START

TALLY = {
    "recipients": 10, "waiting": 3, "delivered": 5, "blocked": 1, "failed": 1, "stopped": 0, "coming": 2,
    "not_coming": 1, "question": 0,
}  # fmt: skip
MATTERS = ("session", "work_day", "diagnostic", "appointment", "broadcast", "household")
DAY: dict[str, Any] = {"matter": "session", "household": NAME, "start": START}
ABOUT: list[dict[str, Any]] = [
    {**DAY, "end": None},
    {**DAY, "end": END},
    *(
        {"matter": matter, "household": name, "start": None, "end": None}
        for matter in MATTERS[1:]
        for name in (NAME, None)
    ),
]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "broadcasts/all_again": NOTHING,
    "broadcasts/ask_audience": ASKED,
    "broadcasts/ask_body": ASKED,
    "broadcasts/ask_buttons": ASKED,
    "broadcasts/ask_correction": ASKED,
    "broadcasts/ask_file": ASKED,
    "broadcasts/ask_question": [{"to": NAME}],
    "broadcasts/ask_when": ASKED,
    "broadcasts/signed": [{"body": "Bonjour <b>à tous</b>", "author": NAME}, {"body": "Bonjour", "author": None}],
    "broadcasts/body": [{"body": "Bonjour <b>à tous</b>"}, {"body": "a &lt; b &amp; c"}],
    "broadcasts/corrected": [{"count": 0}, {"count": 1}, {"count": 12}],
    "broadcasts/fewer": NOTHING,
    "broadcasts/mine": [{"count": 0}, {"count": 2}],
    "broadcasts/no_such_commune": [{"said": "Atlantide"}, {"said": LONG}],
    "broadcasts/nobody": NOTHING,
    "broadcasts/noted_coming": NOTHING,
    "broadcasts/noted_not_coming": NOTHING,
    "broadcasts/over_already": NOTHING,
    "broadcasts/progress": [
        {"state": state, "send_at": START, "tally": {**TALLY, "stopped": stopped}, "with_buttons": bool(stopped)}
        for state in ("scheduled", "sending", "sent", "stopped")
        for stopped in (0, 4)
    ],
    "broadcasts/stopped": NOTHING,
    "broadcasts/stopped_for_me": NOTHING,
    "broadcasts/summary": [
        {"size": size, "more": more, "when": when, "with_buttons": when is None}
        for size, more, when in ((1, False, None), (1000, True, START))
    ],
    "broadcasts/only_preview": NOTHING,
    "broadcasts/too_long": [{"over": 1}, {"over": 300}],
    "broadcasts/understood_coming": NOTHING,
    "broadcasts/understood_not_coming": NOTHING,
    "failure/handler_failed": [{"update": 12}],
    "failure/message": NOTHING,
    "failure/set_aside": [{"update": 12}],
    "failure/toast": NOTHING,
    "threads/nobody": NOTHING,
    "threads/passed_on": [{"to": [NAME], **about} for about in ABOUT] + [{"to": [NAME, "Samir"], **ABOUT[0]}],
    "threads/received": [
        {"author": author, "text": "Où se garer ? <ici>", **about} for about in ABOUT for author in (NAME, None)
    ],
    "threads/write_now": [{"to": NAME, **about} for about in ABOUT],
    "threads/offer": [{"to": NAME, **about} for about in ABOUT],
    "threads/kept": NOTHING,
}  # fmt: skip

LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    **{
        f"broadcasts.to_{name}": [{"size": 1, "more": False}, {"size": 1000, "more": True}]
        for name in ("everyone", "volunteer", "household", "supervisor", "coach", "partner", "coordinator")
    },
    "broadcasts.to_cohort": [{"size": 12, "more": False, "title": "Super Stage 2027 de printemps"}],
    "broadcasts.follow_up": [{"silent": 12}],
    "broadcasts.open": [{"body": "<b>Bonjour</b> à tous, " + LONG}],
}
