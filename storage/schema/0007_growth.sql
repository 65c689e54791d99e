-- What keeps screens and jobs as fast with a million people as with a thousand.

-- Looked up by what a screen or a job asks for: the few rows that matter, in the order in which they are shown.
CREATE INDEX households_active ON households (name, id) WHERE state = 'active';          -- the list, by name
CREATE INDEX sessions_ending ON sessions (ends_at) WHERE state IN ('preparing', 'confirmed'); -- every tick: which are over
CREATE INDEX sessions_held ON sessions (ends_at) WHERE state = 'held';                   -- attendance lists still open
CREATE INDEX work_days_open ON work_days (commune) WHERE state = 'open';                 -- what comes in a commune
CREATE INDEX people_reached ON people (commune)                                          -- whom a broadcast reaches
    WHERE telegram_id IS NOT NULL AND charter_version IS NOT NULL AND excluded_at IS NULL AND unreachable IS NULL
    AND notifications = 'all';
CREATE INDEX broadcasts_sending ON broadcasts (id) WHERE state = 'sending';              -- every tick: what is under way
CREATE INDEX recipients_unqueued ON recipients (broadcast_id, person_id)                 -- the next portion of one
    WHERE outbox_id IS NULL AND state = 'waiting';
CREATE INDEX outbox_later ON outbox (not_before) WHERE state = 'waiting';                -- when the next one leaves
CREATE INDEX outbox_contexts ON outbox (settled_at) WHERE context <> '{}' AND settled_at IS NOT NULL; -- to be emptied
CREATE INDEX outbox_strangers ON outbox (chat_id) WHERE person_id IS NULL AND chat_id > 0; -- forgotten once sent
CREATE INDEX messages_strangers ON messages (chat_id) WHERE person_id IS NULL AND chat_id > 0;

-- Who deletes a person, a household or a file finds what refers to it without reading whole tables.
CREATE INDEX cards_person ON cards (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX conversations_person ON conversations (person_id);
CREATE INDEX audit_actor ON audit (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX roles_granted_by ON roles (granted_by) WHERE granted_by IS NOT NULL;
CREATE INDEX memberships_decided_by ON memberships (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX invitations_opened_by ON invitations (opened_by) WHERE opened_by IS NOT NULL;
CREATE INDEX invitations_household ON invitations (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX households_asked_by ON households (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX papers_given_by ON papers (given_by) WHERE given_by IS NOT NULL;
CREATE INDEX papers_file ON papers (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX work_days_posted_by ON work_days (posted_by) WHERE posted_by IS NOT NULL;
CREATE INDEX attendance_recorded_by ON attendance (recorded_by) WHERE recorded_by IS NOT NULL;
CREATE INDEX diagnostics_asked_by ON diagnostics (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX diagnostic_files_file ON diagnostic_files (file_id);
CREATE INDEX appointments_of_coach ON appointments (coach_id) WHERE coach_id IS NOT NULL;
CREATE INDEX opinions_file ON opinions (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX opinions_entered_by ON opinions (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX opinions_author ON opinions (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX broadcasts_follows ON broadcasts (follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX broadcasts_file ON broadcasts (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX threads_household ON threads (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX thread_messages_file ON thread_messages (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX thread_messages_author ON thread_messages (author_id) WHERE author_id IS NOT NULL;

-- Recipients are chosen in portions, in the order of their ids: up to whom; NULL: all are chosen.
ALTER TABLE broadcasts ADD COLUMN chosen_to INTEGER;
