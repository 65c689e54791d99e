"""Broadcasts to many, threads between two."""

from __future__ import annotations

from storage.personal_data import NOBODY, Erasure, Expiry, Purpose, Retention, Table, held, links, plain

_WRITING = (Purpose.WRITING, Retention.WORDS)
_FIGURES = (Purpose.WRITING, Retention.FIGURES, Erasure.ANONYMOUS)

TABLES = {
    "broadcasts": Table(
        held("body", Purpose.WRITING, Retention.ACCOUNT, Erasure.EMPTY, empty="")
        | held("audience", Purpose.WRITING, Retention.ACCOUNT, Erasure.EMPTY, empty="{}")
        | held("file_id", Purpose.WRITING, Retention.ACCOUNT, Erasure.EMPTY, exported=False)
        | held("state send_at started_at finished_at created_at", *_FIGURES)
        | links("author_id"),
        plain("id is_photo with_buttons follows_id version chosen_to"),
        person="author_id = :id",
        file="file_id",
    ),
    "recipients": Table(
        held("broadcast_id answer answered_at", *_FIGURES) | held("person_id", *_FIGURES, exported=False),
        plain("outbox_id state"),
        person="person_id = :id",
    ),
    "threads": Table(
        held("subject_kind subject_id state updated_at", *_WRITING, Erasure.ANONYMOUS)
        | links("opener_id other_id"),
        plain("id household_id"),
        person="opener_id = :id OR other_id = :id",
    ),
    "thread_messages": Table(
        held("text", *_WRITING, Erasure.EMPTY, empty=NOBODY)
        | held("file_id", *_WRITING, Erasure.EMPTY, exported=False)
        | held("thread_id author_id at", *_FIGURES),
        plain("id"),
        person="author_id = :id",
        seen="thread_id IN (SELECT id FROM threads WHERE opener_id = :id OR other_id = :id)",
        file="file_id",
        expiry=Expiry("words_days", "at < :before AND text <> '—'", ("text",)),
    ),
}  # fmt: skip
