"""Memberships to validate: one tap each, or all at once."""

from __future__ import annotations

from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Command, Press, Route
from storage import memberships, messages
from storage.ids import PersonId, Subject
from storage.memberships import MembershipState
from storage.outbox import Button
from storage.people import Person, Role
from storage.permissions import Action
from storage.store import Unit

PAGE = 5
NAMED = 2


async def queue(ctx: Context, page: int = 0) -> None:
    """Memberships that wait, oldest first."""
    total = await memberships.count_waiting(ctx.unit)
    page = min(max(page, 0), max(total - 1, 0) // PAGE)
    found = await memberships.waiting(ctx.unit, limit=PAGE, offset=page * PAGE)
    keyboard: list[list[Button]] = [
        [
            button("memberships.validate", "msvalid", one.person_id, one.season, page, person=one.name),
            button("memberships.refuse", "msrefuse", one.person_id, one.season, page),
        ]
        for one in found
    ]
    arrows = [button("lists.previous", "msqueue", page - 1)] if page else []
    if (page + 1) * PAGE < total:
        arrows.append(button("lists.next", "msqueue", page + 1))
    everyone = [button("memberships.validate_all", "msall", 0, count=total)] if total > 1 else []
    lines = [{"person": one.name, "commune": one.commune, "asked": one.asked_at.isoformat()} for one in found]
    await ctx.show(
        "memberships/queue", [*keyboard, arrows, everyone, [button("menu.menu", "menu")]], lines=lines, total=total,
        more=total == memberships.COUNTED,
        page=page + 1,
    )  # fmt: skip


async def validate(ctx: Context, person: int, season: int, page: int) -> None:
    """One tap: this person is a member."""
    done = await _decide(ctx, person, season, MembershipState.VALID)
    await ctx.toast("memberships/validated" if done else "memberships/decided_already")
    await queue(ctx, page)


async def refuse(ctx: Context, person: int, season: int, page: int) -> None:
    """Not a member; it can be changed on the person's page."""
    done = await _decide(ctx, person, season, MembershipState.REFUSED)
    await ctx.toast("memberships/refused_toast" if done else "memberships/decided_already")
    await queue(ctx, page)


async def _decide(ctx: Context, person: int, season: int, decision: MembershipState) -> bool:
    if await memberships.decide(ctx.unit, person, season, decision, ctx.me.id) is None:
        return False
    await messages.touch(ctx.unit, Subject("person", person))
    for session in await memberships.sessions_of(ctx.unit, person):
        await messages.touch(ctx.unit, Subject("session", session))
    name = "memberships/you_are_valid" if decision is MembershipState.VALID else "memberships/you_are_refused"
    key = f"membership:{person}:{season}:{decision}:{ctx.now:%Y%m%d}"
    keyboard = [[button("menu.menu", "menu")]]
    await notify(ctx.unit, PersonId(person), message(name, keyboard, season=season), key=key)
    return True


async def everyone(ctx: Context, confirmed: int) -> None:
    """All that wait, after a second tap."""
    total = await memberships.count_waiting(ctx.unit)
    if not confirmed:
        keyboard = [
            [button("memberships.yes_all", "msall", 1, count=total)],
            [button("memberships.back", "msqueue", 0)],
        ]
        await ctx.show("memberships/confirm_all", keyboard, count=total)
        return
    found = await memberships.waiting(ctx.unit, limit=memberships.COUNTED)
    done = [await _decide(ctx, one.person_id, one.season, MembershipState.VALID) for one in found]
    await ctx.toast("memberships/validated_all", count=sum(done))
    await queue(ctx, 0)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Memberships, for those who validate them: a few by name, more by their number, for all stand on one screen."""
    if not person.has(Role.COACH, Role.COORDINATOR):
        return []
    press = data("msqueue", 0)
    found = await memberships.waiting(unit, limit=NAMED + 1)
    if len(found) <= NAMED:
        return [Waiting("memberships.waits", press, context={"person": m.name}, since=m.asked_at) for m in found]
    count = await memberships.count_waiting(unit)
    return [Waiting("memberships.to_validate", press, count, since=found[0].asked_at)]


WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Command("adhesions", queue, Action.VALIDATE_MEMBERSHIP),
    Press("msqueue", queue, Action.VALIDATE_MEMBERSHIP),
    Press("msvalid", validate, Action.VALIDATE_MEMBERSHIP),
    Press("msrefuse", refuse, Action.VALIDATE_MEMBERSHIP),
    Press("msall", everyone, Action.VALIDATE_MEMBERSHIP),
)
