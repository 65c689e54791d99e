"""Contexts of messages and labels about seats for helping otherwise."""

from __future__ import annotations

from typing import Any

from tests.samples.sign_ups import NAME
from tests.samples.work_days import HOURS, KINDS, START

WHO: list[dict[str, Any]] = [{"who": "Léa"}, {"who": NAME}]
LINES = [
    {**HOURS, "kind": kind, "free": free, "seats": 2, "mine": mine}
    for kind in KINDS[1:]
    for free, mine in ((0, None), (1, None), (1, "seated"), (0, "waiting"))
]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "sign_ups/otherwise": [
        {"works": ["insulation"], "commune": "91338", "kinds": ["cooking"], "lines": LINES[:1]},
        {"works": ["insulation", "plaster"], "commune": "91338", "kinds": list(KINDS[1:]), "lines": LINES},
    ],
    "sign_ups/no_not_wished": [{}],
    "companions/no_not_wished": WHO,
    "companions/ask_kind": [{"answers": {}, "who": who, "cooperative": "Coop’Ter"} for who in ("", NAME)],
    "work_days/ask_otherwise": [{"answers": {}}],
    "work_days/otherwise_unclear": [{"said": ""}, {"said": "trois < fois"}],
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    **{f"otherwise.{what}_{kind}": [{"start": START}] for what in ("take", "wait") for kind in KINDS[1:]},
    **{f"otherwise.seats_{kind}": [{"seats": 2}] for kind in KINDS[1:]},
}
