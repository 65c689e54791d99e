"""What a household writes about its diagnostic appointment: another moment is understood, the rest is passed on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.buttons import button
from handlers.context import Context, message
from handlers.diagnostics.diagnostic_form import read_visit
from handlers.diagnostics.visit_changes import Moment, ask_for
from handlers.forms.form import Trouble
from handlers.routing import Press, Reply, Route
from handlers.threads.passing_on import about, ask_back
from storage import appointments
from storage.appointments import AppointmentState
from storage.ids import Subject
from storage.outbox import Button
from storage.permissions import Action, Verdict, check

_FAR = timedelta(days=730)
_PASS_ON = {"diagnostic": "thfile", "appointment": "thvisit"}


async def about_file(ctx: Context, subject: Subject) -> bool:
    """A text that answers a message about a file."""
    return await _another_moment(ctx, subject.id, subject) or await about(ctx, subject)


async def about_visit(ctx: Context, subject: Subject) -> bool:
    """A text that answers a proposal, a reminder or a confirmation of a visit."""
    found = await appointments.get(ctx.unit, subject.id)
    return await _another_moment(ctx, found.diagnostic_id, subject) or await about(ctx, subject)


async def _another_moment(ctx: Context, diagnostic: int, subject: Subject) -> bool:
    """«Plutôt le lundi 7 à 18 h»: the household's wish, once they pressed the button."""
    wished = await _wished(ctx, diagnostic)
    if wished is None:
        return False
    standing = await appointments.of_diagnostic(
        ctx.unit, diagnostic, AppointmentState.PROPOSED, AppointmentState.APPROVED
    )
    same = next((one for one in standing if one.starts_at == wished.start), None)
    if same is not None and same.state is AppointmentState.APPROVED:
        return False
    first = (
        button("diagnostics.accept", "dxaccept", same.id)
        if same is not None
        else button("diagnostics.wish", "dxwish", diagnostic, _minutes(wished.start), _minutes(wished.end))
    )
    keyboard: list[list[Button]] = [[first], [button("replies.pass_on", _PASS_ON[subject.kind], subject.id)]]
    understood = message("diagnostics/other_understood", keyboard, start=wished.start.isoformat(), same=bool(same))
    await ask_back(ctx, understood, subject)
    return True


async def _wished(ctx: Context, diagnostic: int) -> Moment | None:
    """The moment to come that a text of the household names, where the file is still open."""
    subject = Subject("diagnostic", diagnostic)
    if not ctx.text or await check(ctx.unit, ctx.person, Action.CHANGE_DIAGNOSTIC, subject) is not Verdict.ALLOWED:
        return None
    if not await appointments.may_ask_another(ctx.unit, diagnostic):
        return None
    read = read_visit(ctx, ctx.text, lambda visit: {"start": visit[0], "end": visit[1]})
    if isinstance(read, Trouble) or read["start"] <= ctx.now:
        return None
    return Moment.model_validate(read)


def _minutes(moment: datetime) -> int:
    """A moment as a button carries it: whole minutes since 1970."""
    return int(moment.timestamp()) // 60


async def wish(ctx: Context, diagnostic: int, start: int, end: int) -> None:
    """«Proposer ce moment»."""
    now = _minutes(ctx.now)
    if not now < start < end <= start + 24 * 60 or start > _minutes(ctx.now + _FAR):
        await ctx.toast("dates/past" if start <= now else "refused/old_button")
        return
    begins, ends = (datetime.fromtimestamp(60 * minutes, UTC) for minutes in (start, end))
    asked = await appointments.of_diagnostic(ctx.unit, diagnostic, AppointmentState.ASKED)
    if any(one.starts_at == begins for one in asked):
        await ctx.show("diagnostics/other_sent", start=begins.isoformat(), subject=Subject("diagnostic", diagnostic))
        return
    await ask_for(ctx, diagnostic, begins, ends)


ROUTES: tuple[Route, ...] = (
    Reply("diagnostic", about_file, Action.SEE_DIAGNOSTIC),
    Reply("appointment", about_visit, Action.SEE_DIAGNOSTIC),
    Press("dxwish", wish, Action.CHANGE_DIAGNOSTIC, subject="diagnostic"),
)
