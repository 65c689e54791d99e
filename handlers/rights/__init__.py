"""What people may ask of their data: to see it, correct it, take it along, leave, be erased."""
