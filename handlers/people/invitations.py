"""`/inviter`: single-use links to a role or a household; whoever opens one waits until who invited confirms them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms.form import Form, Step
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import work_choices
from handlers.home.waiting import Waiting
from handlers.routing import Command, Job, Link, Press, Route
from handlers.without_telegram.joining import join
from storage import households, invitations, messages, people
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.invitations import Invitation, InvitationState, Opening
from storage.outbox import Button
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

INVITABLE: tuple[Role, ...] = (Role.HOUSEHOLD, Role.SUPERVISOR, Role.PARTNER, Role.COACH, Role.COORDINATOR)
BY_COACHES = frozenset({Role.HOUSEHOLD, Role.SUPERVISOR, Role.PARTNER})
"""A coach does not make coaches or coordinators."""
LISTED = 6


class Works(BaseModel):
    """The kinds of work a supervisor may lead."""

    works: list[str] = []


def may_invite(person: Person, role: Role) -> bool:
    """Tell whether a person may invite someone to a role."""
    return person.has(Role.COORDINATOR) or (person.has(Role.COACH) and role in BY_COACHES)


async def choose(ctx: Context) -> None:
    """Choose the role of whoever is invited."""
    roles = [role for role in INVITABLE if may_invite(ctx.me, role)]
    keyboard = [[button(f"invitations.role_{role}", "ivrole", INVITABLE.index(role))] for role in roles]
    count = len(await invitations.pending(ctx.unit, ctx.me.id, limit=LISTED))
    if count:
        keyboard.append([button("invitations.list", "ivlist", count=count)])
    await ctx.show("invitations/choose", [*keyboard, [button("menu.menu", "menu")]])


async def invite(ctx: Context, which: int) -> None:
    """Make a link to a role; for a supervisor the kinds of work are asked first."""
    if not 0 <= which < len(INVITABLE) or not may_invite(ctx.me, INVITABLE[which]):
        await ctx.toast("refused/role", alert=True)
    elif INVITABLE[which] is Role.SUPERVISOR:
        await open_form(ctx, SUPERVISOR)
    elif not await _made_just_now(ctx, INVITABLE[which]):
        found, token = await invitations.to_role(ctx.unit, INVITABLE[which], ctx.me.id, _lasts(ctx))
        await show_link(ctx, found, token)


async def _made_just_now(ctx: Context, role: Role) -> bool:
    """A double tap makes one link."""
    recent = await invitations.pending(ctx.unit, ctx.me.id, limit=50)
    fresh = [one for one in recent if one.role is role and ctx.now - one.created_at < timedelta(seconds=3)]
    if fresh:
        await ctx.toast("invitations/made_already")
    return bool(fresh)


def _lasts(ctx: Context) -> timedelta:
    return timedelta(days=ctx.choices.invitation_days)


async def _supervisor(ctx: Context, given: Works, about: dict[str, Any]) -> None:
    if await allowed(ctx, Action.INVITE):
        found, token = await invitations.to_role(ctx.unit, Role.SUPERVISOR, ctx.me.id, _lasts(ctx), given.works)
        await show_link(ctx, found, token)


async def invite_to_household(ctx: Context, household: int) -> None:
    """Make a link with which one more person joins a household."""
    found, token = await invitations.to_household(ctx.unit, household, ctx.me.id, _lasts(ctx))
    await show_link(ctx, found, token)


async def invite_person(ctx: Context, person: int) -> None:
    """Make a link with which somebody registered without Telegram takes their record over."""
    found, token = await invitations.to_person(ctx.unit, person, ctx.me.id, _lasts(ctx))
    await show_link(ctx, found, token)


async def show_link(ctx: Context, found: Invitation, token: str) -> None:
    """Show a link, once: the record of this message loses it as soon as it has left."""
    await ctx.show(
        "invitations/link",
        [[button("invitations.list", "ivlist", count=0)], [button("menu.menu", "menu")]],
        subject=Subject("invitation", found.id),
        link=f"https://t.me/{ctx.bot.username}?start=i-{token}",
        expires=found.expires_at.isoformat(),
        **await _what(ctx.unit, found),
    )


async def _what(unit: Unit, found: Invitation) -> dict[str, Any]:
    """What an invitation leads to, for a template."""
    home = await households.get(unit, found.household_id) if found.household_id else None
    whose = await people.get(unit, found.person_id) if found.person_id else None
    return {
        "role": found.role,
        "works": list(found.works),
        "household": home.name if home else None,
        "joins": whose.name if whose else None,
    }


def _to_whom(what: dict[str, Any]) -> dict[str, Any]:
    """The same, for who opened the link: whose record it is they are not told."""
    return {**what, "joins": None if what["joins"] is None else ""}


async def listed(ctx: Context) -> None:
    """One's invitations: people to confirm first, then links not used yet."""
    pending = await invitations.pending(ctx.unit, ctx.me.id, limit=LISTED)
    keyboard: list[list[Button]] = []
    lines = []
    for number, one in enumerate(pending, 1):
        opened = (await people.get(ctx.unit, one.opened_by)).name if one.opened_by else None
        lines.append({"opened_by": opened, "expires": one.expires_at.isoformat(), **await _what(ctx.unit, one)})
        keyboard.append(_decisions(one, number))
    await ctx.show("invitations/list", [*keyboard, [button("invitations.new", "ivnew")]], lines=lines)


