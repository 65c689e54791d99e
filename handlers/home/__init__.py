"""The menu and what is reached from anywhere."""
