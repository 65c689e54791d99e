"""Sample contexts of the messages about diagnostics, dates and files."""

from __future__ import annotations

from typing import Any

START, END = "2027-03-06T08:00:00+00:00", "2027-03-06T09:30:00+00:00"
LONG = "Un texte bien long, avec des « guillemets » & des <chevrons>. " * 20
NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils"
INTAKE_FULL = {"building": "house", "year": 1949, "symptoms": ["cold", "damp", "de la moisissure"], "works": LONG}
INTAKE_BARE: dict[str, Any] = {"building": "flat", "year": None, "symptoms": [], "works": None}
STATES = (
    "draft", "complete", "triage", "slots_proposed", "approved", "visited", "opinion_drafted", "delivered",
    "discussed", "closed", "refused", "reoriented", "no_show", "cancelled",
)  # fmt: skip


def _file(state: str, **more: Any) -> dict[str, Any]:
    plain = {"household": NAME, "commune": "91338", "need": "energy", "state": state, "why": None, "photos": 0}
    return {**plain, "intake": INTAKE_BARE, "appointments": [], **more}


WISHES = [{"start": START, "end": END, "coach": None}] * 2
FULL = {"need": "damp", "building": "house", "year": 1949, "symptoms": ["cracks"], "works": "Toiture", "photos": [1, 2]}
BARE = {"need": "other", "building": "outbuilding", "year": None, "symptoms": [], "works": None, "photos": None}
VISIT = {"start": START, "end": END, "household": NAME, "commune": "91338", "coach": "Brigitte", "address": None}
NOTHING: list[dict[str, Any]] = [{}]
DOUBTS: list[dict[str, Any]] = [
    {"problem": None},
    {"problem": {"code": "wrong_weekday", "date": "2027-03-15", "weekday": 5}},
    {"problem": {"code": "no_such_hour", "hour": 25}},
]
ASKED: list[dict[str, Any]] = [{"answers": {}}]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "calendar/place": [{"commune": "91338"}],
    "calendar/visit": [{"household": NAME}, {"household": ""}],
    "dates/ambiguous": DOUBTS,
    "dates/hour_missing": [{"day": "2027-03-06"}],
    "dates/impossible": DOUBTS,
    "dates/mismatch": DOUBTS,
    "dates/none": [{"problem": None}],
    "dates/one_only": NOTHING,
    "dates/pick": [{"month": "2027-03-01"}, {"month": "2027-08-01"}],
    "dates/past": [{}, *DOUBTS],
    "diagnostics/agenda": [{"lines": []}, {"lines": [VISIT, {**VISIT, "commune": None}]}],
    "diagnostics/appointment": [
        {**VISIT, "is_coach": False}, {**VISIT, "is_coach": True, "address": "12 rue des Lilas"},
        {**VISIT, "is_coach": True, "commune": None},
    ],
    "diagnostics/ask_building": ASKED,
    "diagnostics/ask_cancel": ASKED,
    "diagnostics/ask_need": ASKED,
    "diagnostics/ask_other": ASKED,
    "diagnostics/ask_photos": [{"answers": {}}, {"answers": {"photos": [1]}}, {"answers": {"photos": [1, 2]}}],
    "diagnostics/ask_propose": [{"answers": {}, "minutes": 90}],
    "diagnostics/ask_publish": [{"answers": {}, "visit": 90, "travel": 30}],
    "diagnostics/ask_refusal": ASKED,
    "diagnostics/ask_reorient": ASKED,
    "diagnostics/ask_symptoms": ASKED,
    "diagnostics/ask_wishes": [
        {"answers": {}, "published": True}, {"answers": {"wishes": WISHES}, "published": False},
    ],
    "diagnostics/ask_works": ASKED,
    "diagnostics/ask_year": ASKED,
    "diagnostics/asked": [{"wishes": 0}, {"wishes": 2}],
    "diagnostics/cancelled": [
        {"start": START, "why": None, "for_household": True}, {"start": None, "why": LONG, "for_household": False},
    ],
    "diagnostics/decision_clash": NOTHING,
    "diagnostics/decision_done": NOTHING,
    "diagnostics/decision_past": NOTHING,
    "diagnostics/decision_stale": NOTHING,
    "diagnostics/ended_for_coach": NOTHING,
    "diagnostics/ended_for_household": NOTHING,
    "diagnostics/file": [
        *(_file(state) for state in STATES),
        _file(
            "slots_proposed", intake=INTAKE_FULL, photos=3, why=LONG, commune=None,
            appointments=[{"start": START, "state": state} for state in ("asked", "proposed", "approved")],
        ),
    ],
    "diagnostics/hours_missing": [{"day": "2027-03-06"}],
    "diagnostics/mine": NOTHING,
    "diagnostics/no_household": NOTHING,
    "diagnostics/no_photos": NOTHING,
    "diagnostics/nobody_there": NOTHING,
    "diagnostics/other_sent": [{"start": START}],
    "diagnostics/other_understood": [{"start": START, "same": same} for same in (False, True)],
    "diagnostics/proposal": [{"start": START, "end": END, "coach": NAME}],
    "diagnostics/proposed": [{"start": START, "end": END}],
    "diagnostics/published": [{"windows": [{"start": START, "end": END}]}],
    "diagnostics/queue": [{"count": 0, "page": 1}, {"count": 6, "page": 2}],
    "diagnostics/refused": [{"why": "Trop loin."}, {"why": LONG}],
    "diagnostics/reminder": [
        {**VISIT, "is_coach": False}, {**VISIT, "is_coach": True, "address": "12 rue des Lilas"},
        {**VISIT, "is_coach": True, "commune": None},
    ],
    "diagnostics/reoriented": [{"why": "L’ALEC"}, {"why": LONG}],
    "diagnostics/summary": [{"answers": {**FULL, "wishes": WISHES}}, {"answers": BARE}],
    "diagnostics/thanks_for_visit": NOTHING,
    "diagnostics/window_closed": NOTHING,
    "diagnostics/windows": [{"windows": 0}, {"windows": 3}],
    "diagnostics/wish_is_past": NOTHING,
    "files/none": NOTHING,
    "files/not_kept": [{"file": "photo.jpg"}, {"file": NAME}],
    "files/refused_size": NOTHING,
    "files/refused_type": NOTHING,
}  # fmt: skip

LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "dates.hour": [{"hour": "09:00"}, {"hour": "14:30"}],
    "dates.number": [{"number": 1}, {"number": 31}],
    "dates.weekday": [{"weekday": weekday} for weekday in range(7)],
    "diagnostics.photos": [{"count": 1}, {"count": 12}],
    "dates.reading": [
        {"slots": [{"date": "2027-03-06", "start": None, "end": None}]},
        {"slots": [{"date": "2027-03-06", "start": "09:00", "end": "17:00"}] * 3},
    ],
    "diagnostics.approve": [{"start": START}],
    "diagnostics.mine_file": [{"asked": START}],
    "diagnostics.open_file": [{"household": NAME, "need": "energy"}],
    "diagnostics.open_visit": [{"start": START}],
    "diagnostics.slot": [{"start": START}],
    "diagnostics.window": [{"start": START, "end": END}],
}
