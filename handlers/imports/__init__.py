"""Members and households that exist already come in from a list: looked at line by line, then imported."""
