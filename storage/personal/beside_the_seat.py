"""What is kept of a seat for a short while: what people eat, whether they sleep there, how they come."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, plain

_MEAL = (Purpose.SAFETY, Retention.SESSION, Erasure.DELETE)
_RIDE = (Purpose.ORGANISING, Retention.SESSION, Erasure.DELETE)

TABLES = {
    "meals": Table(
        held("sign_up_id diets diet_words sleeps allergies consented_at aloud", *_MEAL),
        plain(""),
        person="sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = :id)",
    ),
    "lifts": Table(
        held("session_id seats commune leaves_at created_at", *_RIDE) | held("person_id", *_RIDE, exported=False),
        plain("id"),
        person="person_id = :id",
    ),
    "rides": Table(
        held("lift_id state created_at", *_RIDE) | held("person_id", *_RIDE, exported=False),
        plain("id"),
        person="person_id = :id",
    ),
    "short_lived": Table({}, plain("session_id until")),
}
