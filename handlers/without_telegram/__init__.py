"""People without Telegram: who registered them acts for them, and passes on what they are told."""
