"""Sample contexts of what people read about their data."""

from __future__ import annotations

from typing import Any

from tests.samples.sign_ups import NAME, NOTHING, WHICH

HELD = {"seats": 1, "attended": 0, "words": 1, "files": 0, "households": 0, "contact": 0}
MUCH = {"seats": 40, "attended": 12, "words": 7, "files": 3, "households": 1, "contact": 1}
ALONE: dict[str, Any] = {"households": [], "last_coordinator": False}
NEEDED: dict[str, Any] = {"households": [NAME], "last_coordinator": True}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "rights/nothing": [{"cooperative": "Coop’Ter"}],
    "rights/mine": [
        {"person": "Léa", "held": dict.fromkeys(HELD, 0)},
        {"person": NAME, "held": HELD},
        {"person": NAME, "held": MUCH},
    ],
    "rights/being_made": NOTHING,
    "rights/page": NOTHING,
    "rights/json": NOTHING,
    "rights/confirm_leaving": [{**ALONE, "days": 365}, {**NEEDED, "days": 1}],
    "rights/asleep": NOTHING,
    "rights/left": [{"days": 365}],
    "rights/confirm_erasure": [
        {**ALONE, "others": [], "attended": 0, "years": 10},
        {**NEEDED, "others": [NAME, "Tom"], "attended": 12, "years": 10},
    ],
    "rights/erased_toast": NOTHING,
    "rights/erased": [{"kept": kept, "years": 10, "cooperative": "Coop’Ter"} for kept in (0, 1, 12)],
    "rights/session_gone": [{**WHICH, "works": ["insulation"]}],
    "rights/diagnostic_gone": NOTHING,
}
