"""What is told of somebody without Telegram, by who acts for them: name, number, whom to call, charter, erasure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms import contact_steps
from handlers.forms.contact_steps import Contact
from handlers.forms.form import Form, Step
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import read_name
from handlers.routing import Press, Route, Viewer
from handlers.without_telegram.card import show
from handlers.without_telegram.register_form import HELD_BY, SIGNED_ON
from storage import contacts, memberships, messages, people, registered
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.people import Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

NUMBER = "without_telegram/number"


class Named(BaseModel):
    """A new name."""

    name: str


class Numbered(BaseModel):
    """A new number; None: none is kept any more."""

    contact_phone: str | None = None


class Signed(BaseModel):
    """The charter, signed on paper."""

    signed_on: date
    held_by: str


async def _may(ctx: Context, about: dict[str, Any]) -> PersonId | None:
    """The person a form is about, while who speaks still acts for them; else they are told why not."""
    person = PersonId(about["person"])
    return person if await allowed(ctx, Action.ACT_FOR, Subject("person", person)) else None


async def _open(ctx: Context, form: Form, person: int) -> None:
    known = await people.get(ctx.unit, person)
    await open_form(ctx, form, about={"person": person}, prefill={"who": known.name})


async def _kept(ctx: Context, person: PersonId) -> None:
    await messages.touch(ctx.unit, Subject("person", person))
    await ctx.toast("profile/changed")
    await show(ctx, person)


async def ask_name(ctx: Context, person: int) -> None:
    """The button «Nom»."""
    await _open(ctx, NAME, person)


async def _named(ctx: Context, given: Named, about: dict[str, Any]) -> None:
    if (person := await _may(ctx, about)) is not None:
        await people.change(ctx.unit, person, ctx.me.id, name=given.name)
        await _kept(ctx, person)


async def ask_number(ctx: Context, person: int) -> None:
    """The button «Numéro»: the number in a message that cannot be forwarded, then how to change it."""
    if (await people.get(ctx.unit, person)).phone is not None:
        await ctx.send(message(NUMBER, person=person), subject=Subject("person", person))
    else:
        await change_number(ctx, person)


async def change_number(ctx: Context, person: int) -> None:
    """Ask for a number; none may be given."""
    await _open(ctx, PHONE, person)


async def number(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A number (`person`), only for who acts for them; it cannot be forwarded."""
    subject = Subject("person", context["person"])
    if not viewer.private or await check(unit, viewer.person, Action.ACT_FOR, subject) is not Verdict.ALLOWED:
        return None
    person = await people.get(unit, subject.id)
    if person.phone is None:
        return None
    keyboard = [
        [button("without_telegram.change_phone", "wtrephone", person.id)],
        [button("without_telegram.back", "wtshow", person.id)],
    ]
    shown = message("without_telegram/its_number", keyboard, who=person.name, phone=person.phone)
    return shown.model_copy(update={"protect": True})


async def _numbered(ctx: Context, given: Numbered, about: dict[str, Any]) -> None:
    if (person := await _may(ctx, about)) is not None:
        await people.change(ctx.unit, person, ctx.me.id, phone=given.contact_phone)
        await _kept(ctx, person)


async def ask_contact(ctx: Context, person: int) -> None:
    """The button «Qui prévenir»."""
    await _open(ctx, CONTACT, person)


async def _contact(ctx: Context, given: Contact, about: dict[str, Any]) -> None:
    if (person := await _may(ctx, about)) is None:
        return
    await contacts.set_emergency_contact(ctx.unit, person, given.contact_name, given.contact_phone, ctx.me.id)
    for session in await memberships.sessions_of(ctx.unit, person):
        await messages.touch(ctx.unit, Subject("session", session))
    await _kept(ctx, person)


async def ask_charter(ctx: Context, person: int) -> None:
    """The button «Charte signée»: of somebody who came by an import."""
    await _open(ctx, CHARTER, person)


async def _signed(ctx: Context, given: Signed, about: dict[str, Any]) -> None:
    if (person := await _may(ctx, about)) is not None:
        await registered.sign(ctx.unit, person, given.signed_on, given.held_by, ctx.me.id, ctx.choices)
        await memberships.ask(ctx.unit, person)
        await _kept(ctx, person)


async def erase(ctx: Context, person: int, confirmed: int) -> None:
    """They would like to be forgotten: coordinators hear of it, after a second tap."""
    known = await people.get(ctx.unit, person)
    if not confirmed:
        keyboard = [
            [button("without_telegram.erase_surely", "wterase", person, 1)],
            [button("without_telegram.back", "wtshow", person)],
        ]
        await ctx.show("without_telegram/confirm_erasure", keyboard, who=known.name)
        return
    if await registered.ask_erasure(ctx.unit, known.id, ctx.me.id):
        asked = message(
            "without_telegram/erasure_asked", [[button("relays.person", "wtshow", known.id)]], who=known.name,
            by=ctx.me.name,
        )  # fmt: skip
        for one in await people.with_role(ctx.unit, Role.COORDINATOR):
            await notify(ctx.unit, one, asked, subject=Subject("person", known.id))
    await ctx.toast("without_telegram/erasure_noted", alert=True)
    await show(ctx, person)


NAME = Form("their_name", Named, (Step("name", "without_telegram/ask_new_name", read=read_name),), _named)
PHONE = Form(
    "their_phone",
    Numbered,
    (replace(contact_steps.PHONE, question="without_telegram/ask_new_phone", optional=True),),
    _numbered,
    private=frozenset({"contact_phone"}),
)
CONTACT = Form(
    "their_contact",
    Contact,
    (replace(contact_steps.NAME, question="companions/ask_contact_name"), contact_steps.PHONE),
    _contact,
)
CHARTER = Form("their_charter", Signed, (SIGNED_ON, HELD_BY), _signed)
FORMS = (NAME, PHONE, CONTACT, CHARTER)
VIEWS = {NUMBER: number}
_A = Action.ACT_FOR
ROUTES: tuple[Route, ...] = (
    Press("wtname", ask_name, _A, subject="person"),
    Press("wtphone", ask_number, _A, subject="person"),
    Press("wtrephone", change_number, _A, subject="person"),
    Press("wtcontact", ask_contact, _A, subject="person"),
    Press("wtcharter", ask_charter, _A, subject="person"),
    Press("wterase", erase, _A, subject="person"),
)
