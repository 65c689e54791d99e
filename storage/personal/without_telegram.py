"""People without Telegram: the charter on paper, what is passed on to them, who told them what is kept, imports."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, links, plain

_PROOF = (Purpose.PROOF, Retention.ACCOUNT, Erasure.DELETE)
_PASSED_ON = (Purpose.WRITING, Retention.DELIVERED, Erasure.DELETE)

TABLES = {
    "paper_charters": Table(
        held("signed_on held_by recorded_at", *_PROOF)
        | held("person_id", *_PROOF, exported=False)
        | links("recorded_by"),
        plain(""),
        person="person_id = :id",
    ),
    "relays": Table(
        held("context created_at settled_at", *_PASSED_ON)
        | held("person_id", *_PASSED_ON, exported=False)
        | links("asked_id settled_by"),
        plain("id name subject_kind subject_id state due_at expires_at"),
        person="person_id = :id",
    ),
    "tellings": Table(
        held("about created_at asked_at told_at", *_PROOF)
        | held("person_id", *_PROOF, exported=False)
        | links("teller_id told_by"),
        plain("id"),
        person="person_id = :id",
    ),
    "imports": Table(links("started_by"), plain("id file_id file_hash state why columns created_at finished_at")),
    "import_lines": Table(
        held("fields", Purpose.IDENTITY, Retention.HANDLED, Erasure.EMPTY, empty="{}")
        | held("person_id", Purpose.ORGANISING, Retention.FIGURES, Erasure.ANONYMOUS, exported=False),
        plain("import_id number outcome why decision became"),
        person="person_id = :id",
    ),
}
