"""A household's financing plan."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, plain

_DELETE = (Purpose.MONEY, Retention.HOUSEHOLD, Erasure.DELETE)
_OF_HOUSEHOLD = "household_id = :id"


def _lines(columns: str, file: str | None = None) -> Table:
    declared = held(columns, *_DELETE)
    if file is not None:
        declared |= held(file, *_DELETE, exported=False)
    return Table(declared, plain("id household_id"), household=_OF_HOUSEHOLD, file=file)


TABLES = {
    "financing_plans": Table(
        held("contingency created_at", *_DELETE), plain("household_id version"), household=_OF_HOUSEHOLD
    ),
    "plan_costs": _lines("kind label amount due_month", "file_id"),
    "plan_grants": _lines("label amount state deadline due_month file_first"),
    "plan_loans": _lines("label amount rate months state due_month"),
    "plan_own_funds": _lines("label amount due_month"),
    "plan_in_kind": _lines("label donor amount"),
}
