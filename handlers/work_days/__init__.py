"""A work day from its announcement to its last change, and what its sessions still lack."""
