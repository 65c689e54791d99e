"""Who people are, what they accepted, which roles they hold, whom to call for them."""

from __future__ import annotations

from storage.personal_data import NOBODY, Erasure, Expiry, Purpose, Retention, Table, held, links, plain

_ACCOUNT = (Purpose.IDENTITY, Retention.ACCOUNT, Erasure.EMPTY)
_PROOF = (Purpose.PROOF, Retention.ACCOUNT, Erasure.EMPTY)
_ORGANISING = (Purpose.ORGANISING, Retention.ACCOUNT, Erasure.DELETE)

TABLES = {
    "people": Table(
        held("name", *_ACCOUNT, empty=NOBODY)
        | held("language", *_ACCOUNT, empty="fr")
        | held("telegram_id commune phone unreachable seen_at left_at erasure_asked_at", *_ACCOUNT)
        | held("likes", Purpose.ORGANISING, Retention.ACCOUNT, Erasure.EMPTY, empty="[]")
        | held("digest", Purpose.ORGANISING, Retention.ACCOUNT, Erasure.EMPTY)
        | held("notifications", Purpose.ORGANISING, Retention.ACCOUNT, Erasure.EMPTY, empty="none")
        | held("born_on", Purpose.SAFETY, Retention.ACCOUNT, Erasure.EMPTY)
        | held("charter_version charter_at notice_version", *_PROOF)
        | held("created_at excluded_at", Purpose.PROOF, Retention.FIGURES, Erasure.ANONYMOUS)
        | links("guardian_id registered_by"),
        plain("id profile_done erased_at leads"),
        person="id = :id",
    ),
    "roles": Table(
        held("role granted_at", *_ORGANISING)
        | held("person_id", *_ORGANISING, exported=False)
        | links("granted_by"),
        plain(""),
        person="person_id = :id",
    ),
    "qualifications": Table(
        held("work", *_ORGANISING) | held("person_id", *_ORGANISING, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "memberships": Table(
        held("season state asked_at decided_at", Purpose.PROOF, Retention.ACCOUNT, Erasure.DELETE)
        | held("person_id", *_ORGANISING, exported=False)
        | links("decided_by"),
        plain(""),
        person="person_id = :id",
    ),
    "emergency_contacts": Table(
        held("name phone told_at", Purpose.SAFETY, Retention.ACCOUNT, Erasure.DELETE)
        | held("person_id", Purpose.SAFETY, Retention.ACCOUNT, Erasure.DELETE, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "consents": Table(
        held("given_at withdrawn_at", Purpose.PROOF, Retention.ACCOUNT, Erasure.DELETE)
        | held("minor_id", Purpose.PROOF, Retention.ACCOUNT, Erasure.DELETE, exported=False)
        | links("given_by"),
        plain(""),
        person="minor_id = :id",
    ),
    "invitations": Table(
        links("created_by opened_by person_id")
        | held("opened_at", Purpose.PROOF, Retention.TRAIL, Erasure.ANONYMOUS, exported=False),
        plain("id token_hash kind role works household_id created_at expires_at state"),
        expiry=Expiry("trail_days", "expires_at < :before"),
    ),
    "group_chats": Table(links("added_by decided_by"), plain("chat_id title state created_at")),
}  # fmt: skip
