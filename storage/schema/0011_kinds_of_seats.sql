-- Seats of several kinds: beside those for building, which supervisors limit, those for helping otherwise.
ALTER TABLE sessions ADD COLUMN cooking INTEGER NOT NULL DEFAULT 0 CHECK (cooking BETWEEN 0 AND 100);
ALTER TABLE sessions ADD COLUMN welcoming INTEGER NOT NULL DEFAULT 0 CHECK (welcoming BETWEEN 0 AND 100);
ALTER TABLE sessions ADD COLUMN child_minding INTEGER NOT NULL DEFAULT 0 CHECK (child_minding BETWEEN 0 AND 100);
ALTER TABLE sign_ups ADD COLUMN kind TEXT NOT NULL DEFAULT 'building'
    CHECK (kind IN ('building', 'cooking', 'welcoming', 'child_minding'));
