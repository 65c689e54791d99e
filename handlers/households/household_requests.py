"""A household asks to join: its project in its own words, then a coach or coordinator says yes or no in one tap."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.place_step import commune_step, read_house_year
from handlers.home.digest import told_now
from handlers.home.waiting import AT_MOST, Waiting, one_by_one
from handlers.households.handovers import tell
from handlers.routing import Command, Press, Route, Viewer
from storage import absences, handovers, households, invitations, messages, people
from storage.households import Household, HouseholdState
from storage.ids import PersonId, Subject
from storage.invitations import InvitationState
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

NAME_LENGTH = 60
PROJECT_LENGTH = 1000


class Project(BaseModel):
    """What a household says of itself."""

    name: str
    commune: str
    project: str
    built_year: int | None = None


async def ask(ctx: Context) -> None:
    """`/projet`: ask to join as a household; one request at a time."""
    waiting = await households.asked_by(ctx.unit, ctx.me.id)
    if waiting is not None:
        await ctx.show("households/asked_already", [[button("menu.menu", "menu")]], household=waiting.name)
    else:
        await open_form(ctx, FORM, about={})


async def invited(ctx: Context, invitation: int) -> None:
    """Someone invited as a household, and confirmed, describes the project; it is accepted at once."""
    if await _inviter(ctx, invitation) is None:
        await ctx.toast("refused/old_button")
    elif await households.of_person(ctx.unit, ctx.me.id):
        await ctx.toast("households/in_one_already")
    else:
        await open_form(ctx, FORM, about={"invitation": invitation})


async def _inviter(ctx: Context, invitation: int) -> PersonId | None:
    try:
        found = await invitations.get(ctx.unit, invitation)
    except LookupError:
        return None
    mine = found.state is InvitationState.CONFIRMED and found.opened_by == ctx.me.id and found.role is Role.HOUSEHOLD
    return found.created_by if mine else None


async def _read_line(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    text = " ".join(given.text.split())
    return text if 1 <= len(text) <= NAME_LENGTH else Trouble("households/name_unusable", {"length": NAME_LENGTH})


async def _read_project(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    return given.text[:PROJECT_LENGTH] if given.text else Trouble("forms/use_words")


async def _done(ctx: Context, told: Project, about: dict[str, Any]) -> None:
    inviter = await _inviter(ctx, about["invitation"]) if "invitation" in about else None
    if inviter is None and await households.asked_by(ctx.unit, ctx.me.id) is not None:
        await ask(ctx)
        return
    home = await households.ask(
        ctx.unit, ctx.me.id, told.name, commune=told.commune, project=told.project, built_year=told.built_year
    )
    if inviter is None:
        await ctx.show("households/asked", [[button("menu.menu", "menu")]])
        await _tell_deciders(ctx, home)
        return
    if not await households.of_person(ctx.unit, ctx.me.id):
        coach = (await people.get(ctx.unit, inviter)).has(Role.COACH)
        await households.accept(ctx.unit, home.id, inviter, inviter if coach else None)
    await ctx.show(
        "households/accepted", _first_steps(home.id), household=home.name, coach=await _coach_name(ctx, home)
    )


async def _tell_deciders(ctx: Context, home: Household) -> None:
    """Who would rather hear of it in the morning finds it among what waits."""
    card = message("households/request_card", household=home.id)
    for person in told_now(await people.with_role(ctx.unit, Role.COACH, Role.COORDINATOR)):
        if person.id != ctx.me.id:
            await notify(ctx.unit, person, card, subject=Subject("household", home.id), is_card=True)


async def request_card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A request for those who decide, as it stands."""
    if await check(unit, viewer.person, Action.ACCEPT_HOUSEHOLD) is not Verdict.ALLOWED:
        return None
    assert viewer.person is not None
    home = await households.get(unit, context["household"])
    house = await households.house(unit, home.id)
    asker = await people.get(unit, home.asked_by) if home.asked_by else None
    coach = await people.get(unit, home.coach_id) if home.coach_id else None
    return message(
        "households/request",
        _decisions(home, viewer.person, follows=home.coach_id in await absences.acts_for(unit, viewer.person.id)),
        household=home.name,
        person=asker.name if asker else None,
        commune=house.commune,
        built_year=house.built_year,
        project=home.project,
        state=home.state,
        coach=coach.name if coach else None,
    )


def _decisions(home: Household, viewer: Person, *, follows: bool) -> list[list[Button]]:
    accept = button("households.accept", "hhaccept", home.id)
    if home.state is HouseholdState.ASKED:
        return [[accept, button("households.refuse", "hhrefuse", home.id)]]
    if home.state is HouseholdState.REFUSED:
        return [[button("households.accept_after_all", "hhaccept", home.id)]]
    if home.state is not HouseholdState.ACTIVE:
        return []
    choose = [button("households.choose_coach", "hhcoaches", home.id)] if viewer.has(Role.COORDINATOR) else []
    knows = viewer.has(Role.COORDINATOR) or follows
    return [choose, [button("households.details", "hhcard", home.id)] if knows else []]


