"""Links of the web: private ones lead to their person, public pages to nobody."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, plain

_DELETE = (Purpose.ORGANISING, Retention.ACCOUNT, Erasure.DELETE)

TABLES = {
    "web_links": Table(
        held("kind created_at expires_at", *_DELETE) | held("person_id token_hash", *_DELETE, exported=False),
        plain("id subject_id"),
        person="person_id = :id",
    ),
    "public_pages": Table({}, plain("work_day_id public_id made_at")),
}
