-- A seat given back is kept for a few minutes for who gave it, should they think again.
ALTER TABLE sign_ups ADD COLUMN kept_until TEXT;
CREATE INDEX sign_ups_kept ON sign_ups (kept_until) WHERE kept_until IS NOT NULL;
