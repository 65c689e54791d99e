"""What is kept of a seat for a short while: what people eat, whether they sleep there."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, plain

_MEAL = (Purpose.SAFETY, Retention.SESSION, Erasure.DELETE)

TABLES = {
    "meals": Table(
        held("sign_up_id diets diet_words sleeps allergies consented_at aloud", *_MEAL),
        plain(""),
        person="sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = :id)",
    ),
    "short_lived": Table({}, plain("session_id until")),
}
