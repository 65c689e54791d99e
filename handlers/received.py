"""Files people send: taken when their type and size allow, else explained."""

from __future__ import annotations

from typing import Literal

from handlers.context import Context, message, notify
from handlers.forms.form import Given, Trouble
from storage import choices as chosen
from storage import files, gate, houses
from storage.ids import FileId
from storage.outbox import Attachment
from storage.store import Unit


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
    named = (sent.file_name or "document")[:100] if given.document else ""
    name = files.PHOTO if given.photo else named.replace(files.PHOTO, "document.jpg")
    return await files.want(ctx.unit, ctx.me.id, name, media_type, size, sent.file_id, ctx.bot.id)


async def attached(unit: Unit, file: int) -> Attachment:
    """Return a file as it goes with a message: a photo as a photo, everything else as a document."""
    found = await files.get(unit, file)
    kind: Literal["photo", "document"] = "photo" if found is not None and found.name == files.PHOTO else "document"
    return Attachment(kind=kind, file_id=file)


async def lost(unit: Unit, file: FileId) -> None:
    """A file cannot be kept after all: whoever sent it is told, and a paper that rested on it no longer counts."""
    await files.given_up(unit, file)
    found = await files.get(unit, file)
    if found is not None and found.owner_id is not None:
        await notify(unit, found.owner_id, message("files/not_kept", file=found.name), key=f"file_lost:{file}")
    household = await houses.household_of_paper(unit, file)
    if household is not None:
        await gate.refresh_household(unit, household, await chosen.load(unit))
