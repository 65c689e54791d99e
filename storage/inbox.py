"""Updates as they arrived: kept before they are acknowledged, handled once, in order of arrival."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from storage.store import Unit

BATCH = 50
MAX_ATTEMPTS = 3
KEPT = timedelta(hours=72)
FAILED_PAYLOAD_KEPT = timedelta(days=7)
FORGOTTEN_AT_ONCE = 500  # rows in one unit: more would keep others waiting
LARGEST = 2**63 - 1  # the database's whole numbers; Telegram's have 52 bits at most
_NUL = re.compile(r"(\\\\)|\\u0000")  # an escaped NUL of a JSON text, told from a backslash before «u0000»


_dumps = json.JSONEncoder(ensure_ascii=False).encode
_loads = json.JSONDecoder(parse_int=lambda text: max(-LARGEST, min(int(text), LARGEST))).decode


class Arrived(NamedTuple):
    """An update waiting to be handled."""

    id: int
    update_id: int
    attempts: int
    payload: dict[str, Any]


async def keep(unit: Unit, bot_id: int, updates: Sequence[dict[str, Any]]) -> None:
    """Store raw updates; one that is already there is left as it is."""
    await unit.many(
        "INSERT INTO inbox (bot_id, update_id, received_at, payload) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (bot_id, update_id) DO NOTHING",
        [(bot_id, update["update_id"], unit.now, _write(update)) for update in updates],
    )


def _write(update: dict[str, Any]) -> str:
    """Write JSON that can be kept: halves of surrogate pairs, which UTF-8 has not, become question marks; NULs go."""
    text = _dumps(update).encode("utf-8", "replace").decode()
    return _NUL.sub(lambda found: found[1] or "", text)


def _read(payload: str) -> dict[str, Any]:
    """Read it back; a number too large for the database is no id of anything, and stands at the largest."""
    found: dict[str, Any] = _loads(payload)
    return found


async def waiting(unit: Unit, limit: int = BATCH, up_to: int | None = None) -> list[Arrived]:
    """Return the oldest updates not handled yet; `up_to`: none that arrived after this row."""
    rows = await unit.all(
        "SELECT id, update_id, attempts, payload FROM inbox WHERE state = 'waiting' AND id <= COALESCE(?, id)"
        " ORDER BY id LIMIT ?",
        (up_to, limit),
    )
    return [Arrived(row["id"], row["update_id"], row["attempts"], _read(row["payload"])) for row in rows]


async def handled(unit: Unit, row_id: int) -> None:
    """Mark an update handled and empty its payload."""
    await unit.run("UPDATE inbox SET state = 'handled', payload = NULL WHERE id = ?", (row_id,))


async def failed(unit: Unit, row_id: int, error: str) -> None:
    """Mark an update whose handler raised; it is not tried again."""
    await unit.run("UPDATE inbox SET state = 'failed', error = ? WHERE id = ?", (error, row_id))


async def attempt(unit: Unit, row_id: int) -> int:
    """Count a replay after a crash; return how many there have been with this one."""
    return int(await unit.value("UPDATE inbox SET attempts = attempts + 1 WHERE id = ? RETURNING attempts", (row_id,)))


async def set_aside(unit: Unit, row_id: int) -> None:
    """Give up on an update that ended the process too often."""
    await unit.run("UPDATE inbox SET state = 'set_aside', error = 'ended the process' WHERE id = ?", (row_id,))


async def forget_old(unit: Unit) -> bool:
    """Remove what no redelivery can reach any more, and failures with their payloads after a week.

    Returns whether there is more to do.
    """
    removed = await unit.run(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE received_at < ? AND (state = 'handled'"
        " OR (state IN ('failed', 'set_aside') AND received_at < ?)) ORDER BY received_at LIMIT ?)",
        (unit.now - KEPT, unit.now - FAILED_PAYLOAD_KEPT, FORGOTTEN_AT_ONCE),
    )
    return removed == FORGOTTEN_AT_ONCE
