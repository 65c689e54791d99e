-- «Je viens», said again after a reminder or a change; a move, and every change of the seat, forget it.
ALTER TABLE sign_ups ADD COLUMN confirmed_at TEXT;
