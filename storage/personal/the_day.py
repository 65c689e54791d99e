"""The day itself: urgent news, shared numbers, safety briefings, incidents."""

from __future__ import annotations

from storage.personal_data import Erasure, Purpose, Retention, Table, held, links, plain

_FIGURES = (Purpose.ORGANISING, Retention.FIGURES, Erasure.ANONYMOUS)
_CONSENT = (Purpose.PROOF, Retention.ACCOUNT, Erasure.DELETE)
_REGISTER = (Purpose.SAFETY, Retention.REGISTER, Erasure.LAW)

TABLES = {
    "urgent_news": Table(links("told_by"), plain("id session_id kind told_at")),
    "urgent_news_readers": Table(
        held("news_id read_at", *_FIGURES) | held("person_id", *_FIGURES, exported=False) | links("through_id"),
        plain(""),
        person="person_id = :id",
    ),
    "number_consents": Table(
        held("shares decided_at", *_CONSENT) | held("person_id", *_CONSENT, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "session_numbers": Table(
        held("session_id shares decided_at", *_CONSENT) | held("person_id", *_CONSENT, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "day_rounds": Table({}, plain("session_id version kind done_at")),
    "numbers_out": Table({}, plain("session_id until")),
    "briefings": Table(links("given_by"), plain("session_id given_at")),
    "briefing_heard": Table(
        held("sign_up_id heard_at", *_REGISTER) | links("noted_by"),
        plain(""),
        person="sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = :id)",
    ),
    "incidents": Table(
        held("session_id nature declared_at followed_at", *_REGISTER, exported=False)
        | links("declared_by followed_by"),
        plain("id"),
    ),
    "incident_told": Table(
        held("incident_id part", *_REGISTER) | held("person_id", *_REGISTER, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "incident_register": Table(
        held("incident_id sign_up_id heard came minutes", *_REGISTER),
        plain(""),
        person="sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = :id)",
    ),
}
