-- A household's financing plan: what the works cost, what helps to pay them. All amounts are cents.

CREATE TABLE financing_plans (
    household_id INTEGER PRIMARY KEY REFERENCES households (id) ON DELETE CASCADE,
    contingency INTEGER NOT NULL DEFAULT 10 CHECK (contingency BETWEEN 0 AND 50),  -- percent of the costs
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan_costs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES financing_plans (household_id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('materials', 'quote', 'hire', 'diagnostic', 'insurance', 'other')),
    label TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 100000000),
    due_month TEXT,                                  -- 2027-03: when it is paid; NULL: not known yet
    file_id INTEGER REFERENCES files (id) ON DELETE SET NULL  -- the quote
) STRICT;
CREATE INDEX plan_costs_household ON plan_costs (household_id);
CREATE INDEX plan_costs_file ON plan_costs (file_id) WHERE file_id IS NOT NULL;

CREATE TABLE plan_grants (                           -- aids: never counted before they are granted
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES financing_plans (household_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 100000000),
    state TEXT NOT NULL DEFAULT 'identified' CHECK (state IN ('identified', 'filed', 'granted', 'paid', 'refused')),
    deadline TEXT,                                   -- the last day to file it
    due_month TEXT,                                  -- when the money comes
    file_first INTEGER NOT NULL DEFAULT 1            -- nothing may be signed before it is filed
) STRICT;
CREATE INDEX plan_grants_household ON plan_grants (household_id);

CREATE TABLE plan_loans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES financing_plans (household_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 100000000),
    rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 2500),          -- hundredths of a percent a year
    months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 420),
    state TEXT NOT NULL DEFAULT 'wished' CHECK (state IN ('wished', 'asked', 'granted', 'refused')),
    due_month TEXT
) STRICT;
CREATE INDEX plan_loans_household ON plan_loans (household_id);

CREATE TABLE plan_own_funds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES financing_plans (household_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 100000000),
    due_month TEXT                                   -- when they are at hand; NULL: they are
) STRICT;
CREATE INDEX plan_own_funds_household ON plan_own_funds (household_id);

CREATE TABLE plan_in_kind (                          -- things given; time and advice have no price
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    household_id INTEGER NOT NULL REFERENCES financing_plans (household_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    donor TEXT NOT NULL DEFAULT '',
    amount INTEGER CHECK (amount BETWEEN 1 AND 100000000)  -- estimated; NULL: time or advice, never priced
) STRICT;
CREATE INDEX plan_in_kind_household ON plan_in_kind (household_id);
