-- Broadcasts to many, and threads between two.

CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'scheduled', 'sending', 'sent', 'stopped')),
    audience TEXT NOT NULL DEFAULT '{}',             -- JSON: role, commune, cohort, session
    body TEXT NOT NULL DEFAULT '',                   -- Telegram HTML, sanitised
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL,
    is_photo INTEGER NOT NULL DEFAULT 0,
    with_buttons INTEGER NOT NULL DEFAULT 0,
    follows_id INTEGER REFERENCES broadcasts (id) ON DELETE SET NULL,  -- a follow-up to those who did not answer
    send_at TEXT,
    started_at TEXT,
    finished_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,              -- raised by a correction in place
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX broadcasts_author ON broadcasts (author_id, id);
CREATE INDEX broadcasts_due ON broadcasts (send_at) WHERE state = 'scheduled';

CREATE TABLE recipients (
    broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    outbox_id INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'stopped')),     -- how it fared otherwise stands in the outbox
    answer TEXT CHECK (answer IN ('coming', 'not_coming', 'question')),
    answered_at TEXT,
    PRIMARY KEY (broadcast_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_person ON recipients (person_id);
CREATE INDEX recipients_state ON recipients (broadcast_id, state);
CREATE INDEX recipients_outbox ON recipients (outbox_id) WHERE outbox_id IS NOT NULL;

CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    opener_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    subject_kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    household_id INTEGER REFERENCES households (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    updated_at TEXT NOT NULL,
    UNIQUE (opener_id, other_id, subject_kind, subject_id)
) STRICT;
CREATE INDEX threads_other ON threads (other_id, state, updated_at);
CREATE INDEX threads_opener ON threads (opener_id, state, updated_at);

CREATE TABLE thread_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id INTEGER NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    author_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX thread_messages_thread ON thread_messages (thread_id, id);
