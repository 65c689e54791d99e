-- The day itself: urgent news and who answered, numbers shared for a day, safety briefings, incidents.

CREATE TABLE urgent_news (                           -- told within a day of a session: each answers «Bien reçu»
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'moved', 'address')),
    told_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    told_at TEXT NOT NULL
) STRICT;
CREATE INDEX urgent_news_session ON urgent_news (session_id, id);
CREATE INDEX urgent_news_told ON urgent_news (told_at);
CREATE INDEX urgent_news_by ON urgent_news (told_by) WHERE told_by IS NOT NULL;

CREATE TABLE urgent_news_readers (                   -- who had to be told, as it was then
    news_id INTEGER NOT NULL REFERENCES urgent_news (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    through_id INTEGER REFERENCES people (id) ON DELETE SET NULL,  -- who hears for someone without Telegram
    read_at TEXT,
    PRIMARY KEY (news_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX urgent_news_readers_person ON urgent_news_readers (person_id);
CREATE INDEX urgent_news_readers_through ON urgent_news_readers (through_id) WHERE through_id IS NOT NULL;

CREATE TABLE number_consents (                       -- what was decided for good
    person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    shares TEXT NOT NULL CHECK (shares IN ('always', 'never')),
    decided_at TEXT NOT NULL
) STRICT;

CREATE TABLE session_numbers (                       -- what was decided for one session: it goes before
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    shares INTEGER NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_numbers_person ON session_numbers (person_id);

CREATE TABLE day_rounds (                            -- what the clock did once for a session, at these hours
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('asked', 'numbers')),
    done_at TEXT NOT NULL,
    PRIMARY KEY (session_id, version, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers_out (                           -- messages with numbers stand in chats, to be emptied then
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX numbers_out_until ON numbers_out (until);

CREATE TABLE briefings (                             -- the safety briefing was given
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    given_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    given_at TEXT NOT NULL
) STRICT;
CREATE INDEX briefings_by ON briefings (given_by) WHERE given_by IS NOT NULL;

CREATE TABLE briefing_heard (                        -- and who acknowledged it
    sign_up_id INTEGER PRIMARY KEY REFERENCES sign_ups (id) ON DELETE CASCADE,
    noted_by INTEGER REFERENCES people (id) ON DELETE SET NULL,  -- themselves, or who led
    heard_at TEXT NOT NULL
) STRICT;
CREATE INDEX briefing_heard_by ON briefing_heard (noted_by) WHERE noted_by IS NOT NULL;

CREATE TABLE incidents (                             -- no more than this: nothing medical
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    nature TEXT NOT NULL CHECK (nature IN ('fall', 'cut', 'faintness', 'equipment', 'other')),
    declared_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    declared_at TEXT NOT NULL,
    followed_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    followed_at TEXT
) STRICT;
CREATE INDEX incidents_session ON incidents (session_id, id);
CREATE INDEX incidents_open ON incidents (id) WHERE followed_at IS NULL;
CREATE INDEX incidents_declared ON incidents (declared_by) WHERE declared_by IS NOT NULL;
CREATE INDEX incidents_followed ON incidents (followed_by) WHERE followed_by IS NOT NULL;

CREATE TABLE incident_told (
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('supervisor', 'household', 'coach', 'coordinator')),
    PRIMARY KEY (incident_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_told_person ON incident_told (person_id);

CREATE TABLE incident_register (                     -- who had a seat, and what was noted of it, at that moment
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    sign_up_id INTEGER NOT NULL REFERENCES sign_ups (id) ON DELETE CASCADE,
    heard INTEGER NOT NULL,                          -- the safety briefing
    came TEXT,
    minutes INTEGER,
    PRIMARY KEY (incident_id, sign_up_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_register_sign_up ON incident_register (sign_up_id);
