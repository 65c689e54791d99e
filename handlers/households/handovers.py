"""*Passer le relais*: a coach offers a household to another; once accepted, it is told, and what is open follows."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.home.waiting import AT_MOST, Waiting
from handlers.routing import Press, Route, Viewer
from storage import handovers, households, messages, people
from storage.choices import Choices
from storage.handovers import Handover, HandoverState, Passed
from storage.ids import HouseholdId, PersonId, Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PAGE = 6
CARD = "households/handover_card"


async def choose(ctx: Context, household: int, page: int = 0) -> None:
    """Whom to offer a household to."""
    home = await households.get(ctx.unit, household)
    waiting = await handovers.proposed(ctx.unit, household)
    if waiting is not None:
        await show(ctx, household, waiting.id)
        return
    others = [one for one in await people.with_role(ctx.unit, Role.COACH) if one.id != home.coach_id]
    page = min(max(page, 0), max(len(others) - 1, 0) // PAGE)
    keyboard = [
        [button("households.coach", "hvask", household, one.id, person=one.name)]
        for one in others[page * PAGE : (page + 1) * PAGE]
    ]
    arrows = [button("lists.previous", "hvchoose", household, page - 1)] if page else []
    if (page + 1) * PAGE < len(others):
        arrows.append(button("lists.next", "hvchoose", household, page + 1))
    back = [button("directory.back", "hhcard", household)]
    await ctx.show("households/ask_handover", [*keyboard, arrows, back], household=home.name, count=len(others))


async def ask(ctx: Context, household: int, coach: int) -> None:
    """What goes along, and whether to offer it."""
    to = await _coach(ctx, household, coach)
    if to is None:
        return
    keyboard = [
        [button("handovers.propose", "hvpropose", household, to.id, person=to.name)],
        [button("directory.back", "hvchoose", household, 0)],
    ]
    home = await households.get(ctx.unit, household)
    await ctx.show(
        "households/confirm_handover", keyboard, household=home.name, to=to.name, **await _open(ctx.unit, household)
    )


async def _coach(ctx: Context, household: int, coach: int) -> Person | None:
    """A coach other than the one who follows the household; the button of another is old or forged."""
    found = await people.of_ids(ctx.unit, [coach])
    home = await households.get(ctx.unit, household)
    if not found or not found[0].has(Role.COACH) or found[0].id == home.coach_id:
        await ctx.toast("refused/old_button")
        return None
    return found[0]


async def _open(unit: Unit, household: int) -> dict[str, Any]:
    found = await handovers.under_way(unit, household)
    return {"diagnostics": found.diagnostics, "visits": [v.isoformat() for v in found.visits], "threads": found.threads}


async def propose(ctx: Context, household: int, coach: int) -> None:
    """Offer it; the other one decides."""
    to = await _coach(ctx, household, coach)
    if to is None:
        return
    offered = await handovers.propose(ctx.unit, HouseholdId(household), ctx.me.id, to.id)
    await ctx.toast("households/handover_sent" if offered else "households/handover_waits_already")
    await messages.touch(ctx.unit, Subject("household", household))
    if offered is not None:
        card = message(CARD, handover=offered.id)
        await notify(ctx.unit, to, card, subject=Subject("household", household), is_card=True)
    await choose(ctx, household)


async def show(ctx: Context, household: int, handover: int) -> None:
    """A handover, as a card that stays up to date."""
    await ctx.display(message(CARD, handover=handover), subject=Subject("household", household), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A handover for the two coaches and for coordinators: from whom, what goes along, where it stands."""
    found = await handovers.get(unit, context["handover"])
    if found is None or not viewer.private:
        return None
    right = await check(unit, viewer.person, Action.ACCEPT_HOUSEHOLD)
    if right is not Verdict.ALLOWED or viewer.person is None:
        return None
    if viewer.person.id not in (found.to_id, found.from_id) and not viewer.person.has(Role.COORDINATOR):
        return None
    home = await households.get(unit, found.household_id)
    return message(
        "households/handover",
        _buttons(found, viewer.person),
        household=home.name,
        project=home.project if viewer.person.id == found.to_id else None,
        by=(await people.get(unit, found.from_id)).name if found.from_id else None,
        to=(await people.get(unit, found.to_id)).name,
        mine=viewer.person.id == found.to_id,
        state=found.state,
        **await _open(unit, found.household_id),
    )


def _buttons(found: Handover, viewer: Person) -> list[list[Button]]:
    if found.state is HandoverState.ACCEPTED and viewer.id == found.to_id:
        return [[button("households.open", "hhcard", found.household_id)], [button("menu.back_to_list", "wtall", 0)]]
    if found.state is not HandoverState.PROPOSED:
        return [[button("menu.menu", "menu")]]
    args = (found.household_id, found.id)
    if viewer.id == found.to_id:
        return [[button("handovers.accept", "hvaccept", *args), button("handovers.decline", "hvdecline", *args)]]
    return [[button("handovers.withdraw", "hvback", *args)], [button("menu.menu", "menu")]]


