"""Contexts of messages and labels about car-sharing."""

from __future__ import annotations

from typing import Any

from tests.samples.sign_ups import NAME
from tests.samples.work_days import HOURS, START

AT = "2000-01-01T08:15"
OFFER: dict[str, Any] = {
    "who": "Ali", "mine": False, "commune": "91338", "at": AT, "seats": 3, "left": 1,
}  # fmt: skip
WISH = {**OFFER, "who": NAME, "commune": "91027", "seats": None, "left": 0}
LINES = [OFFER, {**OFFER, "left": 0, "commune": "91471"}, {**OFFER, "mine": True, "left": 2}, WISH]
BOARD: dict[str, Any] = {**HOURS, "first": 1, "lines": [], "own": None, "driver": None, "passengers": []}
NOTHING: list[dict[str, Any]] = [{}]
WHO: list[dict[str, Any]] = [{"who": "Léa", "start": START}, {"who": NAME, "start": START}]
_PLAIN = (
    "no_seat", "already", "no_already", "no_full", "no_no_seat", "over", "not_yours", "given_back", "taken_away",
)  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    **{f"lifts/{name}": NOTHING for name in _PLAIN},
    **{f"lifts/ask_{name}": [{"answers": {}}] for name in ("seats", "commune", "hour")},
    **{
        f"lifts/{name}": WHO
        for name in ("asked_for", "suggested", "taken_along", "declined", "no_driver", "no_passenger")
    },
    "lifts/hour_unclear": [{"said": ""}, {"said": "tôt < matin"}],
    "lifts/board": [
        BOARD,
        {**BOARD, "lines": LINES},
        {**BOARD, "lines": LINES, "own": LINES[2], "passengers": ["Léa", NAME]},
        {**BOARD, "lines": LINES[:1], "first": 7, "driver": NAME},
    ],
    "lifts/one": [{"line": line} for line in LINES],
    "lifts/offered": [{"start": START, "line": OFFER}],
    "lifts/accepted": [{"start": START, "line": OFFER}],
    "lifts/asked": [{"start": START, "who": who, "left": left} for who, left in (("Léa", 1), (NAME, 3))],
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "lifts.number": [{"number": 1}, {"number": 42}],
    "lifts.hour": [{"at": AT}],
    "lifts.write": WHO,
    "lifts.waits": [{"start": START, "count": 1, "days": None}],
}
