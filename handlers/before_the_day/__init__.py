"""The days before a session: what is still owed, who still comes, who else is called, and what is decided."""
