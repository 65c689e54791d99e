"""Links of the web: public pages by a random id, private links by a token of which only the hash is kept."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from storage import audit
from storage.ids import PersonId, Subject, WorkDayId
from storage.records import Frozen
from storage.store import Unit

TOKEN_BYTES = 16
SUBJECT = "web_link"
"""The matter of a message that carries a token: the person whose it is."""
PUBLIC_BYTES = 8
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{11,22}")


class WebLink(Frozen):
    """A private link: whose it is, and what it leads to."""

    id: int
    kind: str
    person_id: PersonId
    subject_id: int | None
    created_at: datetime
    expires_at: datetime | None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


async def make(
    unit: Unit, kind: str, person: PersonId, *, subject: int | None = None, lasts: timedelta | None = None
) -> str:
    """Make a private link in place of the one before of this kind and matter; return its token, told only now."""
    await revoke(unit, kind, person, subject=subject)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row_id = await unit.insert(
        "INSERT INTO web_links (kind, token_hash, person_id, subject_id, created_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (kind, _hash(token), person, subject, unit.now, unit.now + lasts if lasts else None),
    )
    await audit.record(unit, person, "web_link_made", Subject(SUBJECT, row_id), {"kind": (None, kind)})
    return token


async def revoke(unit: Unit, kind: str, person: PersonId, *, subject: int | None = None) -> bool:
    """End a person's link of a kind (and matter); False when there was none."""
    row = await unit.one(
        "DELETE FROM web_links WHERE person_id = ? AND kind = ? AND subject_id IS ? RETURNING id",
        (person, kind, subject),
    )
    if row is None:
        return False
    await audit.record(unit, person, "web_link_revoked", Subject(SUBJECT, row[0]), {"kind": (kind, None)})
    return True


async def of_person(unit: Unit, kind: str, person: PersonId) -> WebLink | None:
    """Return a person's link of a kind, without its token; None when there is none."""
    row = await unit.one(f"{_SELECT} WHERE person_id = ? AND kind = ?", (person, kind))
    return _read(unit, row)


async def follow(unit: Unit, kind: str, token: str) -> WebLink | None:
    """Return what a token leads to while it stands; whoever was excluded has no link any more."""
    if not _WRITTEN.fullmatch(token):
        return None
    row = await unit.one(
        f"{_SELECT} JOIN people ON people.id = person_id WHERE token_hash = ? AND kind = ? AND excluded_at IS NULL",
        (_hash(token), kind),
    )
    return _read(unit, row)


_SELECT = "SELECT web_links.id, kind, person_id, subject_id, web_links.created_at, web_links.expires_at FROM web_links"


def _read(unit: Unit, row: object) -> WebLink | None:
    found = WebLink(**dict(row)) if row is not None else None  # type: ignore[call-overload]
    return None if found is None or (found.expires_at and found.expires_at <= unit.now) else found


async def forget_expired(unit: Unit) -> bool:
    """Remove links whose time is over; return whether there may be more."""
    return bool(
        await unit.run(
            "DELETE FROM web_links WHERE id IN (SELECT id FROM web_links WHERE expires_at <= ? LIMIT 500)", (unit.now,)
        )
    )


async def forget_tokens(unit: Unit) -> None:
    """A message that carried a link has left: the token in its record goes."""
    await unit.run(
        "UPDATE outbox SET context = '{}', keyboard = '[]' WHERE id IN (SELECT id FROM outbox"
        " WHERE subject_kind = ? AND context <> '{}' AND state <> 'waiting' LIMIT 200)",
        (SUBJECT,),
    )


# Public pages.


async def publish(unit: Unit, work_day: int) -> str:
    """Return the public id of a work day, made the first time."""
    await unit.run(
        "INSERT INTO public_pages (work_day_id, public_id, made_at) VALUES (?, ?, ?) ON CONFLICT (work_day_id)"
        " DO NOTHING",
        (work_day, secrets.token_urlsafe(PUBLIC_BYTES), unit.now),
    )
    found: str = await unit.value("SELECT public_id FROM public_pages WHERE work_day_id = ?", (work_day,))
    return found


async def published(unit: Unit, public_id: str) -> WorkDayId | None:
    """Return the work day of a public id, or None."""
    if not _WRITTEN.fullmatch(public_id):
        return None
    found: WorkDayId | None = await unit.value("SELECT work_day_id FROM public_pages WHERE public_id = ?", (public_id,))
    return found
