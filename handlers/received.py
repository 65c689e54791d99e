"""Files people send: taken when their type and size allow, else explained."""

from __future__ import annotations

from handlers.context import Context, message, notify
from handlers.forms.form import Given, Trouble
from storage import choices as chosen
from storage import files, gate, houses, work_days
from storage.ids import FileId
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
    name = "photo.jpg" if given.photo else (sent.file_name or "document")[:100]
    return await files.want(ctx.unit, ctx.me.id, name, media_type, size, sent.file_id, ctx.bot.id)


async def lost(unit: Unit, file: FileId) -> None:
    """A file cannot be kept after all: whoever sent it is told, and a paper that rested on it no longer counts."""
    await files.given_up(unit, file)
    found = await files.get(unit, file)
    if found is not None and found.owner_id is not None:
        await notify(unit, found.owner_id, message("files/not_kept", file=found.name), key=f"file_lost:{file}")
    household = await houses.household_of_paper(unit, file)
    if household is not None:
        choices = await chosen.load(unit)
        for day in await work_days.of_households(unit, [household]):
            await gate.refresh_work_day(unit, day.id, choices)
