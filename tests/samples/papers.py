"""Contexts with which every message and label about papers, and about the days before a session, is rendered."""

from __future__ import annotations

from typing import Any

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils <3"
START, END = "2027-03-14T08:00:00+00:00", "2027-03-14T16:00:00+00:00"
HOURS = {"start": START, "end": END}
PLAIN: list[dict[str, Any]] = [{}]
PAPERS: list[dict[str, Any]] = [
    {"kind": kind, "until": until, "over": over, "lost": lost, "given": START}
    for kind in ("insurance", "permit")
    for until, over, lost in ((None, False, False), ("2027-12-31", False, False), ("2026-12-31", True, False),
                              (None, False, True))
]  # fmt: skip
MINORS: list[dict[str, Any]] = [
    {"name": NAME, "given_at": given, "withdrawn_at": withdrawn}
    for given, withdrawn in ((None, None), (START, None), (START, END))
]

WHICH = {"works": ["insulation", "lime"], "commune": "91338", **HOURS}
LACKS: list[dict[str, Any]] = [{"point": "insurance", "details": []}, {"point": "supervisor", "details": ["lime"]}]
SEATS: list[dict[str, Any]] = [
    {"name": name, "missing": ["membership", "emergency_contact", "charter", "consent"]} for name in (None, NAME)
]
DECISIONS = ("hold", "postpone", "cancel")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "papers/house": [{"household": NAME, "papers": papers} for papers in ([], PAPERS)],
    "papers/caption": [
        {"kind": kind, "until": day} for kind in ("insurance", "permit") for day in (None, "2027-12-31")
    ],
    "papers/no_file": PLAIN,
    "papers/replaced_already": PLAIN,
    "papers/kept": PLAIN,
    "papers/ends_soon": [
        {"kind": kind, "until": "2027-12-31", "over": over}
        for kind in ("insurance", "permit")
        for over in (False, True)
    ],
    "papers/own": [
        {"membership": membership, "season": 2026, "minors": minors}
        for membership, minors in (("asked", []), ("valid", MINORS), ("refused", []), (None, MINORS))
    ],
    "papers/ask_retract": [{"who": NAME, "sessions": sessions} for sessions in ([], [HOURS] * 3)],
    "papers/consent_kept": [{"who": NAME}],
    "papers/consent_withdrawn": [{"who": NAME}],
    "owed/asked": [
        {**WHICH, "again": again, "missing": missing, "seats": seats}
        for again, missing, seats in ((False, LACKS, []), (True, [], SEATS), (True, LACKS, SEATS))
    ],
    "owed/told": [
        {**WHICH, "household": NAME, "missing": missing, "seats": seats}
        for missing, seats in ((LACKS, []), ([], SEATS), (LACKS, SEATS * 10))
    ],
    "reminders/still_coming": [
        {"works": ["insulation"], "commune": "91338", "again": again, "own": own, "others": others, "slots": slots}
        for again, slots in ((False, [HOURS]), (True, [HOURS, HOURS]))
        for own, others in ((True, []), (True, [NAME]), (False, [NAME, "Tom"]))
    ],
    "calls/short": [{**WHICH, "short": short, "here": here} for short, here in ((1, True), (4, False))],
    "decisions/asked": [
        {**WHICH, "stands": stands, "missing": missing, "short": short, "called": called, "who": who, "until": until}
        for stands in ("cancelled", "over", "moved", "whole", "open", *DECISIONS)
        for missing, short, called in ((LACKS, 0, 0), (LACKS, 1, 1), ([], 3, 12))
        for who, until in ((None, None), (NAME, END))
    ],
    "decisions/told": [
        {**WHICH, "decision": decision, "who": NAME, "until": END, "chooses": chooses}
        for decision in (None, *DECISIONS)
        for chooses in (False, True)
    ],
    "decisions/already": [{"decision": decision, "who": who} for decision in DECISIONS for who in (None, NAME)],
    "decisions/noted": PLAIN,
    "decisions/undone": PLAIN,
    "decisions/too_late": PLAIN,
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "papers.of_house": [{"household": NAME}],
    "decisions.waits": [{"start": START}],
    "papers.see": [{"number": 4}],
    "papers.replace": [{"number": 4}],
    "papers.give_consent": [{"who": NAME}],
    "papers.withdraw_consent": [{"who": NAME}],
}
