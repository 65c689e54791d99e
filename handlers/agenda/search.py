"""«je suis dispo samedi après-midi vers Limours»: what fits is listed with its buttons, else what is nearest."""

from __future__ import annotations

from handlers.agenda.agenda import LINES, number, session_lines
from handlers.agenda.nearness import around
from handlers.buttons import button
from handlers.context import Context
from handlers.forms.asked_back import facts, plain
from handlers.routing import Plain, Route
from locales.fr.search import Search, read_search
from storage import agenda
from storage.agenda import Wanted
from storage.clock import PARIS
from storage.permissions import Action, Verdict, check
from storage.sessions import Session

NEAREST = 3
"""How many of each kind of nearest others are shown when nothing fits."""


async def typed(ctx: Context) -> bool:
    """A sentence of its own in which somebody offers their help, or asks what there is."""
    if not ctx.text or await check(ctx.unit, ctx.person, Action.USE) is not Verdict.ALLOWED:
        return False
    looked_for = read_search(ctx.text, ctx.now.astimezone(PARIS))
    if looked_for is None:
        return False
    await _show(ctx, looked_for)
    return True


async def _show(ctx: Context, looked_for: Search) -> None:
    wanted = _wanted(looked_for)
    found = await agenda.coming(ctx.unit, wanted, ctx.choices, offset=0, limit=LINES)
    listed = found.sessions or await _nearest(ctx, wanted)
    numbers = [number(session, at) for at, session in enumerate(listed, 1)]
    await ctx.say(
        "agenda/found",
        [numbers, [button("agenda.all", "agenda", 0, 0)]],
        days=plain(looked_for.slots),
        today=ctx.now.astimezone(PARIS).date().isoformat(),
        communes=[one.insee for one in looked_for.communes],
        works=list(looked_for.works),
        problem=facts(looked_for.doubt),
        lines=await session_lines(ctx, listed),
        fits=bool(found.sessions),
        more=found.total - len(found.sessions),
    )


def _wanted(looked_for: Search) -> Wanted:
    stretches = tuple((begin.replace(tzinfo=PARIS), end.replace(tzinfo=PARIS)) for begin, end in looked_for.stretches)
    near = {insee for one in looked_for.communes for insee in around(one.insee)}
    return Wanted(
        stretches=stretches or None,
        communes=tuple(sorted(near)) or None,
        works=looked_for.works or None,
    )


async def _nearest(ctx: Context, wanted: Wanted) -> tuple[Session, ...]:
    """What comes nearest: at that time elsewhere, there at other times, that work anywhere; else what comes first."""
    wider = [
        Wanted(stretches=wanted.stretches, communes=wanted.communes),
        Wanted(stretches=wanted.stretches),
        Wanted(communes=wanted.communes),
        Wanted(works=wanted.works),
    ]
    found: dict[int, Session] = {}
    for one in [one for one in wider if one not in (wanted, Wanted())] or [Wanted()]:
        page = await agenda.coming(ctx.unit, one, ctx.choices, offset=0, limit=NEAREST)
        found |= {session.id: session for session in page.sessions}
    if not found:
        page = await agenda.coming(ctx.unit, Wanted(), ctx.choices, offset=0, limit=NEAREST)
        found = {session.id: session for session in page.sessions}
    kept = list(found.values())[:LINES]
    return tuple(sorted(kept, key=lambda session: (session.starts_at, session.id)))


ROUTES: tuple[Route, ...] = (Plain(typed, order=50),)
