"""The cast of the plays about the day itself: that of work days, and a confirmed session."""

from __future__ import annotations

from tests.work_days.conftest import confirmed, scene

__all__ = ["confirmed", "scene"]
