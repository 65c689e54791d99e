"""The desk of coaches and coordinators, as they live it."""
