-- The spine: what arrives, what leaves, what is being asked, who changed what.

-- Updates as they arrived, kept before they are acknowledged to Telegram. Handled rows lose their payload.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,            -- order of arrival, and of handling
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'handled', 'failed', 'set_aside')),
    attempts INTEGER NOT NULL DEFAULT 0,             -- replays after a crash, each committed before it is tried
    payload TEXT,
    error TEXT,
    UNIQUE (bot_id, update_id)                       -- a redelivery is a no-op
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_age ON inbox (received_at);

-- Messages to send, rendered when they leave.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('say', 'edit', 'toast', 'inline', 'erase')),
    chat_id INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),  -- 0 answers, 1 notices, 2 broadcasts
    name TEXT NOT NULL,                              -- a view, or else a template
    context TEXT NOT NULL DEFAULT '{}',              -- JSON
    keyboard TEXT NOT NULL DEFAULT '[]',             -- JSON
    attachment TEXT,                                 -- JSON: what goes with the text
    target TEXT,                                     -- the message edited, or the query answered
    reply_to INTEGER,
    is_card INTEGER NOT NULL DEFAULT 0,
    asks INTEGER NOT NULL DEFAULT 0,                 -- the message is a question: a text may answer it
    subject_kind TEXT,
    subject_id INTEGER,
    dedup_key TEXT UNIQUE,                           -- nothing is queued twice under one key
    not_before TEXT NOT NULL,
    expires_at TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dropped', 'failed', 'unreachable')),
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    created_at TEXT NOT NULL,
    settled_at TEXT,
    message_id INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (priority, id) WHERE state = 'waiting';
CREATE INDEX outbox_subject ON outbox (subject_kind, subject_id, state);
CREATE INDEX outbox_person ON outbox (person_id, state);
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;

-- What we have in each chat: finds the matter of a reply or of a press.
CREATE TABLE messages (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    subject_kind TEXT,
    subject_id INTEGER,
    asks INTEGER NOT NULL DEFAULT 0,
    sent_at TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_subject ON messages (subject_kind, subject_id);
CREATE INDEX messages_asking ON messages (chat_id, sent_at) WHERE asks = 1;
CREATE INDEX messages_person ON messages (person_id);

-- Live cards: one row for each place where a matter is shown and kept up to date.
CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                              -- the view that draws it
    context TEXT NOT NULL DEFAULT '{}',
    subject_kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
    chat_id INTEGER,
    message_id INTEGER,
    inline_message_id TEXT UNIQUE,
    version INTEGER NOT NULL DEFAULT 1,              -- raised by every change of the matter
    shown INTEGER NOT NULL DEFAULT 1,                -- the version that Telegram shows
    UNIQUE (chat_id, message_id),
    CHECK ((chat_id IS NULL) = (message_id IS NULL)),
    CHECK (chat_id IS NOT NULL OR inline_message_id IS NOT NULL)
) STRICT;
CREATE INDEX cards_subject ON cards (subject_kind, subject_id);
CREATE INDEX cards_behind ON cards (id) WHERE shown < version;

-- The open form of each person in each chat, with what has been answered so far.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    step TEXT,                                       -- NULL: the summary
    correcting INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0,                 -- raised with every question: an older button is stale
    answers TEXT NOT NULL DEFAULT '{}',
    about TEXT NOT NULL DEFAULT '{}',                -- what the form was opened for
    asked TEXT NOT NULL DEFAULT '[]',                -- the way back
    message_id INTEGER,
    updated_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    UNIQUE (chat_id, person_id, form)
) STRICT;
CREATE INDEX conversations_open ON conversations (chat_id, person_id, updated_at);
CREATE INDEX conversations_expiry ON conversations (expires_at);

-- Who changed what. Of a personal field the name stands here, never the value.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor_id INTEGER REFERENCES people (id) ON DELETE SET NULL,  -- NULL: the bot itself
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    changes TEXT NOT NULL DEFAULT '{}'               -- JSON: field → [before, after]
) STRICT;
CREATE INDEX audit_subject ON audit (subject_kind, subject_id, id);

-- The cooperative's choices: what is not set stands at its default in `choices.py`.
CREATE TABLE choices (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,                             -- JSON
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the program remembers of itself (the commands it has set, the last tick, …).
CREATE TABLE memory (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
