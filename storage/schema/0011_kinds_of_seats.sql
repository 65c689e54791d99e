-- Seats of several kinds: beside those for building, which supervisors limit, those for helping otherwise.
ALTER TABLE sessions ADD COLUMN cooking INTEGER NOT NULL DEFAULT 0 CHECK (cooking BETWEEN 0 AND 100);
ALTER TABLE sessions ADD COLUMN welcoming INTEGER NOT NULL DEFAULT 0 CHECK (welcoming BETWEEN 0 AND 100);
ALTER TABLE sessions ADD COLUMN child_minding INTEGER NOT NULL DEFAULT 0 CHECK (child_minding BETWEEN 0 AND 100);
ALTER TABLE sign_ups ADD COLUMN kind TEXT NOT NULL DEFAULT 'building'
    CHECK (kind IN ('building', 'cooking', 'welcoming', 'child_minding'));

-- A household may lodge who comes for several days.
ALTER TABLE work_days ADD COLUMN lodging INTEGER NOT NULL DEFAULT 0;

-- What somebody eats and whether they sleep there, for one seat. Allergies are written with a consent of their own only.
CREATE TABLE meals (
    sign_up_id INTEGER PRIMARY KEY REFERENCES sign_ups (id) ON DELETE CASCADE,
    diets TEXT NOT NULL DEFAULT '[]',                -- JSON: vegetarian, no_pork, vegan
    diet_words TEXT,                                 -- another one, in their words
    sleeps INTEGER NOT NULL DEFAULT 0,
    allergies TEXT,
    consented_at TEXT,
    aloud INTEGER NOT NULL DEFAULT 0,                -- they will tell who cooks by word of mouth: nothing is written
    CHECK ((allergies IS NULL) = (consented_at IS NULL))
) STRICT;

-- The sessions of which something is kept for a short while only (`storage/short_lived.py`), and until when.
CREATE TABLE short_lived (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX short_lived_until ON short_lived (until);

-- Car-sharing among those who have a seat: a car somebody takes, or a place in one that somebody looks for.
CREATE TABLE lifts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    seats INTEGER CHECK (seats BETWEEN 1 AND 8),     -- for passengers; NULL: a place is looked for
    commune TEXT NOT NULL,                           -- INSEE code
    leaves_at TEXT NOT NULL,                         -- HH:MM, in Paris
    created_at TEXT NOT NULL,
    UNIQUE (session_id, person_id)
) STRICT;
CREATE INDEX lifts_person ON lifts (person_id);

-- Who asked for a place in whose car, and what the driver said.
CREATE TABLE rides (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lift_id INTEGER NOT NULL REFERENCES lifts (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'accepted', 'declined')),
    created_at TEXT NOT NULL,
    UNIQUE (lift_id, person_id)
) STRICT;
CREATE INDEX rides_person ON rides (person_id, state);
