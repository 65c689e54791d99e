"""A seat: taken, offered, shared with a companion, given back."""
