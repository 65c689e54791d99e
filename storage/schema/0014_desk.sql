-- The desk of coaches and coordinators: one message in the morning, notes, handovers, covers, the cooperative's own texts.

-- Coaches and coordinators: 1 one message in the morning, 0 each thing at once; NULL: as their role has it.
ALTER TABLE people ADD COLUMN digest INTEGER;

CREATE TABLE absences (                              -- a coach is away, and another stands in
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    coach_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    cover_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,                           -- an end that is past ends it, by itself
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX absences_coach ON absences (coach_id, ends_at);
CREATE INDEX absences_cover ON absences (cover_id, ends_at);

CREATE TABLE handovers (                             -- a household goes from one coach to another, who agrees first
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    from_id INTEGER REFERENCES people (id) ON DELETE SET NULL,  -- who proposed it
    to_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'declined', 'withdrawn')),
    proposed_at TEXT NOT NULL,
    decided_at TEXT
) STRICT;
CREATE INDEX handovers_household ON handovers (household_id);
CREATE INDEX handovers_from ON handovers (from_id) WHERE from_id IS NOT NULL;
CREATE INDEX handovers_to ON handovers (to_id, state);
CREATE UNIQUE INDEX handovers_one ON handovers (household_id) WHERE state = 'proposed';

CREATE TABLE household_notes (                       -- between those who follow a household; it reads them in its data
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    author_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;
CREATE INDEX household_notes_household ON household_notes (household_id, id);
CREATE INDEX household_notes_author ON household_notes (author_id) WHERE author_id IS NOT NULL;

CREATE TABLE own_texts (                             -- the cooperative's charter and data notice, in its own words
    kind TEXT NOT NULL CHECK (kind IN ('charter', 'notice')),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (kind, version)
) STRICT, WITHOUT ROWID;

-- The trail is leafed through by kind of matter, newest first.
CREATE INDEX audit_kind ON audit (subject_kind, id);
