"""Files people send: noted at once, fetched into the data folder afterwards, with their type and size checked."""

from __future__ import annotations

from typing import Literal

from storage.ids import FileId, PersonId
from storage.records import Frozen
from storage.store import Unit

MAX_BYTES = 20 * 1024 * 1024  # what a bot may download from Telegram
LIST = "text/csv"  # a list of people: read at once, never kept
ALLOWED = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic", "application/pdf": ".pdf",
}  # fmt: skip


PHOTO = "photo.jpg"
"""The name of every photo, and of no document: Telegram gives a photo again only as a photo."""


class File(Frozen):
    """A file: its bytes are below the data folder once `state` is `kept`."""

    id: FileId
    owner_id: PersonId | None
    path: str | None
    name: str
    media_type: str
    size: int
    telegram_file_id: str | None
    bot_id: int | None
    state: Literal["wanted", "kept", "failed"]
    attempts: int


def refused(media_type: str, size: int) -> Literal["type", "size"] | None:
    """Say why a file is not taken, or None when it is."""
    if media_type not in ALLOWED:
        return "type"
    return "size" if size > MAX_BYTES else None


def recognised(content: bytes) -> str | None:
    """Return the media type that the first bytes of a file show, among those taken; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    return next((media_type for mark, media_type in _MARKS.items() if content.startswith(mark)), None)


_MARKS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


async def want(
    unit: Unit, owner: PersonId, name: str, media_type: str, size: int, telegram_file_id: str, bot_id: int
) -> FileId:
    """Note a file to fetch from Telegram; `refused` was asked before."""
    return FileId(
        await unit.insert(
            "INSERT INTO files (owner_id, name, media_type, size, telegram_file_id, bot_id, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (owner, name, media_type, size, telegram_file_id, bot_id, unit.now),
        )
    )


async def get(unit: Unit, file: int) -> File | None:
    """Return a file's record."""
    row = await unit.one("SELECT * FROM files WHERE id = ?", (file,))
    return File(**dict(row)) if row else None


async def wanted(unit: Unit, limit: int = 20) -> list[File]:
    """Return files still to be fetched."""
    rows = await unit.all("SELECT * FROM files WHERE state = 'wanted' ORDER BY attempts, id LIMIT ?", (limit,))
    return [File(**dict(row)) for row in rows]


async def kept(unit: Unit, file: FileId, path: str, size: int, media_type: str) -> None:
    """The bytes are in the data folder at `path` (relative to it); `media_type` is what they are."""
    await unit.run(
        "UPDATE files SET state = 'kept', path = ?, size = ?, media_type = ? WHERE id = ?",
        (path, size, media_type, file),
    )


async def not_fetched(unit: Unit, file: FileId) -> None:
    """A fetch failed; it is tried again."""
    await unit.run("UPDATE files SET attempts = attempts + 1 WHERE id = ?", (file,))


async def given_up(unit: Unit, file: FileId) -> None:
    """A file will not be fetched: it is none that is taken, or Telegram does not give it."""
    await unit.run("UPDATE files SET state = 'failed' WHERE id = ?", (file,))


async def cache_telegram_id(unit: Unit, file: int, bot_id: int, telegram_file_id: str) -> None:
    """Remember under which id this bot's token can send the file again without uploading it."""
    await unit.run("UPDATE files SET telegram_file_id = ?, bot_id = ? WHERE id = ?", (telegram_file_id, bot_id, file))
