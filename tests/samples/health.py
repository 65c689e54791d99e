"""Sample contexts of what coordinators read about the program's health."""

from __future__ import annotations

from typing import Any

from storage.health import Concern
from tests.samples.diagnostics import START

EMPTY = {"count": 0, "minutes": 0}
FAILURES = {"updates_failed": 0, "updates_set_aside": 0, "messages_failed": 0}
MACHINE = {
    "started_at": START, "database_bytes": 1_200_000, "disk_free_bytes": 23_400_000_000, "backup_at": START,
    "backup_days": 30, "replicated_at": None,
}  # fmt: skip
CALM = {
    "concerns": [], "inbox": EMPTY, "answers": EMPTY, "notices": EMPTY, "broadcasts": EMPTY, "failures": FAILURES,
    "machine": MACHINE,
}  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "failure/backup": [{"full": True}, {"full": False}],
    "health/state": [
        CALM,
        {
            **CALM,
            "concerns": [str(concern) for concern in Concern],
            "inbox": {"count": 1, "minutes": 0},
            "broadcasts": {"count": 9_800, "minutes": 135},
            "failures": {"updates_failed": 1, "updates_set_aside": 2, "messages_failed": 30},
            "machine": {**MACHINE, "backup_at": None, "backup_days": 1, "replicated_at": START},
        },
        {**CALM, "machine": {**MACHINE, "backup_at": None, "backup_days": 0}},
        {**CALM, "machine": None},
    ],
}
