"""`/profil`: what is known of oneself, each answer changed with one button."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.forms import contact_steps
from handlers.forms.contact_steps import Contact
from handlers.forms.form import Form, Step
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import COMMUNE, LIKES, NAME, NOTIFICATIONS, Profile, told
from handlers.routing import Command, Press, Route, Viewer
from storage import contacts, households, memberships, messages, people
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import READERS, Person
from storage.store import Unit


async def show(ctx: Context) -> None:
    """The card of one's own profile; it stays up to date."""
    await ctx.display(message("profile/card"), subject=Subject("person", ctx.me.id), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What is known of whoever reads it, in their private chat only; of the emergency number the last digits."""
    me = viewer.person
    if me is None or not viewer.private or not me.accepted:
        return None
    contact = await contacts.emergency_contact(unit, me.id)
    today = unit.now.astimezone(PARIS).date()
    membership = await memberships.state(unit, me.id, today)
    homes = await households.of_person(unit, me.id)
    return message(
        "profile/mine",
        [
            *_digest(me),
            *_buttons(has_contact=contact is not None, is_member=membership is not None, has_home=bool(homes)),
        ],
        person=me.name,
        commune=me.commune,
        likes=list(me.likes),
        notifications=me.notifications,
        digest=me.reads_digest if me.has(*READERS) else None,
        roles=sorted(me.roles),
        works=sorted(await people.qualifications(unit, me.id)),
        households=[home.name for home in homes],
        membership=membership,
        season=await memberships.season(unit, today),
        contact=contact.name if contact else None,
        contact_end=contact.phone[-2:] if contact else None,
    )


def _digest(me: Person) -> list[list[Button]]:
    """For those who may read what can wait in the morning, all at once: the other way."""
    if not me.has(*READERS):
        return []
    return [
        [button("profile.at_once" if me.reads_digest else "profile.in_the_morning", "dgchoose", not me.reads_digest)]
    ]


def _buttons(*, has_contact: bool, is_member: bool, has_home: bool) -> list[list[Button]]:
    keyboard = [
        [button("profile.name", "pfchange", 0), button("profile.commune", "pfchange", 1)],
        [button("profile.likes", "pfchange", 2), button("profile.notifications", "pfchange", 3)],
        [button("profile.change_contact" if has_contact else "profile.give_contact", "pfcontact")],
    ]
    keyboard.append([button("numbers.mine", "nmmine")])
    if not is_member:
        keyboard.append([button("profile.ask_membership", "pfmember")])
    if not has_home:
        keyboard.append([button("households.become", "hhask")])
    keyboard.append([button("papers.mine", "pamine")])
    return [
        *keyboard,
        [button("profile.language", "lnask"), button("rights.mine", "rtmine"), button("menu.menu", "menu")],
    ]


async def change(ctx: Context, which: int) -> None:
    """Ask one question of the profile again."""
    if not 0 <= which < len(FIELDS):
        await ctx.toast("refused/old_button")
        return
    await open_form(ctx, FIELDS[which])


async def _changed(ctx: Context, given: Profile, about: dict[str, Any]) -> None:
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, **told(given))
    await messages.touch(ctx.unit, Subject("person", ctx.me.id))
    await ctx.toast("profile/changed")
    await show(ctx)


async def ask_contact(ctx: Context) -> None:
    """Ask whom to call in an emergency; also the button of others who miss it."""
    await open_form(ctx, CONTACT)


async def _contact_told(ctx: Context, given: Contact, about: dict[str, Any]) -> None:
    await contacts.set_emergency_contact(ctx.unit, ctx.me.id, given.contact_name, given.contact_phone)
    for session in await memberships.sessions_of(ctx.unit, ctx.me.id):
        await messages.touch(ctx.unit, Subject("session", session))
    await messages.touch(ctx.unit, Subject("person", ctx.me.id))
    await ctx.say("profile/contact_kept", contact=given.contact_name)
    await show(ctx)


async def ask_membership(ctx: Context) -> None:
    """Ask for this season's membership."""
    asked = await memberships.ask(ctx.unit, ctx.me.id)
    await messages.touch(ctx.unit, Subject("person", ctx.me.id))
    await ctx.toast("profile/membership_asked" if asked else "memberships/decided_already")
    await show(ctx)


def _one(name: str, step: Step) -> Form:
    return Form(name, Profile, (step,), _changed)


FIELDS = (
    _one("profile_name", NAME),
    _one("profile_commune", COMMUNE),
    _one("profile_likes", LIKES),
    _one("profile_notifications", NOTIFICATIONS),
)
CONTACT = Form("emergency_contact", Contact, (contact_steps.NAME, contact_steps.PHONE), _contact_told)
FORMS = (*FIELDS, CONTACT)
VIEWS = {"profile/card": card}
ROUTES: tuple[Route, ...] = (
    Command("profil", show),
    Press("profile", show),
    Press("pfchange", change),
    Press("pfcontact", ask_contact),
    Press("pfmember", ask_membership),
)
