"""What those who come eat, and who sleeps there."""