def _decisions(one: Invitation, number: int) -> list[Button]:
    if one.state is InvitationState.OPENED:
        return [
            button("invitations.confirm_numbered", "ivconfirm", one.id, number=number),
            button("invitations.refuse_numbered", "ivrefuse", one.id, number=number),
        ]
    return [button("invitations.revoke", "ivrevoke", one.id, number=number)]


async def opened(ctx: Context, token: str) -> None:
    """Someone follows a link: they wait, and whoever invited is asked whether it is them."""
    opening, found = await invitations.follow(ctx.unit, token, ctx.me.id)
    menu = [[button("menu.menu", "menu")]]
    if found is None or opening is Opening.GONE:
        await ctx.show("invitations/gone", menu)
        return
    if opening is Opening.OWN:
        await ctx.show("invitations/own", [[button("invitations.list", "ivlist", count=0)]])
        return
    what = await _what(ctx.unit, found)
    inviter = await people.get(ctx.unit, found.created_by)
    await ctx.show("invitations/wait", menu, inviter=inviter.name, **_to_whom(what))
    if opening is Opening.OPENED:
        decide = [
            [button("invitations.confirm", "ivconfirm", found.id), button("invitations.refuse", "ivrefuse", found.id)]
        ]
        asked = message("invitations/opened", decide, person=ctx.me.name, account=ctx.account.full_name[:60], **what)
        await notify(ctx.unit, inviter, asked, subject=Subject("invitation", found.id))


async def confirm(ctx: Context, invitation: int) -> None:
    """Whoever invited says: it is them."""
    found = await _mine(ctx, invitation)
    if found is None:
        return
    if not await invitations.move_to(ctx.unit, invitation, InvitationState.CONFIRMED, ctx.me.id):
        await ctx.toast("invitations/decided_already")
        await listed(ctx)
        return
    assert found.opened_by is not None
    what = await _what(ctx.unit, found)
    await _give(ctx, found, found.opened_by)
    person = await people.get(ctx.unit, found.opened_by)
    await ctx.show("invitations/confirmed", [[button("menu.menu", "menu")]], person=person.name, **what)
    to_describe = found.role is Role.HOUSEHOLD
    next_step = button("invitations.describe", "hhinvited", found.id) if to_describe else button("menu.menu", "menu")
    await notify(ctx.unit, person, message("invitations/welcome", [[next_step]], **_to_whom(what)))
    await messages.touch(ctx.unit, Subject("person", person.id))


