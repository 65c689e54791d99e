"""The bot as a process of its own, killed at random moments, and a model of what must be true afterwards.

`tests/spine/test_killed.py` plays a few kills, `bench/crash.py` hundreds.
"""
