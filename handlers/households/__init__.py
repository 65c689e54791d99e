"""Asking to be a household, and the households one follows."""
