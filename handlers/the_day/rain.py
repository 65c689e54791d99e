"""The rainy morning: a session that is near is cancelled in two taps, with a reason, and everyone knows at once."""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Press, Route
from handlers.work_days.cancelling import REASONS, cancel_sessions, show_cancelled
from storage import gate, sessions
from storage.ids import Subject
from storage.outbox import Button
from storage.permissions import Action, Verdict, check
from storage.quiet import is_urgent
from storage.sessions import Session


async def ask(ctx: Context, session: int, whole: int = 0) -> None:
    """The first tap: the reasons, one tap each; `whole`: the other sessions of that day, too."""
    day = await _that_day(ctx, session)
    found = day if whole else day[:1]
    if not found:
        await ctx.toast("work_days/over_already", alert=True)
        return
    people = {one for each in found for one in await gate.concerned(ctx.unit, each.id)} - {ctx.me.id}
    await ctx.show(
        "the_day/ask_why",
        await _keyboard(ctx, session, len(day) > 1, bool(whole)),
        sessions=[{"start": one.starts_at.isoformat(), "end": one.ends_at.isoformat()} for one in found],
        people=len(people),
    )


async def _keyboard(ctx: Context, session: int, several: bool, whole: bool) -> list[list[Button]]:
    keyboard = [
        [button(f"work_days.why_{reason}", "dycancel", session, int(whole), code)]
        for code, reason in enumerate(REASONS)
    ]
    if await check(ctx.unit, ctx.me, Action.CHANGE_WORK_DAY, Subject("session", session)) is Verdict.ALLOWED:
        keyboard.append([button("the_day.other_reason", "wdcancel", session)])
    if several:
        keyboard.append([button("the_day.whole_day", "dyask", session, int(not whole), ticked=whole)])
    return [*keyboard, [button("work_days.keep", "wdsession", session)]]


async def _that_day(ctx: Context, session: int) -> list[Session]:
    """The session, then the others of its day this person may cancel; nothing where it is over or not near."""
    first = await sessions.get_session(ctx.unit, session)
    if not first.is_open or first.ends_at <= ctx.now or not is_urgent(ctx.now, first.starts_at):
        return []
    others = [one for one in await sessions.same_day(ctx.unit, session) if one.id != session]
    may = [
        one for one in others if await check(ctx.unit, ctx.me, Action.CANCEL_ON_THE_DAY, _of(one)) is Verdict.ALLOWED
    ]
    return [first, *may]


def _of(session: Session) -> Subject:
    return Subject("session", session.id)


async def cancel(ctx: Context, session: int, whole: int, code: int) -> None:
    """The second tap: a reason; it is done."""
    if not 0 <= code < len(REASONS):
        await ctx.toast("refused/old_button")
        return
    day = await _that_day(ctx, session)
    if not day:
        await ctx.toast("work_days/over_already", alert=True)
        return
    await show_cancelled(ctx, await cancel_sessions(ctx, day if whole else day[:1], f"={REASONS[code]}"))


ROUTES: tuple[Route, ...] = (
    Press("dyask", ask, Action.CANCEL_ON_THE_DAY, subject="session"),
    Press("dycancel", cancel, Action.CANCEL_ON_THE_DAY, subject="session"),
)
