"""What comes, and finding it."""
