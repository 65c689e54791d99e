"""`/start`: what this is, the charter and the data notice, and then what brought the person here."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.forms.form import Form, Step
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import COMMUNE, LIKES, NAME, NAME_LENGTH, NOTIFICATIONS, Profile, told
from handlers.home import menu
from handlers.home.digest import told_now
from handlers.home.waiting import Waiting
from handlers.people import leaving
from handlers.people.charter import ACCEPT, Consent, read_consent, versions
from handlers.routing import Command, Job, Press, Route
from storage import memberships, people
from storage.clock import PARIS
from storage.people import Person, Role
from storage.store import Unit


async def start(ctx: Context) -> None:
    """`/start`, alone or with the payload of a link."""
    if ctx.person is not None and ctx.person.excluded_at is not None:
        await ctx.say("refused/excluded")
        return
    found = ctx.table.link(ctx.arguments.strip())
    if ctx.person is not None and ctx.person.accepted:
        await _come_back(ctx, ctx.person)
        await _follow(ctx, ctx.arguments.strip())
    elif found is not None and found[0].anyone:
        await found[0].handler(ctx, found[1])
    else:
        await _meet(ctx, ctx.arguments.strip() if found else "")


async def _come_back(ctx: Context, person: Person) -> None:
    if person.unreachable is not None:
        await people.unreachable(ctx.unit, ctx.account.id, None)
    if ctx.account.id in ctx.bot.coordinators:
        await people.grant(ctx.unit, person.id, Role.COORDINATOR, None)
    ctx.person = await people.get(ctx.unit, person.id)


async def _follow(ctx: Context, payload: str) -> None:
    """Go where a link leads; without one, to the menu."""
    found = ctx.table.link(payload)
    if found is None:
        await menu.show(ctx)
    elif found[0].anyone or await allowed(ctx, found[0].action):
        await found[0].handler(ctx, found[1])


async def _meet(ctx: Context, payload: str) -> None:
    """Someone new: note that they are there, hold what brought them, show the charter."""
    if ctx.person is None:
        name = " ".join((ctx.account.full_name or "").split())[:NAME_LENGTH] or str(ctx.account.id)
        ctx.person = await people.add(ctx.unit, name, telegram_id=ctx.account.id, language=ctx.language)
    found = ctx.table.link(payload)
    if found is not None and found[0].arrive is not None:
        await found[0].arrive(ctx, found[1])
    await open_form(ctx, CHARTER, about={"payload": payload})


async def _accepted(ctx: Context, given: Consent, about: dict[str, Any]) -> None:
    me = ctx.me.id
    if ctx.me.accepted:
        await menu.show(ctx)
        return
    await people.accept_charter(ctx.unit, me, ctx.choices.charter_version, ctx.choices.notice_version)
    if ctx.account.id in ctx.bot.coordinators:
        await people.grant(ctx.unit, me, Role.COORDINATOR, None)
    ctx.person = await people.get(ctx.unit, me)
    if await memberships.ask(ctx.unit, me):
        await _tell_validators(ctx.unit)
    await open_form(ctx, BY_LINK if about.get("payload") else JOIN, about=about)


async def _tell_validators(unit: Unit) -> None:
    """Memberships wait: coaches and coordinators hear of it at most once a day, most of them in the morning."""
    today = unit.now.astimezone(PARIS).date()
    what = message("memberships/waiting_notice", [[button("memberships.open", "msqueue", 0)]])
    for person in told_now(await people.with_role(unit, Role.COACH, Role.COORDINATOR)):
        await notify(unit, person, what, key=f"memberships:{today}:{person.id}")


async def _declined(ctx: Context, about: dict[str, Any]) -> None:
    """Nothing of who declines is kept; the last answer goes out with no person."""
    if ctx.me.accepted:
        await ctx.show("forms/cancelled")
        return
    if ctx.me.left_at is not None:
        await ctx.show("rights/asleep", [[button("rights.mine", "rtmine")]])
        return
    await leaving.forget(ctx.unit, ctx.choices, ctx.me.id)
    ctx.person = None
    await ctx.show("welcome/declined")


async def _joined(ctx: Context, given: Profile, about: dict[str, Any]) -> None:
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, **told(given), profile_done=True)
    await ctx.show("welcome/ready", person=ctx.person.name)
    await menu.send(ctx)


async def _named(ctx: Context, given: Profile, about: dict[str, Any]) -> None:
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, **told(given))
    await _follow(ctx, about.get("payload", ""))


async def _finished(ctx: Context, given: Profile, about: dict[str, Any]) -> None:
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, **told(given), profile_done=True)
    await menu.show(ctx)


async def _later(ctx: Context, about: dict[str, Any]) -> None:
    """No questions now: the charter is accepted all the same, the profile waits."""
    await ctx.show("welcome/later", [[button("menu.menu", "menu")]])


async def finish_profile(ctx: Context) -> None:
    """Ask what was left out when the person arrived by a link."""
    await open_form(ctx, FINISH)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """A profile not finished."""
    return [] if person.profile_done else [Waiting("welcome.finish", button("", "wlfinish").press or "")]


CHARTER = Form(
    "charter",
    Consent,
    (Step("accepted", "welcome/charter", read=read_consent, choices=ACCEPT, details=versions),),
    _accepted,
    cancelled=_declined,
    cancel_label="welcome.decline",
)
JOIN = Form("join", Profile, (NAME, COMMUNE, LIKES, NOTIFICATIONS), _joined, cancelled=_later)
BY_LINK = Form("join_by_link", Profile, (NAME,), _named, cancelled=_later)
FINISH = Form("finish_profile", Profile, (COMMUNE, LIKES, NOTIFICATIONS), _finished)

FORMS = (CHARTER, JOIN, BY_LINK, FINISH)
WAITING = waiting
JOBS = (Job("undecided", leaving.forget_undecided),)
ROUTES: tuple[Route, ...] = (
    Command("start", start, anyone=True),
    Press("wlfinish", finish_profile),
)
