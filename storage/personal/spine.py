"""What arrives, what leaves, what is being asked, who changed what."""

from __future__ import annotations

from storage.personal_data import Erasure, Expiry, Purpose, Retention, Table, held, links, plain

_RUNNING = (Purpose.RUNNING, Retention.MESSAGE, Erasure.DELETE)
_MINE = "person_id = :id OR chat_id = (SELECT telegram_id FROM people WHERE id = :id)"
_SENT = (  # as the index of what is sent to nobody we know says it
    "person_id = :id OR (person_id IS NULL AND chat_id > 0"
    " AND chat_id = (SELECT telegram_id FROM people WHERE id = :id))"
)

TABLES = {
    "inbox": Table(
        held("payload error", Purpose.RUNNING, Retention.HANDLED, Erasure.EMPTY, exported=False),
        plain("id bot_id update_id received_at state attempts"),
        person="id IN (SELECT id FROM inbox WHERE payload IS NOT NULL) AND state IN ('failed', 'set_aside')"
        " AND instr(payload, (SELECT telegram_id FROM people WHERE id = :id))",
    ),
    "outbox": Table(
        held("context keyboard attachment error", Purpose.RUNNING, Retention.DELIVERED, Erasure.DELETE, exported=False)
        | held("chat_id person_id target dedup_key message_id reply_to", *_RUNNING, exported=False),
        plain(
            "id kind priority name is_card asks subject_kind subject_id not_before expires_at state attempts created_at"
            " settled_at"
        ),
        person=_SENT,
    ),
    "messages": Table(
        held("chat_id message_id person_id sent_at", *_RUNNING, exported=False),
        plain("name subject_kind subject_id asks"),
        person=_MINE,
        expiry=Expiry("message_days", "sent_at < :before", key="chat_id, message_id"),
    ),
    "cards": Table(
        held("context person_id chat_id message_id inline_message_id", *_RUNNING, exported=False),
        plain("id name subject_kind subject_id version shown"),
        person=f"{_MINE} OR (subject_kind = 'person' AND subject_id = :id)",
    ),
    "conversations": Table(
        held("form answers updated_at", Purpose.RUNNING, Retention.FORM, Erasure.DELETE)
        | held("chat_id person_id about asked message_id", Purpose.RUNNING, Retention.FORM, Erasure.DELETE,
               exported=False),
        plain("id step correcting turn expires_at"),
        person="person_id = :id",
    ),
    "audit": Table(
        held("at action changes", Purpose.PROOF, Retention.TRAIL, Erasure.DELETE)
        | held("subject_id", Purpose.PROOF, Retention.TRAIL, Erasure.DELETE, exported=False)
        | links("actor_id"),
        plain("id subject_kind"),
        person="subject_kind = 'person' AND subject_id = :id",
        household="subject_kind = 'household' AND subject_id = :id",
        expiry=Expiry("trail_days", "at < :before"),
    ),
    "choices": Table({}, plain("name value changed_at")),
    "memory": Table({}, plain("name value")),
    "erasures": Table({}, plain("id person_id at noted")),
    "removals": Table({}, plain("path")),
    "kept_records": Table(
        held("name happened_at facts", Purpose.SAFETY, Retention.REGISTER, Erasure.LAW, exported=False),
        plain("id register keep_until"),
    ),
}  # fmt: skip
