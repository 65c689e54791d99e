-- The clock visits what is due, and only that.

-- When each job of the clock looks at a session next: '' at once; NULL not before something of the session changes.
CREATE TABLE session_dues (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    job TEXT NOT NULL CHECK (job IN ('reminders', 'eve', 'addresses', 'supervisors', 'offers', 'attendance')),
    due_at TEXT,
    PRIMARY KEY (session_id, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_dues_next ON session_dues (job, due_at, session_id);

-- A new session is looked at once by each job, and again after every change of its hours, seats or state.
CREATE TRIGGER session_dues_posted AFTER INSERT ON sessions WHEN NEW.state IN ('preparing', 'confirmed')
BEGIN
    INSERT INTO session_dues (session_id, job, due_at)
    VALUES (NEW.id, 'reminders', ''), (NEW.id, 'eve', ''), (NEW.id, 'addresses', ''), (NEW.id, 'supervisors', '')
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER session_dues_changed AFTER UPDATE OF starts_at, ends_at, seats, state ON sessions
BEGIN
    DELETE FROM session_dues WHERE session_id = NEW.id AND NEW.state NOT IN ('preparing', 'confirmed');
    UPDATE session_dues SET due_at = '' WHERE session_id = NEW.id;
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT NEW.id, 'supervisors', '' WHERE NEW.state = 'preparing' ON CONFLICT DO NOTHING;
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT NEW.id, 'attendance', '' WHERE NEW.state = 'held' ON CONFLICT DO NOTHING;
    -- Whoever has a seat here and waits elsewhere may be first in line there again.
    UPDATE session_dues SET due_at = '' WHERE job = 'offers' AND due_at IS NULL AND session_id IN (
        SELECT there.session_id FROM sign_ups AS here
        CROSS JOIN sign_ups AS there ON there.person_id = here.person_id AND there.state = 'waiting'
        WHERE here.session_id = NEW.id);
END;

-- A seat taken late gets what others had before; a list moves when anything of its sign-ups does.
CREATE TRIGGER session_dues_signed_up AFTER INSERT ON sign_ups
BEGIN
    UPDATE session_dues SET due_at = '' WHERE session_id = NEW.session_id AND due_at IS NULL AND job <> 'supervisors';
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT NEW.session_id, 'offers', '' WHERE NEW.state = 'waiting' ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER session_dues_moved AFTER UPDATE OF state, kept_until, brought_by ON sign_ups
BEGIN
    UPDATE session_dues SET due_at = '' WHERE session_id = NEW.session_id AND due_at IS NULL AND job <> 'supervisors';
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT NEW.session_id, 'offers', '' WHERE NEW.state = 'waiting' ON CONFLICT DO NOTHING;
    UPDATE session_dues SET due_at = '' WHERE job = 'offers' AND due_at IS NULL AND session_id IN (
        SELECT session_id FROM sign_ups WHERE person_id = NEW.person_id AND state = 'waiting')
        AND NEW.state IN ('withdrawn', 'expired', 'cancelled');
END;

-- Who leads a session, who no longer does, who said no.
CREATE TRIGGER session_dues_asked AFTER INSERT ON session_supervisors WHEN NEW.state = 'accepted'
BEGIN
    UPDATE session_dues SET due_at = '' WHERE session_id = NEW.session_id AND due_at IS NULL;
END;
CREATE TRIGGER session_dues_led AFTER UPDATE OF state ON session_supervisors
BEGIN
    UPDATE session_dues SET due_at = '' WHERE session_id = NEW.session_id AND (due_at IS NULL OR job = 'supervisors');
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT id, 'supervisors', '' FROM sessions WHERE id = NEW.session_id AND state = 'preparing'
        ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER session_dues_gone AFTER DELETE ON session_supervisors
BEGIN
    INSERT INTO session_dues (session_id, job, due_at)
        SELECT id, 'supervisors', '' FROM sessions WHERE id = OLD.session_id AND state = 'preparing'
        ON CONFLICT (session_id, job) DO UPDATE SET due_at = '';
END;

-- A seat becomes a whole one, or its person can be told again.
CREATE TRIGGER session_dues_member AFTER INSERT ON memberships WHEN NEW.state = 'valid'
BEGIN
    UPDATE session_dues SET due_at = '' WHERE due_at IS NULL AND job = 'addresses' AND session_id IN (
        SELECT session_id FROM sign_ups WHERE person_id = NEW.person_id AND state = 'seated');
END;
CREATE TRIGGER session_dues_decided AFTER UPDATE OF state ON memberships
BEGIN
    UPDATE session_dues SET due_at = '' WHERE due_at IS NULL AND job = 'addresses' AND session_id IN (
        SELECT session_id FROM sign_ups WHERE person_id = NEW.person_id AND state = 'seated');
END;
CREATE TRIGGER session_dues_contact AFTER INSERT ON emergency_contacts
BEGIN
    UPDATE session_dues SET due_at = '' WHERE due_at IS NULL AND job = 'addresses' AND session_id IN (
        SELECT session_id FROM sign_ups WHERE person_id = NEW.person_id AND state = 'seated');
END;
CREATE TRIGGER session_dues_reached AFTER UPDATE OF charter_version, telegram_id, unreachable, excluded_at ON people
BEGIN
    UPDATE session_dues SET due_at = '' WHERE due_at IS NULL AND job <> 'supervisors' AND session_id IN (
        SELECT session_id FROM sign_ups WHERE person_id = NEW.id AND state = 'seated'
        UNION SELECT session_id FROM sign_ups WHERE brought_by = NEW.id AND state = 'seated'
        UNION SELECT session_id FROM session_supervisors WHERE person_id = NEW.id AND state = 'accepted');
END;

-- Supervisors by commune, for the search that begins with the nearest; a new one is asked about what nobody leads.
ALTER TABLE people ADD COLUMN leads INTEGER NOT NULL DEFAULT 0;  -- holds the role of a supervisor: kept by the triggers
UPDATE people SET leads = 1 WHERE id IN (SELECT person_id FROM roles WHERE role = 'supervisor');
CREATE INDEX people_leading ON people (commune, id) WHERE leads = 1;
CREATE TRIGGER people_lead AFTER INSERT ON roles WHEN NEW.role = 'supervisor'
BEGIN
    UPDATE people SET leads = 1 WHERE id = NEW.person_id;
    UPDATE session_dues SET due_at = '' WHERE job = 'supervisors' AND due_at IS NULL;
END;
CREATE TRIGGER people_led AFTER DELETE ON roles WHEN OLD.role = 'supervisor'
BEGIN
    UPDATE people SET leads = 0 WHERE id = OLD.person_id;
END;
CREATE TRIGGER session_dues_qualified AFTER INSERT ON qualifications
BEGIN
    UPDATE session_dues SET due_at = '' WHERE job = 'supervisors' AND due_at IS NULL;
END;

-- Visits of a diagnostic: reminded once for each version, and asked about once when over.
ALTER TABLE appointments ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;  -- the version that was reminded of
ALTER TABLE appointments ADD COLUMN asked_about INTEGER NOT NULL DEFAULT 0;
CREATE INDEX appointments_to_remind ON appointments (starts_at) WHERE state = 'approved' AND reminded < version;
CREATE INDEX appointments_over ON appointments (ends_at) WHERE state = 'approved' AND asked_about = 0;

-- Links that were sent and whose tokens are still in the record.
CREATE INDEX outbox_invitations ON outbox (id) WHERE subject_kind = 'invitation' AND context <> '{}';

-- What is there already is looked at once.
INSERT INTO session_dues (session_id, job, due_at)
    SELECT sessions.id, value, '' FROM sessions, json_each('["reminders", "eve", "addresses", "supervisors"]')
    WHERE state IN ('preparing', 'confirmed');
INSERT INTO session_dues (session_id, job, due_at)
    SELECT DISTINCT session_id, 'offers', '' FROM sign_ups JOIN sessions ON sessions.id = session_id
    WHERE sign_ups.state = 'waiting' AND sessions.state IN ('preparing', 'confirmed');
INSERT INTO session_dues (session_id, job, due_at) SELECT id, 'attendance', '' FROM sessions WHERE state = 'held';

-- What strangers were sent before they were known belongs to them: only true strangers' messages are looked through.
UPDATE outbox SET person_id = (SELECT id FROM people WHERE telegram_id = chat_id)
    WHERE person_id IS NULL AND chat_id > 0 AND EXISTS (SELECT 1 FROM people WHERE telegram_id = chat_id);
UPDATE messages SET person_id = (SELECT id FROM people WHERE telegram_id = chat_id)
    WHERE person_id IS NULL AND chat_id > 0 AND EXISTS (SELECT 1 FROM people WHERE telegram_id = chat_id);

-- Lists of what comes are walked in order of time; what is over or closed, nearly all there ever was, is not in the way.
CREATE INDEX sessions_open ON sessions (starts_at, id) WHERE state IN ('preparing', 'confirmed');
CREATE INDEX sessions_preparing ON sessions (starts_at, id) WHERE state = 'preparing';
