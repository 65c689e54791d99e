"""Sample contexts of the cooperative's choices and of the journal of changes."""

from __future__ import annotations

from typing import Any

from handlers.choices.choice_values import ALL_WORKS, options, present, said
from storage.choice_kinds import Kind, bounds_of, editable, grouped, kind_of, of_works
from storage.choices import DEFAULTS
from tests.samples.people import NAME, OWN, PLAIN

START = "2027-03-13T09:00:00+00:00"


def _changed(name: str) -> Any:
    """Another value than the default, an edge one."""
    kind = kind_of(name)
    if kind is Kind.SEVERAL:
        return list(ALL_WORKS if of_works(name) else options(name))
    return {Kind.NUMBER: bounds_of(name)[1] if kind is Kind.NUMBER else 0, Kind.YES_NO: True, Kind.HOUR: "23:45:00",
            Kind.DAY: "1997-07-01", Kind.PAIR: [1, 0], Kind.ONE_OF: "en", Kind.TEXT: NAME}[kind]  # fmt: skip


SHOWN = [present(DEFAULTS, name) for name in editable()]
SHOWN += [{**present(DEFAULTS, name), "now": said(name, _changed(name)), "changed": True} for name in editable()]
ASKED = [{"answers": {}, "low": 1, "high": 168, **shown} for shown in SHOWN]
NOTHING: dict[str, Any] = {"kind": "nothing", "value": None}
CHANGES = [
    {"field": "name", "choice": False, "hidden": True, "before": None, "after": None},
    {"field": "coach", "choice": False, "hidden": False, "before": NOTHING,
     "after": {"kind": "words", "value": [NAME]}},
    {"field": "state", "choice": False, "hidden": False, "before": {"kind": "words", "value": ["asked"]},
     "after": {"kind": "words", "value": ["active"]}},
    {"field": "starts_at", "choice": False, "hidden": False, "before": {"kind": "moment", "value": START},
     "after": {"kind": "number", "value": 3}},
    {"field": "risky", "choice": False, "hidden": False, "before": {"kind": "yes_no", "value": False},
     "after": {"kind": "yes_no", "value": True}},
    {"field": "offer_hours", "choice": True, "hidden": False, "before": said("offer_hours", 12),
     "after": said("offer_hours", 48)},
]  # fmt: skip
LINE = {"at": START, "actor": NAME, "machine": False, "action": "coach_set", "kind": "household", "changes": CHANGES,
        "name": NAME, "start": None}  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "choices/groups": [{"cooperative": NAME, "changed": changed} for changed in ([], list(editable()))],
    "choices/group": [
        {"title": title, "lines": [present(DEFAULTS, name) for name in names][:6]} for title, names in grouped().items()
    ] + [{"title": "gate", "lines": SHOWN[-6:]}],
    "choices/one": SHOWN,
    "choices/ask": ASKED,
    "choices/unusable": [{**said(name, None), "low": 1, "high": 168} for name in editable()],
    "choices/confirm": [{"answers": {}, "after": shown["default"], **shown} for shown in SHOWN],
    "choices/confirm_undo": SHOWN,
    "choices/changed": PLAIN,
    "choices/as_it_was": PLAIN,
    "choices/text": [
        {"kind": kind, "own": own, "charter": 2, "notice": 1,
         **(OWN if own else {"charter_text": None, "notice_text": None})}
        for kind in ("charter", "notice") for own in (True, False)
    ],
    "choices/ask_text": [{"answers": {}, "kind": kind, "length": 1500} for kind in ("charter", "notice")],
    "choices/ask_news": [{"answers": {}, "kind": kind, "length": 1500} for kind in ("charter", "notice")],
    "choices/text_unusable": [{"length": 1500}],
    "choices/news_unusable": [{"length": 200}],
    "choices/text_summary": [
        {"answers": {}, "kind": kind, "text": text, "news": "Le casque & les gants."}
        for kind in ("charter", "notice") for text in (None, OWN["charter_text"])
    ],
    "choices/text_published": PLAIN,
    "journal/page": [
        {"of": of, "lines": lines}
        for of in (None, {"kind": "one_person", "name": NAME}, {"kind": "session", "name": ""})
        for lines in ([], [LINE, LINE | {"actor": None, "machine": True, "start": START, "action": "unknown_yet"}])
    ] + [{"of": None, "lines": [LINE] * 6}],
    "journal/found": [{"said": NAME, "count": count} for count in (0, 3)],
    "journal/which_household": PLAIN,
    "journal/which_kind": PLAIN,
}  # fmt: skip
