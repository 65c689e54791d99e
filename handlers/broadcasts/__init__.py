"""News to many, and their answers."""
