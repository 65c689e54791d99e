"""Which session a message is about, for its template."""

from __future__ import annotations

from typing import Any

from storage.sessions import Session


def which(session: Session) -> dict[str, Any]:
    """Return what `sessions/_which.j2` says of a session: works, commune, hours."""
    return {
        "works": list(session.works),
        "commune": session.commune,
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
    }
