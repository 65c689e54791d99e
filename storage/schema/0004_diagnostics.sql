-- Diagnostic files, the appointments made for them, and the opinions given on them.

CREATE TABLE diagnostics (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    asked_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN (
        'draft', 'complete', 'triage', 'slots_proposed', 'approved', 'visited', 'opinion_drafted',
        'delivered', 'discussed', 'closed', 'refused', 'reoriented', 'no_show', 'cancelled')),
    need TEXT NOT NULL,                              -- the kind of need
    intake TEXT NOT NULL DEFAULT '{}',               -- JSON: the answers of the household
    wishes TEXT NOT NULL DEFAULT '[]',               -- JSON: slots the household proposed freely
    coach_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    why TEXT,                                        -- reason of a refusal, place of a re-orientation
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX diagnostics_household ON diagnostics (household_id, state);
CREATE INDEX diagnostics_queue ON diagnostics (created_at, id) WHERE state IN ('complete', 'triage', 'slots_proposed');
CREATE INDEX diagnostics_coach ON diagnostics (coach_id, state);

CREATE TABLE diagnostic_files (
    diagnostic_id INTEGER NOT NULL REFERENCES diagnostics (id) ON DELETE CASCADE,
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (diagnostic_id, file_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE availabilities (                        -- when a coach receives visits
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    coach_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX availabilities_coming ON availabilities (starts_at) WHERE state = 'open';
CREATE INDEX availabilities_coach ON availabilities (coach_id, starts_at);

CREATE TABLE appointments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    diagnostic_id INTEGER NOT NULL REFERENCES diagnostics (id) ON DELETE CASCADE,
    coach_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'proposed', 'approved', 'declined', 'moved', 'cancelled', 'done', 'no_show')),
    proposed_by TEXT NOT NULL CHECK (proposed_by IN ('household', 'coach')),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    decided_at TEXT,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX appointments_diagnostic ON appointments (diagnostic_id, state);
CREATE INDEX appointments_coach ON appointments (coach_id, starts_at) WHERE state = 'approved';
CREATE INDEX appointments_coming ON appointments (starts_at) WHERE state = 'approved';

-- Never two appointments at once for one coach, whatever the code above does.
CREATE TRIGGER appointments_no_double_insert BEFORE INSERT ON appointments
WHEN NEW.state = 'approved' AND EXISTS (
    SELECT 1 FROM appointments
    WHERE coach_id = NEW.coach_id AND state = 'approved' AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;
CREATE TRIGGER appointments_no_double_update BEFORE UPDATE ON appointments
WHEN NEW.state = 'approved' AND EXISTS (
    SELECT 1 FROM appointments
    WHERE coach_id = NEW.coach_id AND state = 'approved' AND id <> NEW.id
        AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'double booking'); END;

CREATE TABLE opinions (                              -- «avis»: never called a regulated diagnostic
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    diagnostic_id INTEGER NOT NULL REFERENCES diagnostics (id) ON DELETE CASCADE,
    author_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    entered_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'delivered')),
    text TEXT NOT NULL DEFAULT '',
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL,
    valid_until TEXT,
    created_at TEXT NOT NULL,
    delivered_at TEXT
) STRICT;
CREATE INDEX opinions_diagnostic ON opinions (diagnostic_id, state);
