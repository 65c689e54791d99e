"""From a row of the outbox, or a card that is behind, to what is really sent: asked of its view when it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.routes import Table
from handlers.routing import REDRAWN, Made, Sheet, Viewer
from locales import texts
from storage import choices, files, messages, outbox, people
from storage.ids import PersonId
from storage.outbox import Message, Row
from storage.store import Unit


@dataclass(frozen=True)
class Outgoing:
    """What leaves: its rendered text comes later, in `text`, outside the database's thread."""

    row: Row
    message: Message
    language: str
    file: files.File | None = None
    made: Made | Sheet | None = None

    def text(self) -> str:
        """Render the text as Telegram HTML; an empty name has no text."""
        return texts.render(self.language, self.message.name, self.message.context) if self.message.name else ""

    def plain(self) -> str:
        """Render the text without markup."""
        return texts.plain(self.language, self.message.name, self.message.context) if self.message.name else ""

    def label(self, key: str, context: dict[str, Any]) -> str:
        """Render a button's label; a ticked choice shows it."""
        text = texts.label(self.language, key, context)
        return f"✓ {text}" if context.get("ticked") else text


@dataclass(frozen=True)
class Dropped:
    """A row that no longer holds, and why."""

    row_id: int
    why: str


@dataclass(frozen=True)
class BehindCard:
    """A live card to redraw; message None: the matter is gone, the card stays as it is."""

    card: messages.Card
    message: Message | None
    language: str


async def row(unit: Unit, table: Table, row_id: int) -> Outgoing | Dropped | None:
    """Prepare a waiting row; None when it no longer waits."""
    found = await outbox.take(unit, row_id)
    if found is None or isinstance(found, str):
        return Dropped(row_id, found) if found else None
    viewer = await _viewer(unit, found.person_id, found.chat_id)
    if found.person_id is not None and viewer.person is None:
        return Dropped(row_id, "person gone")
    return await _filled(unit, table, found, viewer)


async def _filled(unit: Unit, table: Table, found: Row, viewer: Viewer) -> Outgoing | Dropped:
    message: Message | None = found.message
    view = table.views.get(found.message.name)
    if view is not None:
        message = await view(unit, viewer, found.message.context)
        if message is None:
            return Dropped(found.id, "no longer holds")
    assert message is not None
    if message.keyboard == () and found.message.keyboard:
        message = message.model_copy(update={"keyboard": found.message.keyboard})
    attached = message.attachment or found.message.attachment
    kept, made = None, None
    if attached is not None and attached.file_id is not None:
        kept = await files.get(unit, attached.file_id)
    if attached is not None and attached.make is not None:
        made = await table.makers[attached.make](unit, viewer, attached.context)
        if made is None:
            return Dropped(found.id, "no longer holds")
    message = message.model_copy(update={"attachment": attached, "protect": message.protect or found.message.protect})
    return Outgoing(found, message, await _language(unit, viewer, found.message.language), kept, made)


async def card(unit: Unit, table: Table, behind: messages.Card) -> BehindCard:
    """Draw a card that is behind, as it is now."""
    viewer = await _viewer(unit, behind.person_id, behind.chat_id or 0)
    message = await table.views[behind.name](unit, viewer, {**behind.context, REDRAWN: True})
    return BehindCard(behind, message, await _language(unit, viewer))


async def _viewer(unit: Unit, person_id: PersonId | None, chat_id: int) -> Viewer:
    if person_id is None:
        return Viewer(None, chat_id, private=False)
    try:
        person = await people.get(unit, person_id)
    except LookupError:
        return Viewer(None, chat_id, private=True)
    return Viewer(person, chat_id, private=True)


async def _language(unit: Unit, viewer: Viewer, of_stranger: str | None = None) -> str:
    """The language of whoever reads: a person's own, a stranger's, else that of groups."""
    if viewer.person is not None:
        return viewer.person.language
    return of_stranger or (await choices.load(unit)).group_language
