"""A household's financing plan: what the works cost, what pays for them, and the months that do not hold."""
