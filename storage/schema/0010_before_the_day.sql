-- Before the day: papers that have a life, a guardian's consent, and what is asked in the days before a session.

-- A paper that was replaced no longer counts; of one that ends soon the household is reminded once.
ALTER TABLE papers ADD COLUMN replaced_at TEXT;
ALTER TABLE papers ADD COLUMN reminded_at TEXT;
CREATE INDEX papers_ending ON papers (valid_until, id)
    WHERE valid_until IS NOT NULL AND reminded_at IS NULL AND replaced_at IS NULL;

-- A guardian consents to a minor's coming. Who registered one before had said yes to it.
CREATE TABLE consents (
    minor_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    given_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    given_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX consents_given_by ON consents (given_by) WHERE given_by IS NOT NULL;
INSERT INTO consents (minor_id, given_by, given_at)
    SELECT id, guardian_id, created_at FROM people WHERE guardian_id IS NOT NULL;

-- Each session knows when its next step is due: '' to be worked out, NULL nothing more. A change of date asks anew.
ALTER TABLE sessions ADD COLUMN next_step_at TEXT DEFAULT '';
ALTER TABLE sessions ADD COLUMN steps_until TEXT;        -- up to when its steps were taken
UPDATE sessions SET next_step_at = NULL WHERE state NOT IN ('preparing', 'confirmed');
CREATE INDEX sessions_steps ON sessions (next_step_at, id) WHERE next_step_at IS NOT NULL;

-- «Toujours des nôtres ?»: when a helper was asked, and asked again.
ALTER TABLE sign_ups ADD COLUMN still_asked_at TEXT;
ALTER TABLE sign_ups ADD COLUMN still_again_at TEXT;

-- What household and supervisor decide of a session that is not complete two days before.
CREATE TABLE session_decisions (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,                            -- of the session it is about: another date is another question
    turn INTEGER NOT NULL DEFAULT 0,                     -- raised by every decision and second thought
    decision TEXT CHECK (decision IN ('hold', 'postpone', 'cancel')),
    decided_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    decided_at TEXT,
    done_at TEXT                                         -- a cancellation took effect
) STRICT;
CREATE INDEX session_decisions_by ON session_decisions (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX session_decisions_cancelling ON session_decisions (decided_at)
    WHERE decision = 'cancel' AND done_at IS NULL;

-- Fewer helpers than this are too few; when some are lacking, people near by are called, portion by portion.
ALTER TABLE work_days ADD COLUMN min_helpers INTEGER;
CREATE TABLE helper_calls (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    place INTEGER NOT NULL DEFAULT 0,                    -- which of the communes near by is being asked
    after_id INTEGER NOT NULL DEFAULT 0,                 -- up to whom
    opened_at TEXT NOT NULL,
    done_at TEXT
) STRICT;
CREATE INDEX helper_calls_open ON helper_calls (opened_at) WHERE done_at IS NULL;
CREATE TABLE helpers_called (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    called_at TEXT NOT NULL,
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX helpers_called_person ON helpers_called (person_id, called_at);
