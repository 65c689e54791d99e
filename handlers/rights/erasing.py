"""Erasing somebody, whoever asked: what they hold is given back, all of it goes, and they are told what stays."""

from __future__ import annotations

from handlers.buttons import button
from handlers.commands import NUMBERS
from handlers.context import message, notify
from handlers.people import leaving
from storage import appointments, choices, departures, diagnostics, erasing, gate, messages, outbox, sessions, work_days
from storage.choices import Choices
from storage.diagnostics import DiagnosticState
from storage.erasing import Gone
from storage.erasure_journal import Entry
from storage.ids import HouseholdId, PersonId, Subject
from storage.outbox import Message, Priority
from storage.quiet import notice_time
from storage.sessions import Session, SessionState
from storage.store import Unit
from storage.work_days import WorkDayState


async def erase(unit: Unit, person: PersonId, by: PersonId | None) -> bool:
    """Erase a person at once (`by`: they themselves, or who does it for them); False when they were erased before.

    Their own chat is emptied of our messages as far as Telegram allows, and gets one last: what stays and why.
    """
    chosen = await choices.load(unit)
    await _let_go(unit, chosen, person, by)
    gone = await erasing.erase(unit, person, by)
    if gone is None:
        return False
    await messages.touch(unit, Subject("person", person))
    if gone.telegram_id is not None:
        await _empty_chat(unit, chosen, gone, gone.telegram_id)
    return True


async def erase_again(unit: Unit, entry: Entry) -> bool:
    """Erase anew whom a restored database brought back; nothing is said in their chat, they know."""
    if not await erasing.is_due(unit, entry.person_id, entry.at):
        return False
    person = PersonId(entry.person_id)
    await _let_go(unit, await choices.load(unit), person, None)
    return await erasing.erase(unit, person, None) is not None


async def leave(unit: Unit, person: PersonId, by: PersonId | None) -> bool:
    """End somebody's part in the cooperative and let their account sleep; False when they had left before."""
    chosen = await choices.load(unit)
    await _let_go(unit, chosen, person, by)
    return await departures.leave(unit, person, by)


async def _let_go(unit: Unit, chosen: Choices, person: PersonId, by: PersonId | None) -> None:
    """Give back what they hold, and end what only they would go on with."""
    for household in await erasing.alone_in(unit, person):
        await _end_household(unit, chosen, household, by or person)
    for other in [*await erasing.answered_for(unit, person), person]:
        await leaving.let_go(unit, chosen, other)


async def _end_household(unit: Unit, chosen: Choices, household: HouseholdId, by: PersonId) -> None:
    for day in await work_days.of_households(unit, [household], limit=200):
        for session in await sessions.sessions_of(unit, day.id):
            if session.is_open and session.ends_at > unit.now:
                await _end_session(unit, chosen, session, by)
        if all(one.state is SessionState.CANCELLED for one in await sessions.sessions_of(unit, day.id)):
            await work_days.move_to(unit, day.id, WorkDayState.CANCELLED, by)
    for file in await diagnostics.of_household(unit, household):
        await appointments.end(unit, file.id, DiagnosticState.CANCELLED, by)
        if file.coach_id is not None:
            await notify(unit, file.coach_id, message("rights/diagnostic_gone"), key=f"gone:diagnostic:{file.id}")


async def _end_session(unit: Unit, chosen: Choices, session: Session, by: PersonId) -> None:
    people = await gate.concerned(unit, session.id)
    if not await sessions.move_to(unit, session.id, SessionState.CANCELLED, by):
        return
    subject = Subject("session", session.id)
    await outbox.drop_subject(unit, subject)
    await messages.touch(unit, subject)
    told = message(
        "rights/session_gone", [[button("sessions.other_days", "mncmd", NUMBERS["agenda"])]],
        works=list(session.works), commune=session.commune, start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
    )  # fmt: skip
    for person in people:
        when = notice_time(chosen, unit.now, session.starts_at, session.starts_at)
        await notify(unit, person, told, key=f"gone:session:{session.id}:{person}", not_before=when)


async def _empty_chat(unit: Unit, chosen: Choices, gone: Gone, chat: int) -> None:
    """Delete our messages of the last two days there, and say goodbye; then the chat is forgotten (`exclusions`)."""
    for copy in gone.copies:
        await outbox.put(unit, Message(name=""), kind="erase", chat=chat, target=copy, priority=Priority.NOTICE)
    told = message("rights/erased", kept=gone.kept, years=chosen.register_years, cooperative=chosen.cooperative_name)
    await outbox.put(unit, told.model_copy(update={"language": gone.language}), chat=chat, priority=Priority.NOTICE)
