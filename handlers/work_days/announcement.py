"""A work day in one French sentence: typed by someone who may post, or forwarded, it opens the form prefilled."""

from __future__ import annotations

from typing import Any

from handlers.context import Context
from handlers.forms.form import Answers
from handlers.forms.plan_steps import MAX_LINE, MAX_SEATS, MAX_TEXT, works_trouble
from handlers.forms.when_steps import slot_values
from handlers.routing import Event, Plain, Route
from handlers.work_days.work_day_form import LATER, propose
from locales.fr.announcement import Announcement, read_announcement
from locales.fr.announcements.meal import is_shared
from locales.fr.announcements.otherwise import announced_otherwise
from locales.fr.spelling import composed, plain
from storage.clock import PARIS
from storage.permissions import Action, Verdict, check

ENOUGH = 2
"""How many of day, works, seats and commune a sentence must tell to be taken for an announcement."""


async def typed(ctx: Context) -> bool:
    """A sentence of its own: taken when its author may post and it tells enough of a work day."""
    if not ctx.text or await check(ctx.unit, ctx.person, Action.POST_WORK_DAY) is not Verdict.ALLOWED:
        return False
    found = read_announcement(ctx.text, ctx.now.astimezone(PARIS))
    if not _tells_enough(found):
        return False
    await _open(ctx, found)
    return True


async def forwarded(ctx: Context) -> None:
    """A forwarded announcement only prefills the form of whoever forwarded it; anything else is not for us."""
    may = ctx.private and await check(ctx.unit, ctx.person, Action.POST_WORK_DAY) is Verdict.ALLOWED
    found = read_announcement(ctx.text, ctx.now.astimezone(PARIS)) if may and ctx.text else None
    if found is None or not _tells_enough(found):
        await ctx.say("unknown/forwarded")
    else:
        await _open(ctx, found)


def _tells_enough(found: Announcement) -> bool:
    place = bool(found.insee or found.communes)
    told = [found.when.kind != "none", bool(found.works), found.seats is not None, place]
    return sum(told) >= ENOUGH and (bool(found.works) or found.seats is not None)


async def _open(ctx: Context, found: Announcement) -> None:
    """Open the form with what was understood; works kept for professionals are explained, not filled in."""
    reserved = works_trouble(found.works, ctx)
    if reserved is not None:
        await ctx.say(reserved.name, **reserved.context)
    await ctx.say("work_days/understood")
    await propose(ctx, prefill(ctx, found))


def prefill(ctx: Context, found: Announcement) -> Answers:
    """Return the form's answers that an announcement gives; what it leaves open is asked."""
    known: dict[str, Any] = {}
    slots = slot_values(found.when.slots) if found.when.kind == "when" else []
    if slots and len(slots) <= ctx.choices.max_work_day_sessions:
        known["slots"] = slots
    if found.works and works_trouble(found.works, ctx) is None:
        known["works"] = found.works
    known |= _seats(ctx, found)
    if found.insee:
        known["commune"] = found.insee
    if found.address:
        known["address"] = found.address[:MAX_LINE]
    if found.meal is not None:
        known["meal"] = "offered" if found.meal else "shared" if is_shared(plain(composed(ctx.text))) else "bring"
    texts = {"tools": ", ".join(found.tools)[:MAX_LINE], "skills": ", ".join(found.skills)[:MAX_LINE]}
    known["description"] = found.description.strip()[:MAX_TEXT] or None
    return dict.fromkeys(LATER) | known | {name: text for name, text in texts.items() if text}


def _seats(ctx: Context, found: Announcement) -> Answers:
    """The seats to build, and those to help otherwise, which a reader of numbers would take for the same."""
    otherwise, rest = announced_otherwise(ctx.text)
    seats = read_announcement(rest, ctx.now.astimezone(PARIS)).seats if otherwise else found.seats
    known: Answers = {"seats": seats} if seats is not None and 1 <= seats <= MAX_SEATS else {}
    if otherwise and max(otherwise.values()) <= MAX_SEATS:
        known["otherwise"] = [f"{kind}:{number}" for kind, number in otherwise.items()]
    return known


ROUTES: tuple[Route, ...] = (Plain(typed, order=60), Event("forwarded", forwarded))
