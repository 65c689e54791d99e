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
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "papers.of_house": [{"household": NAME}],
    "papers.see": [{"number": 4}],
    "papers.replace": [{"number": 4}],
    "papers.give_consent": [{"who": NAME}],
    "papers.withdraw_consent": [{"who": NAME}],
}
