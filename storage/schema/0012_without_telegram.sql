-- People without Telegram: what they signed on paper, what is passed on to them, who is told what is kept; imports.

CREATE TABLE paper_charters (                        -- the charter, signed on paper
    person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    signed_on TEXT NOT NULL,
    held_by TEXT,                                    -- who holds the paper
    recorded_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX paper_charters_recorded_by ON paper_charters (recorded_by) WHERE recorded_by IS NOT NULL;

CREATE TABLE relays (                                -- a notice to pass on to somebody without Telegram
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    asked_id INTEGER REFERENCES people (id) ON DELETE SET NULL,     -- who is asked to pass it on
    name TEXT NOT NULL,                              -- the notice: a view, or else a template
    context TEXT NOT NULL DEFAULT '{}',              -- JSON
    subject_kind TEXT,
    subject_id INTEGER,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reminded', 'overdue', 'passed', 'dropped')),
    due_at TEXT,                                     -- when it is recalled, then shown to who follows
    expires_at TEXT,
    created_at TEXT NOT NULL,
    settled_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    settled_at TEXT
) STRICT;
CREATE INDEX relays_person ON relays (person_id, state);
CREATE INDEX relays_asked ON relays (asked_id, state);
CREATE INDEX relays_subject ON relays (subject_kind, subject_id);
CREATE INDEX relays_due ON relays (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX relays_overdue ON relays (id) WHERE state = 'overdue';
CREATE INDEX relays_settled_by ON relays (settled_by) WHERE settled_by IS NOT NULL;
CREATE INDEX relays_settled ON relays (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE tellings (                              -- somebody is to be told, once, what is kept of them
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,  -- they, or whose contact it is
    about TEXT NOT NULL CHECK (about IN ('person', 'contact')),
    teller_id INTEGER REFERENCES people (id) ON DELETE SET NULL,          -- who hands the notice over
    created_at TEXT NOT NULL,
    asked_at TEXT,                                   -- when the teller got its text; NULL: not yet
    told_at TEXT,
    told_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    UNIQUE (person_id, about)
) STRICT;
CREATE INDEX tellings_teller ON tellings (teller_id, told_at, id);
CREATE INDEX tellings_unasked ON tellings (teller_id, id) WHERE asked_at IS NULL AND told_at IS NULL;
CREATE INDEX tellings_told_by ON tellings (told_by) WHERE told_by IS NOT NULL;

-- Those who are known already: whoever brings them finds it in the menu, nobody is written to.
INSERT INTO tellings (person_id, about, teller_id, created_at, asked_at)
SELECT id, 'person', registered_by, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM people WHERE telegram_id IS NULL AND registered_by IS NOT NULL;

CREATE TABLE imports (                               -- a list of people sent as a file
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL,
    started_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    file_hash TEXT,                                  -- SHA-256 of the file that was read
    state TEXT NOT NULL DEFAULT 'fetching'
        CHECK (state IN ('fetching', 'reading', 'ready', 'running', 'done', 'abandoned', 'unreadable')),
    why TEXT,                                        -- why nothing could be read
    columns TEXT NOT NULL DEFAULT '{}',              -- JSON: what each column is; unknown headings
    created_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX imports_file ON imports (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX imports_started_by ON imports (started_by, id) WHERE started_by IS NOT NULL;
CREATE INDEX imports_busy ON imports (id) WHERE state IN ('reading', 'running');
CREATE INDEX imports_left ON imports (created_at) WHERE state IN ('fetching', 'reading', 'ready');

CREATE TABLE import_lines (                          -- emptied of what it says once it is over
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                         -- of the line in the file
    fields TEXT NOT NULL DEFAULT '{}',               -- JSON
    outcome TEXT CHECK (outcome IN ('create', 'same', 'change', 'ask', 'unreadable')),  -- NULL: not looked at yet
    why TEXT NOT NULL DEFAULT '[]',                  -- JSON: codes
    person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,   -- who it is, found or made
    decision TEXT CHECK (decision IN ('same', 'other')),
    became TEXT CHECK (became IN ('created', 'changed', 'nothing', 'left')),
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_lines_person ON import_lines (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX import_lines_unread ON import_lines (import_id, number) WHERE outcome IS NULL;
CREATE INDEX import_lines_undone ON import_lines (import_id, number) WHERE became IS NULL;

CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL;
ALTER TABLE people ADD COLUMN erasure_asked_at TEXT; -- somebody without Telegram would like to be forgotten

-- A link may also join a person without Telegram to their account.
CREATE TABLE invitations_now (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,                 -- SHA-256 of 128 random bits; the token itself is never kept
    kind TEXT NOT NULL CHECK (kind IN ('role', 'household', 'person')),
    role TEXT,
    works TEXT NOT NULL DEFAULT '[]',                -- for a supervisor: the kinds of work they are qualified for
    household_id INTEGER REFERENCES households (id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,    -- whose record is joined
    created_by INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'opened', 'confirmed', 'refused', 'revoked')),
    opened_by INTEGER REFERENCES people (id) ON DELETE CASCADE,
    opened_at TEXT
) STRICT;
INSERT INTO invitations_now (id, token_hash, kind, role, works, household_id, created_by, created_at, expires_at, state,
    opened_by, opened_at)
SELECT id, token_hash, kind, role, works, household_id, created_by, created_at, expires_at, state, opened_by, opened_at
FROM invitations;
DROP TABLE invitations;
ALTER TABLE invitations_now RENAME TO invitations;
CREATE INDEX invitations_by ON invitations (created_by, state);
CREATE INDEX invitations_opened_by ON invitations (opened_by) WHERE opened_by IS NOT NULL;
CREATE INDEX invitations_household ON invitations (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX invitations_person ON invitations (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX people_offline ON people (name, id) WHERE telegram_id IS NULL;
