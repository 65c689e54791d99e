"""`/sanstelegram`: those for whom one acts, and the card of each of them."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Command, Press, Route, Viewer
from storage import agenda, contacts, households, memberships, people, registered, relays, tellings
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PAGE = 6
CARD = "without_telegram/card"


async def listed(ctx: Context, page: int = 0) -> None:
    """Everyone without Telegram for whom this person may act, by name."""
    page = max(page, 0)
    found = await registered.listed(ctx.unit, ctx.me, limit=PAGE + 1, offset=page * PAGE)
    keyboard = [[button("without_telegram.one", "wtshow", one.id, who=one.name)] for one in found[:PAGE]]
    arrows = [button("lists.previous", "wtlist", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "wtlist", page + 1))
    last = [button("without_telegram.add", "wtadd"), button("menu.menu", "menu")]
    await ctx.show("without_telegram/list", [*keyboard, arrows, last], count=len(found[:PAGE]), page=page + 1)


async def show(ctx: Context, person: int) -> None:
    """One of them, as a card that stays up to date."""
    await ctx.display(message(CARD, person=person), subject=Subject("person", person), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A person without Telegram (`person`), for who acts for them; the number is behind a button of its own."""
    subject = Subject("person", context["person"])
    if not viewer.private or await check(unit, viewer.person, Action.ACT_FOR, subject) is not Verdict.ALLOWED:
        return None
    assert viewer.person is not None
    person = await people.get(unit, subject.id)
    paper = await registered.paper_charter(unit, person.id)
    contact = await contacts.emergency_contact(unit, person.id)
    told = await tellings.of_person(unit, person.id)
    _, seats = await agenda.sign_ups_of(unit, person.id, offset=0, limit=1)
    erasing = await registered.erasure_asked(unit, person.id)
    return message(
        "without_telegram/person",
        _buttons(person, seats=seats, told=told is None or told.told_at is not None, erasing=erasing),
        person=person.name,
        commune=person.commune,
        has_phone=person.phone is not None,
        accepted=person.accepted,
        signed_on=paper.signed_on.isoformat() if paper else None,
        held_by=paper.held_by if paper else None,
        membership=await memberships.state(unit, person.id, unit.now.astimezone(PARIS).date()),
        contact=contact.name if contact else None,
        households=[home.name for home in await households.of_person(unit, person.id)],
        minor=person.guardian_id is not None,
        seats=seats,
        to_pass_on=len(await relays.of_person(unit, person.id, limit=20)),
        told=told is not None and told.told_at is not None,
        erasing=erasing,
    )


def _buttons(person: Person, *, seats: int, told: bool, erasing: bool) -> list[list[Button]]:
    keyboard = [
        [button("without_telegram.sign_up", "wtsessions", person.id, 0)]
        if person.accepted
        else [button("without_telegram.sign_charter", "wtcharter", person.id)]
    ]
    if seats:
        keyboard[0].append(button("without_telegram.seats", "wtseats", person.id, count=seats))
    keyboard += [
        [button("without_telegram.name", "wtname", person.id), button("without_telegram.phone", "wtphone", person.id)],
        [
            button("without_telegram.contact", "wtcontact", person.id),
            button("without_telegram.link", "ivperson", person.id),
        ],
    ]
    last = [] if told else [button("tellings.hand_over", "tlperson", person.id)]
    last += [] if erasing else [button("without_telegram.erase", "wterase", person.id, 0)]
    return [*keyboard, last, [button("without_telegram.all", "wtlist", 0)]]


VIEWS = {CARD: card}
ROUTES: tuple[Route, ...] = (
    Command("sanstelegram", listed, Action.REGISTER),
    Press("wtlist", listed),
    Press("wtshow", show, Action.ACT_FOR, subject="person"),
)
