"""Processes that print badly."""
