-- People, with or without Telegram; households, their houses and their coach; groups; papers.

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    telegram_id INTEGER UNIQUE,                      -- NULL: without Telegram
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'fr',
    commune TEXT,                                    -- INSEE code
    likes TEXT NOT NULL DEFAULT '[]',                -- JSON: kinds of work
    phone TEXT,
    notifications TEXT NOT NULL DEFAULT 'all' CHECK (notifications IN ('all', 'fewer', 'none')),
    charter_version INTEGER,                         -- NULL: not accepted
    charter_at TEXT,
    notice_version INTEGER,                          -- the data notice that was shown
    profile_done INTEGER NOT NULL DEFAULT 0,         -- came by a link: the rest is asked later
    guardian_id INTEGER REFERENCES people (id),      -- a minor of 16 or 17, registered by their guardian
    born_on TEXT,
    registered_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    unreachable TEXT,                                -- why Telegram refuses: blocked, deactivated, …
    excluded_at TEXT,
    created_at TEXT NOT NULL,
    seen_at TEXT
) STRICT;
CREATE INDEX people_commune ON people (commune);
CREATE INDEX people_guardian ON people (guardian_id);
CREATE INDEX people_registered ON people (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX people_undecided ON people (created_at) WHERE charter_version IS NULL;

-- Names word by word, accents and capitals forgiven, to find a person among many.
CREATE VIRTUAL TABLE people_names USING fts5 (
    name, content = 'people', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER people_names_insert AFTER INSERT ON people
BEGIN INSERT INTO people_names (rowid, name) VALUES (NEW.id, NEW.name); END;
CREATE TRIGGER people_names_delete AFTER DELETE ON people
BEGIN INSERT INTO people_names (people_names, rowid, name) VALUES ('delete', OLD.id, OLD.name); END;
CREATE TRIGGER people_names_update AFTER UPDATE OF name ON people WHEN OLD.name <> NEW.name
BEGIN
    INSERT INTO people_names (people_names, rowid, name) VALUES ('delete', OLD.id, OLD.name);
    INSERT INTO people_names (rowid, name) VALUES (NEW.id, NEW.name);
END;

CREATE TABLE roles (
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('volunteer', 'household', 'supervisor', 'coach', 'partner', 'coordinator')),
    granted_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    granted_at TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_role ON roles (role, person_id);

CREATE TABLE qualifications (                        -- the kinds of work a supervisor may lead
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    work TEXT NOT NULL,
    PRIMARY KEY (person_id, work)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    season INTEGER NOT NULL,                         -- the year in which it begins
    state TEXT NOT NULL CHECK (state IN ('asked', 'valid', 'refused')),
    asked_at TEXT NOT NULL,
    decided_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    decided_at TEXT,
    PRIMARY KEY (person_id, season)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_asked ON memberships (asked_at) WHERE state = 'asked';

CREATE TABLE emergency_contacts (
    person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    told_at TEXT NOT NULL
) STRICT;

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,                 -- SHA-256 of 128 random bits; the token itself is never kept
    kind TEXT NOT NULL CHECK (kind IN ('role', 'household')),
    role TEXT,
    works TEXT NOT NULL DEFAULT '[]',                -- for a supervisor: the kinds of work they are qualified for
    household_id INTEGER REFERENCES households (id) ON DELETE CASCADE,
    created_by INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'opened', 'confirmed', 'refused', 'revoked')),
    opened_by INTEGER REFERENCES people (id) ON DELETE CASCADE,
    opened_at TEXT
) STRICT;
CREATE INDEX invitations_by ON invitations (created_by, state);

CREATE TABLE cohorts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    starts_on TEXT NOT NULL
) STRICT;

CREATE TABLE households (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    coach_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    cohort_id INTEGER REFERENCES cohorts (id),
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'active', 'refused', 'finished', 'left')),
    project TEXT,                                    -- in their words
    asked_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX households_coach ON households (coach_id);
CREATE INDEX households_cohort ON households (cohort_id);
CREATE INDEX households_asked ON households (created_at) WHERE state = 'asked';

CREATE TABLE household_members (
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (household_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_members_person ON household_members (person_id);

CREATE TABLE houses (
    household_id INTEGER PRIMARY KEY REFERENCES households (id) ON DELETE CASCADE,
    commune TEXT,                                    -- INSEE code
    address TEXT,                                    -- exact, kept apart from what is shown
    access TEXT,                                     -- how to get there and park: as private as the address
    built_year INTEGER,
    permit_on TEXT,                                  -- date of the building permit of the house
    asbestos_cleared INTEGER NOT NULL DEFAULT 0,
    lead_cleared INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE files (                                 -- bytes live in the data folder
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    path TEXT UNIQUE,                                -- below the data folder; NULL until fetched
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    telegram_file_id TEXT,                           -- belongs to one token: a cache only
    bot_id INTEGER,
    state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'kept', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX files_wanted ON files (id) WHERE state = 'wanted';
CREATE INDEX files_owner ON files (owner_id);

CREATE TABLE papers (                                -- insurance certificates and permits, kept with the house
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('insurance', 'permit')),
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL,
    valid_from TEXT,
    valid_until TEXT,
    given_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    given_at TEXT NOT NULL
) STRICT;
CREATE INDEX papers_household ON papers (household_id, kind, valid_until);

CREATE TABLE group_chats (
    chat_id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused', 'gone')),
    added_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    decided_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL
) STRICT;
