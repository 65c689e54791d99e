"""Communes of the Essonne and around: the data, the index of names, names inside sentences."""
