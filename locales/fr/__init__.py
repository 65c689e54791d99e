"""French: what the bot says, and what it understands."""
