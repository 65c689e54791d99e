-- What the web serves: a page for each work day that was shared, and private links by their hash.

CREATE TABLE public_pages (                          -- nothing on it is personal
    work_day_id INTEGER PRIMARY KEY REFERENCES work_days (id) ON DELETE CASCADE,
    public_id TEXT NOT NULL UNIQUE,                  -- random, so that nobody counts our work days
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE web_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                              -- what it leads to: 'calendar', …
    token_hash TEXT NOT NULL UNIQUE,                 -- SHA-256 of 128 random bits; the token itself is never kept
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    subject_id INTEGER,                              -- the matter, for kinds that have one
    created_at TEXT NOT NULL,
    expires_at TEXT                                  -- NULL: until it is revoked
) STRICT;
CREATE INDEX web_links_person ON web_links (person_id, kind);
CREATE INDEX web_links_expiry ON web_links (expires_at) WHERE expires_at IS NOT NULL;
