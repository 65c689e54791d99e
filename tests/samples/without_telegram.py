"""Sample contexts of the messages about people without Telegram, what is passed on to them, and imports."""

from __future__ import annotations

from typing import Any

from tests.samples.people import ASKED, COUNTS, DAY, LATER, NAME, PLAIN

RELAY = {
    "relay_to": NAME, "relay_said": "memberships/you_are_valid.j2", "relay_state": "open", "relay_asked": None,
    "season": 2026,
}  # fmt: skip
CARD = {
    "person": NAME, "commune": "91338", "has_phone": True, "accepted": True, "signed_on": "2027-02-12",
    "held_by": NAME, "membership": "valid", "contact": NAME, "households": [NAME], "minor": False, "seats": 2,
    "to_pass_on": 2, "told": True, "erasing": False,
}  # fmt: skip
BARE_CARD = CARD | {
    "commune": None, "has_phone": False, "accepted": False, "signed_on": None, "held_by": None, "membership": None,
    "contact": None, "households": [], "minor": True, "to_pass_on": 0, "told": False, "erasing": True,
}  # fmt: skip
WHO = {"answers": {"who": NAME}}
SESSION = {"start": DAY, "end": LATER, "commune": "91338", "works": ["insulation"], "free": 2, "state": None}
LINE = {
    "number": 12, "name": NAME, "outcome": "create", "why": [], "known": None, "decision": None, "became": None,
}  # fmt: skip
WHYS = (
    "phone", "commune", "charter", "membership", "household", "changed_since", "no_name", "long", "bad_phone",
    "bad_commune", "day", "yes_no", "household_place", "twice",
)  # fmt: skip
LINES: list[dict[str, Any]] = [
    LINE,
    LINE | {"outcome": None},
    LINE | {"outcome": "same", "known": NAME},
    LINE | {"outcome": "change", "why": ["phone", "household"], "known": NAME},
    LINE | {"outcome": "ask", "why": ["same_number"], "known": NAME},
    LINE | {"outcome": "ask", "why": ["same_name"], "known": NAME, "decision": "same"},
    LINE | {"outcome": "ask", "why": ["twice"], "decision": "other"},
    LINE | {"outcome": "unreadable", "why": list(WHYS), "name": ""},
    *(LINE | {"became": became} for became in ("created", "changed", "nothing", "left")),
    LINE | {"became": "left", "why": ["same_name"], "known": NAME},
]
COUNTED = {
    "total": 12, "create": 1, "change": 1, "same": 2, "ask": 1, "unreadable": 12, "created": 1, "changed": 0,
    "nothing": 3, "left": 2,
}  # fmt: skip
STATES = ("seated", "waiting", "offered")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "relays/pass_on": [
        RELAY,
        RELAY | {"relay_state": "reminded"},
        RELAY | {"relay_state": "overdue", "relay_asked": NAME},
        RELAY | {"relay_state": "overdue"},
    ],
    "relays/settled": [
        {"to": NAME, "passed": True, "by": NAME},
        {"to": NAME, "passed": True, "by": None},
        {"to": NAME, "passed": False, "by": None},
    ],
    "relays/done_toast": PLAIN,
    "relays/done_already": PLAIN,
    "relays/list": [
        {"count": 0, "late": 0, "page": 1},
        {"count": 6, "late": 1, "page": 1},
        {"count": 3, "late": 4, "page": 2},
    ],
    "relays/their_answer": [{"who": NAME}],
    "imports/explain": [{"lines": 2000}],
    "imports/model_sent": PLAIN,
    "imports/report_sent": PLAIN,
    "imports/unreadable": [
        {"why": why} for why in ("spreadsheet", "size", "lines", "empty", "no_name", "binary", "broken")
    ],
    "imports/progress": [{"running": running, "done": 50, "total": 2000} for running in (True, False)],
    "imports/abandoned": PLAIN,
    "imports/line": [{"line": line} for line in LINES],
    "imports/lines": [
        {"state": state, "counts": COUNTED, "lines": lines, "unknown": unknown, "doubts": doubts, "page": page}
        for state in ("ready", "done")
        for lines, unknown, doubts, page in (
            ([], [], False, 1),
            ([], ["Courriel"], True, 2),
            (LINES[:6], [NAME], False, 1),
            (LINES[6:], [], True, 3),
        )
    ],
    "imports/decided_already": PLAIN,
    "imports/received": PLAIN,
    "tellings/hand_over": [
        {"people": [{"name": NAME, "of": None}], "more": 0},
        {"people": [{"name": NAME, "of": NAME}] * 12, "more": 1},
        {"people": [{"name": NAME, "of": None}] * 12, "more": 200},
    ],
    "tellings/handed_over": PLAIN,
    "tellings/done_already": PLAIN,
    "tellings/list": [
        {"lines": [], "page": 1},
        {"lines": [{"name": NAME, "of": None}, {"name": "Paul", "of": NAME}], "page": 2},
    ],
    "tellings/notice": [{"cooperative": "Coop’Ter", "by": NAME}],
    "tellings/contact_notice": [{"cooperative": "Coop’Ter", "by": NAME}],
    "without_telegram/list": [{"count": 0, "page": 1}, {"count": 6, "page": 3}],
    "without_telegram/person": [
        CARD,
        BARE_CARD,
        CARD | {"held_by": None},
        CARD | {"signed_on": None},
        CARD | {"membership": "asked"},
        CARD | {"membership": "refused"},
    ],
    "without_telegram/ask_name": ASKED,
    "without_telegram/ask_phone": ASKED,
    "without_telegram/ask_signed": ASKED,
    "without_telegram/ask_holder": ASKED,
    "without_telegram/day_unclear": PLAIN,
    "without_telegram/summary": [
        {"answers": {"name": NAME, "signed_on": "2027-02-12", "held_by": NAME}, "has_phone": has_phone}
        for has_phone in (True, False)
    ],
    "without_telegram/registered": [{"who": NAME}],
    "without_telegram/ask_new_name": [WHO],
    "without_telegram/ask_new_phone": [WHO],
    "without_telegram/its_number": [{"who": NAME, "phone": "+33612345678"}],
    "without_telegram/confirm_erasure": [{"who": NAME}],
    "without_telegram/erasure_asked": [{"who": NAME, "by": "Inès"}],
    "without_telegram/erasure_noted": PLAIN,
    "without_telegram/sessions": [
        {"who": NAME, "lines": []},
        {"who": NAME, "lines": [SESSION | {"number": 1}, SESSION | {"number": 120, "free": 0}]},
        {"who": NAME, "lines": [SESSION | {"number": 2, "state": "seated"}]},
    ],
    "without_telegram/seats": [
        {"who": NAME, "lines": []},
        {"who": NAME, "lines": [SESSION | {"state": state, "rank": 3} for state in STATES]},
        {"who": NAME, "lines": [SESSION | {"state": "waiting", "rank": None}]},
    ],
    "without_telegram/seated": [{"who": NAME}],
    "without_telegram/in_line": [{"who": NAME, "rank": 3}],
    "without_telegram/nothing_to_give_back": PLAIN,
    "without_telegram/confirm_leaving": [{"who": NAME, "start": DAY}],
    "without_telegram/given_back": PLAIN,
    "without_telegram/joined": [{"overlapping": False}, {"overlapping": True}],
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "relays.one": [{"who": NAME}],
    "relays.take": [{"who": NAME}],
    "relays.leave_offer": [{"who": NAME}],
    "relays.to_pass_on": COUNTS,
    "imports.same": [{"number": 2000}],
    "imports.other": [{"number": 2000}],
    "imports.run": COUNTS,
    "tellings.one": [{"who": NAME}],
    "tellings.to_hand_over": COUNTS,
    "without_telegram.one": [{"who": NAME}],
    "without_telegram.seats": COUNTS,
    "without_telegram.give_back": [{"start": DAY}],
}
