"""Papers: those of a house, and those of a person: what is kept, until when it is valid, given anew in time."""
