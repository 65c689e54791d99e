"""The request, the appointments and the coaches' availability."""
