"""Whom a broadcast reaches: found through the narrowest of its conditions, counted no further than is of use."""

from __future__ import annotations

from storage.records import Frozen
from storage.store import Unit

COUNTED = 1000
"""Screens count no further: beyond it they say «and more», and nobody waits for the count."""
GLANCED = 200
"""As above, where many audiences are counted at once, to choose one of them."""


class Audience(Frozen):
    """To whom: every condition that is set must hold. `unanswered`: those of a broadcast who did not answer."""

    role: str | None = None
    commune: str | None = None
    cohort: int | None = None
    session: int | None = None
    unanswered: int | None = None


_REACHED = (
    "telegram_id IS NOT NULL AND charter_version IS NOT NULL AND excluded_at IS NULL AND unreachable IS NULL"
    " AND notifications <> 'none'"
)
_LISTS = {
    "session": (
        "sign_ups", "sign_ups.person_id",
        "session_id = :session AND sign_ups.state IN ('seated', 'waiting', 'offered')",
    ),
    "unanswered": (
        "recipients JOIN outbox ON outbox.id = outbox_id", "recipients.person_id",
        "broadcast_id = :unanswered AND answer IS NULL AND outbox.state = 'delivered'",
    ),
    "cohort": (
        "household_members JOIN households ON households.id = household_id", "household_members.person_id",
        "cohort_id = :cohort AND households.state = 'active'",
    ),
    "role": ("roles", "roles.person_id", "roles.role = :role"),
}  # fmt: skip
"""Each condition as a list of people (tables, whose id, which rows), the shortest first."""


def chosen(audience: Audience) -> str:
    """Return the SELECT of the ids of those it reaches, ending in conditions: more may be added."""
    asked = [name for name in _LISTS if getattr(audience, name) is not None]
    conditions = [_REACHED]
    if audience.session is None and audience.cohort is None:
        conditions.append("notifications = 'all'")
    if audience.commune is not None:
        conditions.append("commune = :commune")
    source = "people"
    if asked:
        tables, person, rows = _LISTS[asked[0]]
        once = "DISTINCT" if asked[0] == "cohort" else ""  # a person may belong to two households
        source = f"(SELECT {once} {person} AS id FROM {tables} WHERE {rows}) AS listed CROSS JOIN people USING (id)"
    for tables, person, rows in [_LISTS[name] for name in asked[1:]]:
        conditions.append(f"EXISTS (SELECT 1 FROM {tables} WHERE {rows} AND {person} = people.id)")
    return f"SELECT people.id AS id FROM {source} WHERE {' AND '.join(conditions)}"


async def size(unit: Unit, audience: Audience, most: int | None = None) -> int:
    """Count who would get it now, no further than `most`."""
    limit = "" if most is None else " LIMIT :most"
    values = {**audience.model_dump(), "most": most}
    return int(await unit.value(f"SELECT COUNT(*) FROM ({chosen(audience)}{limit})", values))