async def accept(ctx: Context, household: int, handover: int) -> None:
    """The other coach takes over: everyone concerned is told."""
    found = await _mine(ctx, household, handover)
    if found is None:
        return
    before = await households.coach(ctx.unit, household)
    if not await handovers.decide(ctx.unit, found, HandoverState.ACCEPTED, ctx.me.id):
        await ctx.toast("households/decided_already")
    else:
        passed = await handovers.pass_on(ctx.unit, household, ctx.me.id, ctx.me.id, ctx.choices)
        await ctx.toast("households/handover_accepted")
        await tell(ctx, household, before, ctx.me, passed, also=found.from_id)
    await messages.touch(ctx.unit, Subject("household", household))
    await show(ctx, household, handover)


async def _mine(ctx: Context, household: int, handover: int) -> Handover | None:
    found = await handovers.get(ctx.unit, handover)
    if found is None or found.household_id != household or found.to_id != ctx.me.id or not ctx.me.has(Role.COACH):
        await ctx.toast("refused/scope", alert=True)
        return None
    return found


async def tell(
    ctx: Context, household: int, before: PersonId | None, to: Person, passed: Passed, also: PersonId | None = None
) -> None:
    """The household, who followed it until now and who offered it learn who follows it, and of its visits."""
    home = await households.get(ctx.unit, household)
    was = (await people.get(ctx.unit, before)).name if before else None
    facts: dict[str, Any] = {
        "coach": to.name, "before": was, "moved": [v.isoformat() for v in passed.moved],
        "clashing": [v.isoformat() for v in passed.clashing],
    }  # fmt: skip
    for member in await households.members(ctx.unit, household):
        await notify(
            ctx.unit, member, message("households/handed_over", **facts), subject=Subject("household", home.id)
        )
    for person in dict.fromkeys(one for one in (before, also) if one is not None and one not in (to.id, ctx.me.id)):
        told = message("households/handed_over_by_you", household=home.name, **facts)
        await notify(ctx.unit, person, told, subject=Subject("household", home.id))


async def decline(ctx: Context, household: int, handover: int) -> None:
    """The other coach cannot: who offered it is told."""
    found = await _mine(ctx, household, handover)
    if found is None:
        return
    await _end(ctx, found, HandoverState.DECLINED)
    if found.state is HandoverState.PROPOSED and found.from_id is not None:
        home = await households.get(ctx.unit, household)
        told = message(
            "households/handover_declined", [[button("handovers.another", "hvchoose", household, 0)]],
            household=home.name, to=ctx.me.name,
        )  # fmt: skip
        await notify(ctx.unit, found.from_id, told, subject=Subject("household", household))


async def withdraw(ctx: Context, household: int, handover: int) -> None:
    """Who offered it keeps the household."""
    found = await handovers.get(ctx.unit, handover)
    if found is None or found.household_id != household:
        await ctx.toast("refused/old_button")
        return
    await _end(ctx, found, HandoverState.WITHDRAWN)


async def _end(ctx: Context, found: Handover, state: HandoverState) -> None:
    done = await handovers.decide(ctx.unit, found, state, ctx.me.id)
    await ctx.toast("households/handover_ended" if done else "households/decided_already")
    await messages.touch(ctx.unit, Subject("household", found.household_id))
    await show(ctx, found.household_id, found.id)


async def let_go(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves: what was offered to them goes back to who offered it."""
    for found in await handovers.proposed_to(unit, person, AT_MOST):
        await handovers.decide(unit, found, HandoverState.DECLINED, person)
        await messages.touch(unit, Subject("household", found.household_id))


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Households offered to a coach."""
    if not person.has(Role.COACH):
        return []
    found = await handovers.proposed_to(unit, person.id, AT_MOST)
    return [
        Waiting(
            "handovers.waits", data("hvshow", one.household_id, one.id), since=one.proposed_at,
            context={"household": (await households.get(unit, one.household_id)).name},
        )
        for one in found
    ]  # fmt: skip


VIEWS = {CARD: card}
WAITING = waiting
LEAVING = let_go
_O, _A = Action.HAND_OVER, Action.ACCEPT_HOUSEHOLD
ROUTES: tuple[Route, ...] = (
    Press("hvchoose", choose, _O, subject="household"),
    Press("hvask", ask, _O, subject="household"),
    Press("hvpropose", propose, _O, subject="household"),
    Press("hvback", withdraw, _O, subject="household"),
    Press("hvshow", show, _A, subject="household"),
    Press("hvaccept", accept, _A, subject="household"),
    Press("hvdecline", decline, _A, subject="household"),
)
