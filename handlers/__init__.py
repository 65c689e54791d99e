"""Talks: one file per conversation or screen, what people say and press, and what is answered."""
