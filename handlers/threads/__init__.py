"""Words from one person to another, and what is meant by words alone."""
