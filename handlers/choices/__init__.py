"""The cooperative's choices: read in words, changed by a coordinator, taken back; its own charter and data notice."""
