"""What someone may no longer read is emptied in their chat: who withdraws, hands a session back, or is excluded."""

from __future__ import annotations

from handlers.meals.kitchen import KITCHEN
from handlers.sessions.addresses import ADDRESS, may_see_address
from handlers.sessions.emergency import SHEET
from handlers.sessions.telling import ANSWERS
from storage import messages, outbox, people, sessions
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.messages import Sent
from storage.outbox import IN_PLACE, Message
from storage.store import Unit

NUMBERS = "numbers/sheet"
CALL, CALLING = "incident/call", "incident_call"
"""The view of whom to call, and the kind of matter of its screens, on which words are not taken; its id is a session's.
"""
PRIVATE = (ADDRESS, NUMBERS, SHEET, ANSWERS, KITCHEN, CALL)
"""The messages in which addresses and numbers stand, and what people eat."""


async def take_back(unit: Unit, person: PersonId, session: int) -> None:
    """Someone left a session: its address and numbers go from their chat, unless they still may read them."""
    found = await sessions.get_session(unit, session)
    if await may_see_address(unit, await people.get(unit, person), found):
        return
    for kind in ("session", CALLING):
        for sent in await messages.standing(unit, person, PRIVATE, Subject(kind, session)):
            await _empty(unit, sent, person)


async def take_all_back(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves for good: all of it goes."""
    for sent in await messages.standing(unit, person, PRIVATE):
        await _empty(unit, sent, person)


async def _empty(unit: Unit, sent: Sent, person: PersonId) -> None:
    """The row names nobody: it leaves even when the queue of who was excluded is dropped."""
    language = (await people.get(unit, person)).language
    emptied = Message(name="numbers/emptied", context={IN_PLACE: True}, language=language)
    await outbox.put(
        unit, emptied, kind="edit", chat=sent.chat_id, target=sent.message_id, priority=outbox.Priority.NOTICE,
        subject=sent.subject,
    )  # fmt: skip


LEAVING = take_all_back
