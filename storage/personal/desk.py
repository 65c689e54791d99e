"""The desk of coaches and coordinators: absences, handovers, notes on households, the cooperative's own texts."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, links, plain

_AWAY = (Purpose.ORGANISING, Retention.ACCOUNT, Erasure.DELETE)
_HANDED = (Purpose.FOLLOWING, Retention.FIGURES, Erasure.ANONYMOUS)

TABLES = {
    "absences": Table(
        held("starts_at ends_at created_at", *_AWAY) | held("coach_id cover_id", *_AWAY, exported=False),
        plain("id"),
        person="coach_id = :id OR cover_id = :id",
    ),
    "handovers": Table(
        held("state proposed_at decided_at", *_HANDED) | links("from_id to_id"),
        plain("id household_id"),
        person="from_id = :id OR to_id = :id",
        household="household_id = :id",
    ),
    "household_notes": Table(  # written about a household, which reads them in its data
        held("text written_at author_id", Purpose.FOLLOWING, Retention.HOUSEHOLD, Erasure.DELETE),
        plain("id household_id"),
        household="household_id = :id",
    ),
    "own_texts": Table({}, plain("kind version text written_at")),
}
