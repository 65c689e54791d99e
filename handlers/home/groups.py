"""Chats in which the bot appears or disappears: people who block it, groups that a coordinator approves or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Command, Event, Job, Press, Route
from storage import groups, outbox, people
from storage.choices import Choices
from storage.groups import Group, GroupState
from storage.ids import PersonId
from storage.outbox import Button
from storage.people import Person, Role
from storage.permissions import Action
from storage.store import Unit

PRESENT = frozenset({"member", "administrator", "restricted"})
SHOWN = 20


async def membership_changed(ctx: Context) -> None:
    """`my_chat_member`: the bot was added, removed, blocked or unblocked."""
    changed = ctx.update.my_chat_member
    if changed is None:
        return
    present = changed.new_chat_member.status in PRESENT
    if ctx.private:
        await people.unreachable(ctx.unit, ctx.account.id, None if present else "blocked")
    elif changed.chat.type == "channel":
        return
    elif not present:
        await groups.move_to(ctx.unit, ctx.chat_id, GroupState.GONE, None)
    elif await groups.added(ctx.unit, ctx.chat_id, (changed.chat.title or "")[:100], _known(ctx)):
        await outbox.put(ctx.unit, message("groups/to_approve", days=ctx.choices.group_approval_days), chat=ctx.chat_id)
        await _ask_coordinators(ctx)


def _known(ctx: Context) -> PersonId | None:
    return ctx.person.id if ctx.person else None


async def _ask_coordinators(ctx: Context) -> None:
    group = await groups.find(ctx.unit, ctx.chat_id)
    assert group is not None
    who = ctx.person.name if ctx.person and ctx.person.accepted else None
    asked = message("groups/asked", [_decisions(group)], title=group.title, person=who)
    for person in await people.with_role(ctx.unit, Role.COORDINATOR):
        await notify(ctx.unit, person, asked)


def _decisions(group: Group) -> list[Button]:
    approve = button("groups.approve", "gpapprove", group.chat_id)
    refuse = button("groups.refuse", "gprefuse", group.chat_id)
    if group.state is GroupState.ASKED:
        return [approve, refuse]
    return [refuse] if group.state is GroupState.APPROVED else [approve]


async def approve(ctx: Context, chat: int) -> None:
    """From now on the bot serves this group, and says so there."""
    if await groups.move_to(ctx.unit, chat, GroupState.APPROVED, ctx.me.id):
        await ctx.toast("groups/approved_toast")
        await outbox.put(ctx.unit, message("groups/hello", cooperative=ctx.choices.cooperative_name), chat=chat)
    else:
        await ctx.toast("groups/decided_already")
    await show(ctx, chat)


async def refuse(ctx: Context, chat: int) -> None:
    """The bot leaves this group, and posts nothing there any more."""
    refused = await groups.move_to(ctx.unit, chat, GroupState.REFUSED, ctx.me.id)
    await ctx.toast("groups/refused_toast" if refused else "groups/decided_already")
    await show(ctx, chat)


async def show(ctx: Context, chat: int) -> None:
    """One group and what can be decided about it."""
    group = await groups.find(ctx.unit, chat)
    if group is None:
        await ctx.toast("refused/gone")
        return
    keyboard = [] if group.state is GroupState.GONE else [_decisions(group)]
    await ctx.show("groups/group", [*keyboard, [button("groups.all", "gplist")]], title=group.title, state=group.state)


async def listed(ctx: Context) -> None:
    """Every group the bot is in."""
    found = await groups.listed(ctx.unit, GroupState.ASKED, GroupState.APPROVED, GroupState.REFUSED)
    keyboard = [
        [button(f"groups.{group.state}", "gpshow", group.chat_id, title=group.title)] for group in found[:SHOWN]
    ]
    await ctx.show("groups/list", [*keyboard, [button("menu.menu", "menu")]], count=len(found))


async def leave_unanswered(unit: Unit, choices: Choices) -> None:
    """A group that nobody approved in time is left."""
    await groups.refuse_unanswered(unit, timedelta(days=choices.group_approval_days))


async def next_unanswered(unit: Unit, choices: Choices) -> datetime | None:
    """When the next group is left."""
    return await groups.next_unanswered(unit, timedelta(days=choices.group_approval_days))


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Groups to approve."""
    if not person.has(Role.COORDINATOR):
        return []
    asked = await groups.listed(unit, GroupState.ASKED)
    since = min((group.created_at for group in asked), default=None)
    return [Waiting("groups.to_decide", button("", "gplist").press or "", len(asked), since=since)]


WAITING = waiting
JOBS = (Job("unapproved_groups", leave_unanswered, next_unanswered),)
ROUTES: tuple[Route, ...] = (
    Event("my_chat_member", membership_changed),
    Command("groupes", listed, Action.APPROVE_GROUP),
    Press("gplist", listed, Action.APPROVE_GROUP),
    Press("gpshow", show, Action.APPROVE_GROUP),
    Press("gpapprove", approve, Action.APPROVE_GROUP),
    Press("gprefuse", refuse, Action.APPROVE_GROUP),
)
