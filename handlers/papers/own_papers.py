"""`/papiers`: one's membership, what one consents to for minors, and the way to the papers of one's house."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Command, Press, Route, Viewer
from handlers.sign_ups.offers import move_list
from handlers.sign_ups.withdrawals import tell_hosts
from storage import consents, households, memberships, messages, people, sessions, waitlist
from storage.clock import PARIS
from storage.consents import Consent
from storage.ids import PersonId, Subject
from storage.outbox import Button, Message
from storage.permissions import Action
from storage.store import Unit

OWN = "papers/own_card"


async def show(ctx: Context) -> None:
    """One's own papers, as a card that stays up to date."""
    await ctx.display(message(OWN), subject=Subject("person", ctx.me.id), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What is kept of whoever reads it, in their private chat only."""
    me = viewer.person
    if me is None or not viewer.private or not me.accepted:
        return None
    today = unit.now.astimezone(PARIS).date()
    minors = await consents.of_guardian(unit, me.id)
    membership = await memberships.state(unit, me.id, today)
    homes = [[button("papers.of_house", "pahouse", one.id, household=one.name)] for one in
             await households.of_person(unit, me.id)]  # fmt: skip
    ask = [] if membership is not None else [button("profile.ask_membership", "pfmember")]
    return message(
        "papers/own",
        [*homes, *[[_consent_button(minor)] for minor in minors], ask, [button("papers.profile", "profile")]],
        membership=membership,
        season=await memberships.season(unit, today),
        minors=[minor.model_dump(mode="json", include={"name", "given_at", "withdrawn_at"}) for minor in minors],
    )


def _consent_button(minor: Consent) -> Button:
    if minor.stands:
        return button("papers.withdraw_consent", "paretract", minor.minor_id, 0, who=minor.name)
    return button("papers.give_consent", "paconsent", minor.minor_id, who=minor.name)


# A guardian's consent.


async def give(ctx: Context, minor: int) -> None:
    """The guardian consents, from today."""
    known = await people.get(ctx.unit, minor)
    if known.guardian_id != ctx.me.id:
        await ctx.toast("refused/old_button")
        return
    await consents.give(ctx.unit, known.id, ctx.me.id)
    await _changed(ctx, known.id)
    await ctx.toast("papers/consent_kept", who=known.name)
    await show(ctx)


async def retract(ctx: Context, minor: int, confirmed: int = 0) -> None:
    """The guardian no longer consents: asked once, then the minor's seats to come are given back."""
    known = await people.get(ctx.unit, minor)
    if known.guardian_id != ctx.me.id or not await consents.stands(ctx.unit, minor):
        await ctx.toast("refused/old_button")
        return
    coming = [await sessions.get_session(ctx.unit, one) for one in await memberships.sessions_of(ctx.unit, minor)]
    if not confirmed:
        keyboard = [[button("papers.surely", "paretract", minor, 1)], [button("papers.keep_consent", "pamine")]]
        lines = [{"start": one.starts_at.isoformat(), "end": one.ends_at.isoformat()} for one in coming]
        await ctx.show("papers/ask_retract", keyboard, who=known.name, sessions=lines)
        return
    await consents.withdraw(ctx.unit, known.id, ctx.me.id)
    for session in coming:
        given = await waitlist.withdraw(ctx.unit, known.id, session.id)
        await move_list(ctx.unit, ctx.choices, session.id)
        if given:
            await tell_hosts(ctx, session.id, given, None)
    await _changed(ctx, known.id)
    await ctx.toast("papers/consent_withdrawn", who=known.name)
    await show(ctx)


async def _changed(ctx: Context, minor: PersonId) -> None:
    await messages.touch(ctx.unit, Subject("person", ctx.me.id))
    for session in await memberships.sessions_of(ctx.unit, minor):
        await messages.touch(ctx.unit, Subject("session", session))


VIEWS = {OWN: card}
ROUTES: tuple[Route, ...] = (
    Command("papiers", show),
    Press("pamine", show),
    Press("paconsent", give, Action.GIVE_CONSENT, subject="person"),
    Press("paretract", retract, Action.GIVE_CONSENT, subject="person", always=True),
)
