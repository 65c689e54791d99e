"""What a seat still lacks to be a whole one, supplied by who has it or brings who has: membership, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms import contact_steps
from handlers.forms.contact_steps import Contact
from handlers.forms.form import Answers, Choice, Form
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from handlers.threads.asides import hearing
from storage import consents, contacts, gate, memberships, messages, people, seats, sessions
from storage.choices import Choices
from storage.gate import SeatPoint
from storage.ids import PersonId, Subject
from storage.outbox import Button
from storage.permissions import Action
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit


async def buttons(unit: Unit, person: PersonId, session: Session, choices: Choices) -> list[list[Button]]:
    """Return the buttons with which a person supplies what their seat lacks, and those of whom they bring."""
    keyboard: list[list[Button]] = []
    unasked = False
    for one in await seats.party(unit, person, session.id):
        if one.state is not SignUpState.SEATED:
            continue
        lacks = await gate.seat_missing(unit, one.person_id, session, choices)
        if SeatPoint.EMERGENCY_CONTACT in lacks:
            keyboard.append([await _contact_button(unit, one, own=one.person_id == person)])
        if SeatPoint.MEMBERSHIP in lacks:
            unasked = unasked or await memberships.state(unit, one.person_id, gate.day_of(session)) is None
    if unasked:
        keyboard.append([button("profile.ask_membership", "somember", session.id)])
    return [*keyboard, *await _consents(unit, person, session, choices)][:4]


async def _consents(unit: Unit, guardian: PersonId, session: Session, choices: Choices) -> list[list[Button]]:
    """A button for each of their minors whose seat waits for their consent."""
    if SeatPoint.CONSENT not in choices.seat_points:
        return []
    found = await consents.lacking(unit, session.id, gate.day_of(session), choices.consent_months, guardian)
    return [[button("papers.give_consent", "paconsent", one.minor_id, who=one.name)] for one in found]


async def _contact_button(unit: Unit, one: SignUp, *, own: bool) -> Button:
    if own:
        return button("profile.give_contact", "pfcontact")
    return button("companions.give_contact", "socontact", one.id, who=await _name(unit, one))


async def _name(unit: Unit, one: SignUp) -> str:
    return (await people.get(unit, one.person_id)).name


async def ask_membership(ctx: Context, session: int) -> None:
    """Ask for the membership of the session's season, for oneself and for whom one brings."""
    season = await _season(ctx, session)
    theirs = await seats.party(ctx.unit, ctx.me.id, session)
    asked = [await memberships.ask(ctx.unit, one.person_id, season) for one in theirs]
    await ctx.toast("profile/membership_asked" if any(asked) else "memberships/decided_already")
    await messages.touch(ctx.unit, Subject("session", session))


async def _season(ctx: Context, session: int) -> int:
    return await memberships.season(ctx.unit, gate.day_of(await sessions.get_session(ctx.unit, session)))


# Whom to call for somebody one brings.


async def complete(ctx: Context, theirs: SignUp) -> None:
    """Somebody has just been brought: their membership is asked for, then whom to call where the gate wants it."""
    await memberships.ask(ctx.unit, theirs.person_id, await _season(ctx, theirs.session_id))
    session = await sessions.get_session(ctx.unit, theirs.session_id)
    if SeatPoint.EMERGENCY_CONTACT in await gate.seat_missing(ctx.unit, theirs.person_id, session, ctx.choices):
        ctx.below = True
        await ask_contact(ctx, theirs.id)


async def ask_contact(ctx: Context, sign_up: int) -> None:
    """The button «Qui prévenir pour …»."""
    theirs = await seats.get(ctx.unit, sign_up)
    known = await people.get(ctx.unit, theirs.person_id)
    if theirs.brought_by != ctx.me.id or known.telegram_id is not None:
        await ctx.toast("refused/old_button")
    else:
        await open_form(ctx, CONTACT, about={"sign_up": sign_up}, prefill={"who": known.name})


async def _myself(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(ctx.me.name, "companions.myself", {"who": ctx.me.name})]


async def _told(ctx: Context, given: Contact, about: dict[str, Any]) -> None:
    subject = Subject("sign_up", about["sign_up"])
    if not await allowed(ctx, Action.CHANGE_SIGN_UP, subject):
        return
    known = await people.get(ctx.unit, (await seats.get(ctx.unit, subject.id)).person_id)
    await contacts.set_emergency_contact(ctx.unit, known.id, given.contact_name, given.contact_phone, ctx.me.id)
    for session in await memberships.sessions_of(ctx.unit, known.id):
        await messages.touch(ctx.unit, Subject("session", session))
    await ctx.show("companions/contact_kept", contact=given.contact_name, who=known.name)


async def _later(ctx: Context, about: dict[str, Any]) -> None:
    known = await people.get(ctx.unit, (await seats.get(ctx.unit, about["sign_up"])).person_id)
    again = button("companions.give_contact", "socontact", about["sign_up"], who=known.name)
    await ctx.show("companions/contact_later", [[again]], who=known.name)


BACK = "companions/back_to_contact"
CONTACT = Form(
    "companion_contact",
    Contact,
    (
        hearing(replace(contact_steps.NAME, question="companions/ask_contact_name", choices=_myself), BACK),
        hearing(contact_steps.PHONE, BACK),
    ),
    _told,
    cancelled=_later,
    cancel_label="companions.later",
)
FORMS = (CONTACT,)
ROUTES: tuple[Route, ...] = (
    Press("somember", ask_membership, Action.SIGN_UP, subject="session"),
    Press("socontact", ask_contact, Action.CHANGE_SIGN_UP, subject="sign_up"),
)
