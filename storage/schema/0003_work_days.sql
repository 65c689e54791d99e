-- Work days, their sessions, who leads them, who comes, and who came.

CREATE TABLE work_days (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    posted_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled', 'closed')),
    works TEXT NOT NULL,                             -- JSON: kinds of work
    description TEXT NOT NULL DEFAULT '',
    commune TEXT NOT NULL,                           -- INSEE code
    address TEXT,                                    -- exact: only to those who may see it
    access TEXT,                                     -- parking, toilets, how to get in: as private as the address
    meal TEXT,                                       -- JSON: NULL not said, offered, shared, bring
    skills TEXT NOT NULL DEFAULT '',
    tools TEXT NOT NULL DEFAULT '',                  -- what to bring
    equipment TEXT,                                  -- protective equipment announced; NULL: not said
    materials_ready INTEGER NOT NULL DEFAULT 0,
    minors INTEGER NOT NULL DEFAULT 0,               -- 16 and 17 welcome
    risky INTEGER NOT NULL DEFAULT 0,                -- height or power tools: a lower ceiling
    permit_needed INTEGER NOT NULL DEFAULT 0,
    host_present INTEGER NOT NULL DEFAULT 0,         -- the household promised to be there
    toilets TEXT,                                    -- NULL: not said
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_days_household ON work_days (household_id, state);
CREATE INDEX work_days_commune ON work_days (commune);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    work_day_id INTEGER NOT NULL REFERENCES work_days (id) ON DELETE CASCADE,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 500),
    state TEXT NOT NULL DEFAULT 'preparing'
        CHECK (state IN ('preparing', 'confirmed', 'cancelled', 'held', 'closed')),
    cancelled_why TEXT,
    version INTEGER NOT NULL DEFAULT 1,              -- raised by every change of date: reminders follow
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX sessions_coming ON sessions (starts_at, id);
CREATE INDEX sessions_work_day ON sessions (work_day_id);

CREATE TABLE session_supervisors (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('asked', 'accepted', 'declined', 'withdrawn')),
    changed_at TEXT NOT NULL,
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_supervisors_person ON session_supervisors (person_id, state);

CREATE TABLE sign_ups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    brought_by INTEGER REFERENCES people (id) ON DELETE SET NULL,  -- a companion or a minor: who answers for them
    state TEXT NOT NULL CHECK (state IN ('held', 'seated', 'waiting', 'offered', 'withdrawn', 'expired', 'cancelled')),
    rank_at TEXT NOT NULL,                           -- the order of the waiting list
    offered_until TEXT,                              -- for 'held' and 'offered'
    word TEXT,                                       -- the optional word of a withdrawal
    withdrawn_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (session_id, person_id)
) STRICT;
CREATE INDEX sign_ups_session ON sign_ups (session_id, state, rank_at, id);
CREATE INDEX sign_ups_person ON sign_ups (person_id, state);
CREATE INDEX sign_ups_deadline ON sign_ups (offered_until) WHERE offered_until IS NOT NULL;
CREATE INDEX sign_ups_moving ON sign_ups (session_id) WHERE state IN ('waiting', 'offered', 'held');
CREATE INDEX sign_ups_brought ON sign_ups (brought_by) WHERE brought_by IS NOT NULL;

CREATE TABLE attendance (
    sign_up_id INTEGER PRIMARY KEY REFERENCES sign_ups (id) ON DELETE CASCADE,
    came TEXT NOT NULL CHECK (came IN ('came', 'excused', 'absent')),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 1440),
    recorded_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    recorded_at TEXT NOT NULL
) STRICT;
