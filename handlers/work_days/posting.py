"""A work day has just been posted: its card goes to the groups, supervisors are asked, those it concerns are told."""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.sessions.session_card import PUBLIC_CARD
from handlers.sessions.supervisor_search import ask_round
from storage import gate, groups, households, outbox, sessions
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Priority
from storage.quiet import after_quiet
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import WorkDay


async def posted(ctx: Context, work_day: WorkDay) -> None:
    """Announce a new work day, and show its author what comes next."""
    found = await sessions.sessions_of(ctx.unit, work_day.id)
    await announce(ctx.unit, work_day, ctx.choices)
    await ask_round(ctx.unit, work_day.id, ctx.choices, everyone=False)
    await gate.refresh_work_day(ctx.unit, work_day.id, ctx.choices)
    await _tell_house(ctx, work_day, found)
    lacks = await gate.missing(ctx.unit, found[0], ctx.choices)
    await ctx.show(
        "work_days/posted",
        [[button("work_days.manage", "wdopen", work_day.id)], [button("work_days.share", "wdshare", work_day.id)]],
        subject=Subject("work_day", work_day.id),
        sessions=len(found),
        missing=bool(lacks),
    )


async def announce(unit: Unit, work_day: WorkDay, choices: Choices) -> None:
    """Send the card to every approved group, once, outside the quiet hours."""
    for chat in await groups.approved(unit):
        await outbox.put(
            unit, message(PUBLIC_CARD, work_day=work_day.id), chat=chat, priority=Priority.NOTICE, is_card=True,
            subject=Subject("work_day", work_day.id), key=f"posted:{work_day.id}:{chat}",
            not_before=after_quiet(choices, unit.now),
        )  # fmt: skip


async def _tell_house(ctx: Context, work_day: WorkDay, found: list[Session]) -> None:
    """The other members of the household, and the coach, learn of it."""
    members = [person.id for person in await households.members(ctx.unit, work_day.household_id)]
    coach = await households.reader(ctx.unit, work_day.household_id)
    people: list[PersonId] = [*members, *([coach] if coach else [])]
    for person in dict.fromkeys(people):
        if person != ctx.me.id:
            await notify(
                ctx.unit, person,
                message(
                    "work_days/posted_by", [[button("work_days.manage", "wdopen", work_day.id)]],
                    by=ctx.me.name, mine=person in members, household=work_day.household_name,
                    works=list(work_day.works), start=found[0].starts_at.isoformat(), sessions=len(found),
                ),
                subject=Subject("work_day", work_day.id), not_before=after_quiet(ctx.choices, ctx.now),
            )  # fmt: skip
