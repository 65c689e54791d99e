"""The engine of every conversation, and the steps that several of them ask."""
