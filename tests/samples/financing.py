"""Sample contexts of the messages about financing plans."""

from __future__ import annotations

from typing import Any

from tests.samples.people import NAME

_PARTS = ("costs", "grants", "loans", "own_funds", "in_kind")
_ASKED: list[dict[str, Any]] = [{"answers": {"part": part}} for part in _PARTS]
_ONCE: list[dict[str, Any]] = [{"answers": {}}]
_SAID: list[dict[str, Any]] = [{"said": "je ne sais pas <b>trop</b> & voilà"}]
_PLAN = {
    "household": NAME, "empty": False, "percent": 10, "received": 2_550, "works": 1_500_000, "contingency": 150_000,
    "costs": 1_650_000, "grants": 300_000, "hoped": 100_000, "loans": 106_714, "own_funds": 800_000, "in_kind": 50_000,
    "remaining": 1_350_000, "remaining_if_all": 1_250_000, "gap": 393_286, "gap_if_all": 293_286,
    "warnings": [
        {"kind": "file_first", "label": NAME}, {"kind": "deadline", "label": "Anah", "day": "2027-05-01"},
        {"kind": "missed", "label": "Commune", "day": "2026-05-01"},
        {"kind": "short", "month": "2027-06-01", "amount": 743_286},
    ],
}  # fmt: skip
_EMPTY = _PLAN | {name: 0 for name in _PLAN if isinstance(_PLAN[name], int) and name != "percent"} | {"warnings": []}
_MONTH = {
    "month": "2027-06-01", "out": 990_000, "sure": 106_714, "hoped": 100_000, "balance": -743_286,
    "balance_if_all": -643_286, "instalments": 3_010, "holds": False,
}  # fmt: skip
_CALM = _MONTH | {"out": 0, "sure": 0, "hoped": 0, "balance": 140_000, "instalments": 0, "holds": True}
_LINE = {"id": 1, "label": NAME, "amount": 125_050, "due_month": "2027-06"}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "financing/no_household": [{}],
    "financing/plan": [
        _PLAN,
        _EMPTY | {"empty": True},
        _PLAN | {"gap": 0, "gap_if_all": -100_000, "hoped": 0},
        _PLAN | {"gap": -5},
    ],
    "financing/line_costs": [
        _LINE | {"kind": kind, "file_id": file, "due_month": month}
        for kind in ("materials", "quote", "hire", "diagnostic", "insurance", "other")
        for file, month in ((None, None), (1, "2027-06"))
    ],
    "financing/line_grants": [
        _LINE | {"state": state, "deadline": day, "file_first": first}
        for state in ("identified", "filed", "granted", "paid", "refused")
        for day, first in ((None, False), ("2027-05-01", True))
    ],
    "financing/line_loans": [
        _LINE | {"state": state, "rate": rate, "months": months, "payment": 3_010, "interest": interest}
        for state in ("wished", "asked", "granted", "refused")
        for rate, months, interest in ((0, 36, 0), (350, 180, 12_345), (100, 12, 5))
    ],
    "financing/line_own_funds": [_LINE, _LINE | {"due_month": None}],
    "financing/line_in_kind": [_LINE | {"donor": NAME}, _LINE | {"donor": "", "amount": None}],
    "financing/months": [
        {"months": [_MONTH, _CALM, _CALM | {"sure": 5}, _CALM | {"hoped": 7}], "unplaced": {}, "short": 1},
        {"months": [_MONTH] * 8, "unplaced": {"costs": 990_000, "grants": 1, "loans": 2}, "short": 8},
        {"months": [], "unplaced": {}, "short": 0},
    ],
    "financing/ask_percent": _ONCE,
    "financing/not_a_percent": _SAID,
    "financing/ask_kind": _ASKED,
    "financing/ask_label": _ASKED,
    "financing/label_unusable": [{"length": 80}],
    "financing/ask_donor": _ASKED,
    "financing/ask_amount": _ASKED,
    "financing/ask_value": _ASKED,
    "financing/not_an_amount": _SAID,
    "financing/ask_rate": _ASKED,
    "financing/not_a_rate": _SAID,
    "financing/ask_length": _ASKED,
    "financing/not_a_length": _SAID,
    "financing/ask_deadline": _ASKED,
    "financing/ask_month": [one for one in _ASKED if one["answers"]["part"] != "in_kind"],
    "financing/not_a_month": _SAID,
    "financing/ask_file_first": _ASKED,
    "financing/ask_quote": _ASKED,
    "financing/kept": [{}],
    "financing/full": [{}],
    "financing/line_gone": [{}],
    "financing/removed": [{}],
    "financing/confirm_removal": [{"label": NAME}],
} | {f"financing/part_{part}": [{"count": n, "total": 125_050 * n} for n in (0, 1, 60)] for part in _PARTS}

LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    **{f"financing.{part}": [{"count": n} for n in (0, 1, 60)] for part in _PARTS},
    "financing.contingency": [{"percent": 10}],
    "financing.percent": [{"percent": 5}],
    "financing.line": [{"said": NAME, "amount": 125_050}, {"said": "Conseil", "amount": None}],
    "financing.month": [{"month": "2027-09-01"}],
    "financing.rate": [{"rate": 0}, {"rate": 350}],
    "financing.length": [{"months": 36}, {"months": 30}],
}