async def _give(ctx: Context, found: Invitation, person: PersonId) -> None:
    """What an invitation leads to; a household invited as such describes its project first."""
    if found.household_id is not None:
        await households.join(ctx.unit, found.household_id, person, ctx.me.id)
    elif found.person_id is not None:
        await join(ctx, found.person_id, person)
    elif found.role is not None and found.role is not Role.HOUSEHOLD:
        await people.grant(ctx.unit, person, found.role, ctx.me.id)
        if found.role is Role.SUPERVISOR:
            known = await people.qualifications(ctx.unit, person)
            await people.qualify(ctx.unit, person, [*known, *found.works], ctx.me.id)


async def refuse(ctx: Context, invitation: int) -> None:
    """Whoever invited says: it is not them."""
    found = await _mine(ctx, invitation)
    if found is None:
        return
    if await invitations.move_to(ctx.unit, invitation, InvitationState.REFUSED, ctx.me.id):
        await ctx.toast("invitations/refused_toast")
        if found.opened_by is not None:
            await notify(
                ctx.unit, found.opened_by, message("invitations/refused", **_to_whom(await _what(ctx.unit, found)))
            )
    else:
        await ctx.toast("invitations/decided_already")
    await listed(ctx)


async def revoke(ctx: Context, invitation: int) -> None:
    """Take a link back."""
    if await _mine(ctx, invitation) is None:
        return
    revoked = await invitations.move_to(ctx.unit, invitation, InvitationState.REVOKED, ctx.me.id)
    await ctx.toast("invitations/revoked" if revoked else "invitations/decided_already")
    await listed(ctx)


async def _mine(ctx: Context, invitation: int) -> Invitation | None:
    """The invitation, where the person who presses made it (or coordinates) and may still make such a one."""
    try:
        found = await invitations.get(ctx.unit, invitation)
    except LookupError:
        await ctx.toast("refused/gone")
        return None
    if found.created_by == ctx.me.id or ctx.me.has(Role.COORDINATOR):
        if found.household_id is not None:
            subject = Subject("household", found.household_id)
            right = await check(ctx.unit, ctx.me, Action.INVITE_TO_HOUSEHOLD, subject) is Verdict.ALLOWED
        elif found.person_id is not None:
            record = Subject("person", found.person_id)
            right = await check(ctx.unit, ctx.me, Action.ACT_FOR, record) is Verdict.ALLOWED
        else:
            right = found.role is not None and may_invite(ctx.me, found.role)
        if right:
            return found
    await ctx.toast("refused/scope", alert=True)
    return None


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """People who opened one's invitations."""
    found = await invitations.to_confirm(unit, person.id)
    since = min((one.opened_at for one in found if one.opened_at), default=None)
    return [Waiting("invitations.to_confirm", button("", "ivlist").press or "", len(found), since=since)]


async def forget_tokens(unit: Unit, choices: Choices) -> None:
    """No token stays in the record of a message that has left."""
    await invitations.forget_tokens(unit)


SUPERVISOR = Form(
    "invite_supervisor",
    Works,
    (
        Step(
            "works", "invitations/ask_works", many=True, per_line=2,
            choices=work_choices(),
        ),
    ),
    _supervisor,
)  # fmt: skip
FORMS = (SUPERVISOR,)
WAITING = waiting
JOBS = (Job("invitation_tokens", forget_tokens),)
ROUTES: tuple[Route, ...] = (
    Command("inviter", choose, Action.INVITE),
    Link("i", opened),
    Press("ivnew", choose, Action.INVITE),
    Press("ivrole", invite, Action.INVITE),
    Press("ivhouse", invite_to_household, Action.INVITE_TO_HOUSEHOLD, subject="household"),
    Press("ivperson", invite_person, Action.ACT_FOR, subject="person"),
    Press("ivlist", listed),
    Press("ivconfirm", confirm),
    Press("ivrefuse", refuse),
    Press("ivrevoke", revoke),
)
