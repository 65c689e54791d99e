"""Files as messages carry them: photo sizes, documents, voice notes and the rest."""

import mimetypes

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.files import StoredFile, file_id, picture_size
from bot.local_telegram.state import State

THUMBNAIL = 320
WITH_NAME = frozenset(("document", "audio", "video", "animation"))
USUAL_TYPES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "animation": "video/mp4",
    "video_note": "video/mp4",
    "sticker": "image/webp",
}


def keep(state: State, kind: str, content: bytes, name: str = "", mime_type: str = "", duration: int = 0) -> StoredFile:
    """Store a file sent as ``kind``. Raises ApiError when Telegram would not take it."""
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > (limits.PHOTO_BYTES if kind == "photo" else limits.UPLOAD_BYTES):
        raise bad_request(f"file is too big for a {kind}")
    return store(state, kind, content, name, mime_type, duration)


def store(
    state: State, kind: str, content: bytes, name: str = "", mime_type: str = "", duration: int = 0
) -> StoredFile:
    """Store a file whatever its size: a person may send more than a bot."""
    size = picture_size(content) if kind in ("photo", "sticker") else None
    if kind == "photo" and size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size or (0, 0)
    if kind == "photo" and (width + height > 10_000 or max(width, height) > 20 * max(min(width, height), 1)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    mime = mime_type if mime_type and kind not in USUAL_TYPES else ""
    mime = mime or USUAL_TYPES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = state.files.add(content, kind, name=name, mime_type=mime, width=width, height=height, duration=duration)
    state.save_file(stored)
    return stored


def described(stored: StoredFile, bot: int) -> Json | list[Json]:
    """What the Message carries under the name of its kind."""
    if stored.kind == "photo":
        return _photo_sizes(stored, bot)
    base: Json = {
        "file_id": file_id(bot, stored.unique_id),
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
    }
    if stored.kind in ("document", "voice", "audio", "video", "animation"):
        base["mime_type"] = stored.mime_type
    if stored.kind in WITH_NAME and stored.name:
        base["file_name"] = stored.name
    if stored.kind in ("voice", "audio", "video", "animation", "video_note"):
        base["duration"] = stored.duration
    if stored.kind in ("video", "animation", "sticker"):
        base |= {"width": stored.width or 512, "height": stored.height or 512}
    if stored.kind == "video_note":
        base["length"] = 240
    if stored.kind == "sticker":
        base |= {"type": "regular", "is_animated": False, "is_video": False}
    return base


def _photo_sizes(stored: StoredFile, bot: int) -> list[Json]:
    sizes = [(stored.width, stored.height)]
    if max(stored.width, stored.height) > THUMBNAIL:
        scale = THUMBNAIL / max(stored.width, stored.height)
        sizes.insert(0, (max(1, round(stored.width * scale)), max(1, round(stored.height * scale))))
    return [
        {
            "file_id": file_id(bot, stored.unique_id, str(width)),
            "file_unique_id": stored.unique_id if width == stored.width else f"{stored.unique_id}s",
            "file_size": stored.size if width == stored.width else min(stored.size, 20_000),
            "width": width,
            "height": height,
        }
        for width, height in sizes
    ]


def carried(payload: Json) -> tuple[str, Json] | None:
    """(kind, file object) of the file a message carries; the largest size of a photo."""
    for kind in ("photo", "animation", "document", "voice", "audio", "video_note", "video", "sticker"):
        if kind in payload:
            return kind, payload[kind][-1] if kind == "photo" else payload[kind]
    return None
