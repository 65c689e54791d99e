"""Car-sharing to a session, among those who have a seat in it."""
