-- A household's plan of works: its lots, what each needs done before, and the work days posted for it.

CREATE TABLE lots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES households (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    work TEXT NOT NULL DEFAULT 'other',              -- kind of work
    way TEXT NOT NULL CHECK (way IN ('self', 'supervised', 'professional')),
    half_days INTEGER NOT NULL CHECK (half_days BETWEEN 1 AND 2000),  -- person half-days of work
    at_once INTEGER NOT NULL DEFAULT 1 CHECK (at_once BETWEEN 1 AND 30),
    earliest TEXT,
    latest TEXT,
    frost INTEGER NOT NULL DEFAULT 0,                -- not in the months of frost
    dry INTEGER NOT NULL DEFAULT 0,                  -- wants dry weather
    lead_days INTEGER NOT NULL DEFAULT 0 CHECK (lead_days BETWEEN 0 AND 365),  -- ordered that long before
    tools TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'doing', 'blocked', 'done')),
    blocker TEXT NOT NULL DEFAULT '',                -- what it waits for: the permit, a quote, a delivery
    blocked_until TEXT,
    done_on TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX lots_household ON lots (household_id);

CREATE TABLE lot_needs (
    lot_id INTEGER NOT NULL REFERENCES lots (id) ON DELETE CASCADE,
    needs_id INTEGER NOT NULL REFERENCES lots (id) ON DELETE CASCADE,
    PRIMARY KEY (lot_id, needs_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_needs_other ON lot_needs (needs_id);

ALTER TABLE work_days ADD COLUMN lot_id INTEGER REFERENCES lots (id) ON DELETE SET NULL;
CREATE INDEX work_days_lot ON work_days (lot_id) WHERE lot_id IS NOT NULL;
