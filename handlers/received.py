"""Files people send: taken when their type and size allow, else explained."""

from __future__ import annotations

from handlers.context import Context
from handlers.forms import Given, Trouble
from storage import files


async def keep_file(ctx: Context, given: Given) -> int | Trouble:
    """Note a photo or document to be fetched; return its id, or say why it is not taken."""
    sent = given.photo or given.document
    if sent is None:
        return Trouble("files/none")
    media_type = "image/jpeg" if given.photo else (sent.mime_type or "")
    size = sent.file_size or 0
    refused = files.refused(media_type, size)
    if refused is not None:
        return Trouble(f"files/refused_{refused}")
    name = "photo.jpg" if given.photo else (sent.file_name or "document")[:100]
    return await files.want(ctx.unit, ctx.me.id, name, media_type, size, sent.file_id, ctx.bot.id)
