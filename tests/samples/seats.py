"""Contexts of messages and labels about seats for helping otherwise, and meals."""

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

MEAL: dict[str, Any] = {
    "who": None, "meal": "offered", "lodging": False, "diets": [], "words": None, "allergies": False, "aloud": False,
    "sleeps": False,
}  # fmt: skip
KITCHEN: dict[str, Any] = {
    **HOURS, "meal": "offered", "lodging": False, "coming": 0, "diets": {}, "diet_words": [], "allergies": {},
    "aloud": 0, "sleeping": 0,
}  # fmt: skip
NOTHING: list[dict[str, Any]] = [{}]
_PLAIN = ("ask_words", "ask_allergies", "forgotten", "no_seat", "not_asked", "over", "emptied")

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "sign_ups/otherwise": [
        {"works": ["insulation"], "commune": "91338", "kinds": ["cooking"], "lines": LINES[:1]},
        {"works": ["insulation", "plaster"], "commune": "91338", "kinds": list(KINDS[1:]), "lines": LINES},
    ],
    "sign_ups/no_not_wished": [{}],
    "companions/no_not_wished": WHO,
    "companions/ask_kind": [{"answers": {}, "who": who, "cooperative": "Coop’Ter"} for who in ("", NAME)],
    "work_days/ask_otherwise": [{"answers": {}}],
    **{f"meals/{name}": [{"answers": {}}] if name.startswith("ask") else NOTHING for name in _PLAIN},
    "meals/mine": [
        MEAL,
        {**MEAL, "meal": "shared", "lodging": True, "words": "sans gluten", "aloud": True, "who": NAME},
        {**MEAL, "meal": None, "lodging": True, "sleeps": True},
        {**MEAL, "allergies": True, "diets": ["vegan"]},
    ],
    "meals/consent": [{"who": None}, {"who": NAME}],
    "meals/aloud": [{"start": START}],
    "meals/kitchen": [
        KITCHEN,
        {
            **KITCHEN,
            "meal": "shared",
            "coming": 12,
            "diets": {"vegetarian": 2, "no_pork": 1, "vegan": 1},
            "aloud": 2,
            "diet_words": ["sans gluten", NAME],
            "allergies": {"arachides": 1, "lait": 2},
            "lodging": True,
            "sleeping": 3,
        },
        {**KITCHEN, "meal": "bring", "coming": 1, "aloud": 1, "lodging": True, "sleeping": 1},
    ],
    "work_days/otherwise_unclear": [{"said": ""}, {"said": "trois < fois"}],
}
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "meals.mine": [{"meal": meal, "lodging": lodging} for meal, lodging in ((1, 0), (1, 1), (0, 1))],
    **{f"otherwise.{what}_{kind}": [{"start": START}] for what in ("take", "wait") for kind in KINDS[1:]},
    **{f"otherwise.seats_{kind}": [{"seats": 2}] for kind in KINDS[1:]},
}