async def open_card(ctx: Context, household: int) -> None:
    """Show a household to those who decide."""
    card = message("households/request_card", household=household)
    await ctx.display(card, subject=Subject("household", household), is_card=True)


async def accept(ctx: Context, household: int) -> None:
    """Yes: a coach who accepts follows the household; a coordinator names who does."""
    accepted = await households.accept(ctx.unit, household, ctx.me.id, ctx.me.id if ctx.me.has(Role.COACH) else None)
    await ctx.toast("households/accepted_toast" if accepted else "households/decided_already")
    await messages.touch(ctx.unit, Subject("household", household))
    if not accepted:
        return
    home = await households.get(ctx.unit, household)
    if home.asked_by is not None:
        told = message(
            "households/accepted", _first_steps(home.id), household=home.name, coach=await _coach_name(ctx, home)
        )
        await notify(ctx.unit, home.asked_by, told, subject=Subject("household", household))
    if home.coach_id is None:
        await coaches(ctx, household)
    else:
        await open_card(ctx, household)


async def _coach_name(ctx: Context, home: Household) -> str | None:
    coach = await households.coach(ctx.unit, home.id)
    return (await people.get(ctx.unit, coach)).name if coach else None


def _first_steps(household: int) -> list[list[Button]]:
    return [
        [button("households.mine", "hhmine")],
        [button("households.invite", "ivhouse", household), button("menu.menu", "menu")],
    ]


async def refuse(ctx: Context, household: int) -> None:
    """No; it can still become a yes."""
    refused = await households.move_to(ctx.unit, household, HouseholdState.REFUSED, ctx.me.id)
    await ctx.toast("households/refused_toast" if refused else "households/decided_already")
    await messages.touch(ctx.unit, Subject("household", household))
    home = await households.get(ctx.unit, household)
    if refused and home.asked_by is not None:
        await notify(ctx.unit, home.asked_by, message("households/refused"), subject=Subject("household", household))
    await open_card(ctx, household)


async def coaches(ctx: Context, household: int) -> None:
    """Choose who follows a household."""
    known = await people.with_role(ctx.unit, Role.COACH)
    keyboard = [[button("households.coach", "hhcoach", household, coach.id, person=coach.name)] for coach in known[:20]]
    home = await households.get(ctx.unit, household)
    await ctx.show(
        "households/choose_coach", [*keyboard, [button("households.open", "hhopen", household)]],
        household=home.name, count=len(known),
    )  # fmt: skip


async def set_coach(ctx: Context, household: int, person: int) -> None:
    """Say who follows a household; both are told."""
    coach = next(iter(await people.of_ids(ctx.unit, [person])), None)
    if coach is None or not coach.has(Role.COACH):
        await ctx.toast("refused/old_button")
        return
    before = await households.coach(ctx.unit, household)
    passed = await handovers.pass_on(ctx.unit, household, coach.id, ctx.me.id, ctx.choices)
    await messages.touch(ctx.unit, Subject("household", household))
    if before != coach.id:
        home = await households.get(ctx.unit, household)
        if coach.id != ctx.me.id:
            told = message(
                "households/you_follow", [[button("households.open", "hhopen", household)]], household=home.name
            )
            await notify(ctx.unit, coach, told, subject=Subject("household", household))
        await tell(ctx, household, before, coach, passed)
    await ctx.toast("households/coach_set", coach=coach.name)
    await open_card(ctx, household)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Requests, for those who decide."""
    if not person.has(Role.COACH, Role.COORDINATOR):
        return []
    found = [
        Waiting("households.waits", data("hhopen", home.id), context={"household": home.name}, since=home.created_at)
        for home in await households.waiting(unit, limit=AT_MOST + 1)
    ]
    rest = Waiting("households.to_decide", data("hhqueue", 0), await households.count_waiting(unit))
    return one_by_one(found, rest)


FORM = Form(
    "household_request",
    Project,
    (
        Step("name", "households/ask_name", read=_read_line),
        commune_step("households/ask_commune"),
        Step("project", "households/ask_project", read=_read_project),
        Step("built_year", "households/ask_year", read=read_house_year, optional=True),
    ),
    _done,
    summary="households/summary",
    confirm_label="households.send",
)
FORMS = (FORM,)
WAITING = waiting
VIEWS = {"households/request_card": request_card}
ROUTES: tuple[Route, ...] = (
    Command("projet", ask),
    Press("hhask", ask),
    Press("hhinvited", invited),
    Press("hhopen", open_card, Action.ACCEPT_HOUSEHOLD, subject="household"),
    Press("hhaccept", accept, Action.ACCEPT_HOUSEHOLD, subject="household"),
    Press("hhrefuse", refuse, Action.ACCEPT_HOUSEHOLD, subject="household"),
    Press("hhcoaches", coaches, Action.MANAGE_PEOPLE, subject="household"),
    Press("hhcoach", set_coach, Action.MANAGE_PEOPLE, subject="household"),
)
