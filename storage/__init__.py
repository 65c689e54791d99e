"""Knows: records, rules and SQL over SQLite."""
