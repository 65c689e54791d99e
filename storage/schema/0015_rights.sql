-- What people may ask of their data: to leave, to be erased; and what the law has us keep of them all the same.

ALTER TABLE people ADD COLUMN left_at TEXT;              -- they left: kept for a while, should they come back
ALTER TABLE people ADD COLUMN erased_at TEXT;            -- nothing is left of them but a number that names nobody
CREATE INDEX people_left ON people (left_at) WHERE left_at IS NOT NULL;
CREATE INDEX people_erased ON people (erased_at) WHERE erased_at IS NOT NULL;

-- Who was erased and when, by number only: written to a file outside the database, for backups know nothing of it.
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    noted INTEGER NOT NULL DEFAULT 0                     -- 1: it stands in the file outside; 2: nothing is left to do
) STRICT;
CREATE INDEX erasures_under_way ON erasures (id) WHERE noted < 2;

-- Files whose rows are gone and whose bytes still lie in the data folder.
CREATE TABLE removals (
    path TEXT PRIMARY KEY                                -- below the data folder; a name of ours
) STRICT, WITHOUT ROWID;

-- Lines of registers that the law has us keep of people who were erased: for coordinators only.
CREATE TABLE kept_records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    register TEXT NOT NULL,                              -- attendance, incident, fund
    name TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}',                    -- JSON
    keep_until TEXT NOT NULL
) STRICT;
CREATE INDEX kept_records_until ON kept_records (keep_until);
CREATE INDEX kept_records_when ON kept_records (happened_at, id);

-- What the nightly look at retention goes through, oldest first.
CREATE INDEX messages_age ON messages (sent_at);
CREATE INDEX audit_age ON audit (at);
CREATE INDEX invitations_age ON invitations (expires_at);
CREATE INDEX thread_messages_age ON thread_messages (at) WHERE text <> '—';
CREATE INDEX sign_ups_words ON sign_ups (withdrawn_at) WHERE word IS NOT NULL;
CREATE INDEX inbox_unread ON inbox (id) WHERE payload IS NOT NULL;
