"""A household's plan of works."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, plain

_DELETE = (Purpose.FOLLOWING, Retention.HOUSEHOLD, Erasure.DELETE)

TABLES = {
    "lots": Table(
        held(
            "label work way half_days at_once earliest latest frost dry lead_days tools state blocker blocked_until"
            " done_on created_at",
            *_DELETE,
        ),
        plain("id household_id version"),
        household="household_id = :id",
    ),
    "lot_needs": Table({}, plain("lot_id needs_id")),
}
