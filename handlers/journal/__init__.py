"""The journal of changes, for coordinators."""
