"""Files sent by anyone: their bytes, and the identifiers a bot knows them by."""

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.local_telegram.accounts import Json

FOLDERS = {"photo": "photos", "voice": "voice", "document": "documents", "sticker": "stickers", "audio": "music"}
ENDINGS = {"photo": ".jpg", "voice": ".oga", "sticker": ".webp", "video": ".mp4", "video_note": ".mp4"}


@dataclass(slots=True)
class StoredFile:
    """A file. ``kind`` is the medium it was sent as; sizes in pixels, durations in seconds, 0 when unknown."""

    unique_id: str
    kind: str
    size: int
    name: str = ""
    mime_type: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0
    number: int = 0

    @property
    def path(self) -> str:
        """Where getFile says it is."""
        ending = Path(self.name).suffix or ENDINGS.get(self.kind, "")
        return f"{FOLDERS.get(self.kind, self.kind + 's')}/file_{self.number}{ending}"

    def dump(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


class FileStore:
    """The bytes, in memory or in a folder, and what is known about each."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / "files" if folder else None
        self._bytes: dict[str, bytes] = {}
        self.known: dict[str, StoredFile] = {}
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)

    def add(self, content: bytes, kind: str, **facts: Any) -> StoredFile:
        """Keep the bytes; the same ones sent again as the same kind are the same file."""
        digest = hashlib.sha256(kind.encode() + b"\0" + content).digest()
        unique_id = "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode()
        known = self.known.get(unique_id)
        if known is not None and known.name == facts.get("name", ""):
            return known
        if known is not None:
            unique_id = "AQAD" + secrets.token_urlsafe(9)
        number = len(self.known)
        stored = StoredFile(unique_id, kind, len(content), number=number, **facts)
        self.known[unique_id] = stored
        if self._folder is None:
            self._bytes[unique_id] = content
        else:
            (self._folder / unique_id).write_bytes(content)
        return stored

    def read(self, unique_id: str) -> bytes:
        """The bytes; KeyError when there is no such file."""
        stored = self.known[unique_id]
        if self._folder is None:
            return self._bytes[stored.unique_id]
        try:
            return (self._folder / stored.unique_id).read_bytes()
        except FileNotFoundError as gone:
            raise KeyError(unique_id) from gone

    def by_path(self, path: str) -> StoredFile | None:
        return next((stored for stored in self.known.values() if stored.path == path), None)


def file_id(bot: int, unique_id: str, variant: str = "") -> str:
    """The identifier by which one bot knows a file: another bot's does not work."""
    inner = f"{bot}:{unique_id}:{variant}".encode()
    check = hashlib.sha256(inner).digest()[:3]
    return "BAAC" + base64.urlsafe_b64encode(check + inner).decode().rstrip("=")


def read_file_id(text: str) -> tuple[int, str] | None:
    """(bot, unique id) of an identifier made by ``file_id``, or None when it is not one."""
    if not text.startswith("BAAC"):
        return None
    try:
        raw = base64.urlsafe_b64decode(text[4:] + "=" * (-len(text[4:]) % 4))
        bot, unique_id, _variant = raw[3:].decode().split(":")
    except ValueError:
        return None
    if hashlib.sha256(raw[3:]).digest()[:3] != raw[:3]:
        return None
    return int(bot), unique_id


def picture_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG, JPEG, GIF, BMP or WebP, from its header; None when it is none of these."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content[:2] == b"BM" and len(content) >= 26:
        width, height = struct.unpack("<ii", content[18:26])
        return width, abs(height)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return _webp_size(content)
    return _jpeg_size(content) if content[:2] == b"\xff\xd8" else None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
