"""Telephone numbers, shared for a day among host, supervisor and helpers: each is asked, and may take theirs back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms import contact_steps
from handlers.forms.form import Answers, Form, Given, Trouble
from handlers.forms.forms import open_form
from handlers.routing import REDRAWN, Press, Route, Viewer
from handlers.sessions.addresses import has_whole_seat
from handlers.the_day.taking_back import NUMBERS
from storage import choices as chosen
from storage import numbers, people, sessions
from storage.choices import Choices
from storage.ids import Subject
from storage.numbers import Shares
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit

ASK = "numbers/ask"
DECISIONS = tuple(Shares)
"""By number: the numbers are in buttons already sent."""


# Asked, once for a session, unless it was decided for good.


async def ask(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """Whether to share one's number in a session (`session`); nothing once that is decided or over."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or not await _takes_part(unit, viewer.person, session):
        return None
    if await numbers.agrees(unit, viewer.person.id, session.id) is not None:
        return None
    choices = await chosen.load(unit)
    return message(
        "numbers/asked",
        [_decision(shares, session.id) for shares in (Shares.ONCE, Shares.ALWAYS, Shares.NEVER)],
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        since=numbers.shared_from(session, choices).isoformat(),
        known=viewer.person.phone is not None,
    )


def _decision(shares: Shares, session: int) -> list[Button]:
    return [button(f"numbers.{shares}", "nmshare", session, DECISIONS.index(shares))]


def _share_mine(session: int) -> Button:
    return button("numbers.share_mine", "nmshare", session, DECISIONS.index(Shares.ONCE))


async def _takes_part(unit: Unit, person: Person, session: Session) -> bool:
    if not session.is_open or session.ends_at <= unit.now:
        return False
    return await check(unit, person, Action.SEE_NUMBERS, Subject("session", session.id)) is Verdict.ALLOWED


async def share(ctx: Context, session: int, code: int) -> None:
    """A decision; the number itself is asked for where we do not have it."""
    if not 0 <= code < len(DECISIONS):
        await ctx.toast("refused/old_button")
        return
    found, shares = await sessions.get_session(ctx.unit, session), DECISIONS[code]
    if not await _takes_part(ctx.unit, ctx.me, found):
        await ctx.toast("numbers/over", alert=True)
    elif shares in (Shares.ONCE, Shares.ALWAYS) and ctx.me.phone is None:
        await open_form(ctx, NUMBER, about={"session": session, "shares": shares})
    else:
        await _decide(ctx, found, shares)
        await ctx.show("numbers/decided", [[button("sessions.open", "wdsession", session)]], shares=shares)


async def _decide(ctx: Context, session: Session, shares: Shares) -> None:
    await numbers.decide(ctx.unit, ctx.me.id, shares, session.id)
    await send_sheets(ctx.unit, session, ctx.choices)


class Number(BaseModel):
    """One's own number."""

    phone: str


async def _own_number(ctx: Context, given: Given, answers: Answers) -> Any:
    """A number that is typed, or a contact that is the sender's own."""
    if given.contact is not None and given.contact.user_id != ctx.account.id:
        return Trouble("numbers/not_yours")
    assert contact_steps.PHONE.read is not None
    return await contact_steps.PHONE.read(ctx, given, answers)


async def _told(ctx: Context, given: Number, about: dict[str, Any]) -> None:
    found = await sessions.get_session(ctx.unit, about["session"])
    if not await allowed(ctx, Action.SEE_NUMBERS, Subject("session", found.id)):
        return
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, phone=given.phone)
    if await _takes_part(ctx.unit, ctx.me, found):
        await _decide(ctx, found, Shares(about["shares"]))
        await ctx.show("numbers/decided", [[button("sessions.open", "wdsession", found.id)]], shares=about["shares"])
    else:
        await ctx.show("numbers/over")


PHONE = replace(contact_steps.PHONE, field="phone", question="numbers/ask_phone", read=_own_number)
NUMBER = Form("share_number", Number, (PHONE,), _told, private=frozenset({"phone"}))


# Shown from the evening before until the end, in a message that cannot be forwarded; then it is emptied.


async def may_see(unit: Unit, person: Person | None, session: Session, choices: Choices) -> bool:
    """Whether this person may read the numbers of a session now."""
    if person is None or not numbers.is_time(session, choices, unit.now) or not session.is_open:
        return False
    subject = Subject("session", session.id)
    if await check(unit, person, Action.SEE_NUMBERS, subject) is not Verdict.ALLOWED:
        return False
    if await check(unit, person, Action.SEE_PARTICIPANTS, subject) is Verdict.ALLOWED:
        return True
    return await has_whole_seat(unit, person, session, choices)


async def sheet(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The numbers of a session (`session`); what stands in a chat is emptied when its reader may no longer see it."""
    session = await sessions.get_session(unit, context["session"])
    choices = await chosen.load(unit)
    if not viewer.private or viewer.person is None or not await may_see(unit, viewer.person, session, choices):
        return message("numbers/emptied") if context.get(REDRAWN) else None
    found = await numbers.shared(unit, session, choices)
    mine = any(one.person_id == viewer.person.id for one in found)
    decision = _decision(Shares.NOT_NOW, session.id) if mine else [_share_mine(session.id)]
    shown = message(
        "numbers/shared",
        [decision, [button("sessions.open", "wdsession", session.id)]],
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        people=[one.model_dump(include={"name", "part", "phone"}) for one in found],
        mine=mine,
    )
    return shown.model_copy(update={"protect": True})


async def show(ctx: Context, session: int) -> None:
    """The button «Numéros»."""
    found = await sessions.get_session(ctx.unit, session)
    if not await may_see(ctx.unit, ctx.me, found, ctx.choices):
        await ctx.toast("numbers/later", alert=True)
        return
    await numbers.stand(ctx.unit, found)
    await ctx.send(message(NUMBERS, session=session), subject=Subject("session", session), is_card=True)


async def send_sheets(unit: Unit, session: Session, choices: Choices) -> None:
    """Send the numbers to each who takes part, once for these hours, as soon as there are any and it is time."""
    if not await numbers.shared(unit, session, choices):
        return
    await numbers.stand(unit, session)
    for person in await numbers.of_session(unit, session):
        await notify(
            unit, person, message(NUMBERS, session=session.id), subject=Subject("session", session.id), is_card=True,
            key=f"numbers:{session.id}:{session.version}:{person}", expires_at=session.ends_at,
            not_before=notice_time(choices, unit.now, session.starts_at),
        )  # fmt: skip


FORMS = (NUMBER,)
VIEWS = {ASK: ask, NUMBERS: sheet}
ROUTES: tuple[Route, ...] = (
    Press("nmshare", share, Action.SEE_NUMBERS, subject="session"),
    Press("nmshow", show, Action.SEE_NUMBERS, subject="session"),
)
