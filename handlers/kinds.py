"""What a message carries besides words, by the names Telegram gives the kinds."""

from __future__ import annotations

from telegram import Message

KINDS = (
    "voice", "audio", "video_note", "video", "animation", "photo", "sticker", "document", "location", "contact", "poll",
    "dice",
)  # fmt: skip
"""An animation comes as a document too: it is looked for first."""


def kind_of(sent: Message | None) -> str:
    """Return the kind of a message: «text» when it is words alone, «other» for what nobody knows."""
    if sent is None:
        return "text"
    found = next((kind for kind in KINDS if getattr(sent, kind, None)), None)
    return found or ("text" if sent.text else "other")
