"""What each part of an announcement says: one reader a file, over plain text; what is not said is not filled."""
