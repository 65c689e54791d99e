"""What those who lead or hold a session see and do, before, during and after it."""
