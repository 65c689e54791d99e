"""A calendar of one's sessions: as a file, or to subscribe to by a private link that is renewed and revoked here."""

from __future__ import annotations

from typing import Any

from handlers.agenda.calendar import event
from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Job, Made, Page, Press, Route, Viewer
from handlers.sign_ups.calendar_file import calendar_file
from locales import texts
from storage import agenda, people, web_links
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Attachment, Button, Message
from storage.people import Person
from storage.store import Unit

KIND = "calendar"


async def show(ctx: Context) -> None:
    """The screen «Mon calendrier»."""
    found = await web_links.of_person(ctx.unit, KIND, ctx.me.id)
    keyboard: list[list[Button]] = [[button("calendar.file", "clfile")]]
    if ctx.bot.public_url and found is None:
        keyboard.append([button("calendar.make", "clmake")])
    elif found is not None:
        renew = [button("calendar.renew", "clmake")] if ctx.bot.public_url else []
        keyboard.append([*renew, button("calendar.revoke", "clrevoke")])
    since = found.created_at.isoformat() if found else None
    keyboard.append([button("calendar.back", "mine")])
    await ctx.show("calendar/screen", keyboard, served=ctx.bot.public_url is not None, since=since)


async def make(ctx: Context) -> None:
    """Make the link, in place of the one before; it is shown once, and our record of the message loses it."""
    if ctx.bot.public_url is None:
        await show(ctx)
        return
    token = await web_links.make(ctx.unit, KIND, ctx.me.id)
    link = f"{ctx.bot.public_url}/calendar/{token}.ics"
    await ctx.show(
        "calendar/link", [[button("calendar.open", "clopen")]], subject=Subject(web_links.SUBJECT, ctx.me.id), link=link
    )


async def revoke(ctx: Context) -> None:
    """From now on the link leads nowhere."""
    done = await web_links.revoke(ctx.unit, KIND, ctx.me.id)
    await ctx.toast("calendar/revoked" if done else "calendar/none", alert=done)
    await show(ctx)


async def send_file(ctx: Context) -> None:
    """Send all of one's sessions to come as a file."""
    if await agenda.sessions_of(ctx.unit, ctx.me.id):
        await ctx.send(Message(name="calendar/file", attachment=Attachment(make="own_calendar")))
    else:
        await ctx.toast("calendar/empty", alert=True)


async def own_calendar(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """The file of a person's sessions."""
    return await _calendar(unit, viewer.person) if viewer.person is not None else None


async def _calendar(unit: Unit, person: Person) -> Made:
    """The commune only, never the address: a calendar is copied to machines we do not know."""
    events = [event(session, person) for session in await agenda.sessions_of(unit, person.id)]
    name = texts.label(person.language, "calendar.own_file", {})
    title = texts.plain(person.language, "calendar/title", {})
    return Made(name, calendar_file(events, unit.now, title=title))


async def feed(unit: Unit, choices: Choices, rest: str) -> Made | None:
    """`/calendar/<token>.ics`, for who has the token."""
    token, dot, ending = rest.partition(".")
    found = await web_links.follow(unit, KIND, token) if (dot, ending) == (".", "ics") else None
    return await _calendar(unit, await people.get(unit, found.person_id)) if found is not None else None


async def let_go(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves: their link is over."""
    await web_links.revoke(unit, KIND, person)


async def forget(unit: Unit, choices: Choices) -> bool:
    """No token stays in the record of a message that has left, no link past its time."""
    await web_links.forget_tokens(unit)
    return await web_links.forget_expired(unit)


LEAVING = let_go
JOBS = (Job("web_links", forget),)
MAKERS = {"own_calendar": own_calendar}
PAGES = (Page("calendar", feed, private=True),)
ROUTES: tuple[Route, ...] = (
    Press("clopen", show),
    Press("clmake", make),
    Press("clrevoke", revoke),
    Press("clfile", send_file),
)
