"""`/personnes`: coordinators find people, give and take roles, exclude and take back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import work_choices
from handlers.people import leaving
from handlers.routing import Command, Press, Route, Viewer
from storage import exclusions, households, memberships, messages, outbox, people
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.memberships import MembershipState
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PAGE = 6
GIVEN: tuple[Role, ...] = (Role.SUPERVISOR, Role.COACH, Role.PARTNER, Role.COORDINATOR)
"""Roles given and taken here; volunteers come by themselves, households by their request. The order is in buttons."""


class Search(BaseModel):
    """A name, or its beginning."""

    words: str


class Works(BaseModel):
    """The kinds of work a supervisor may lead."""

    works: list[str] = []


async def directory(ctx: Context) -> None:
    """`/personnes`, alone or with a name."""
    if ctx.arguments.strip():
        await _found(ctx, ctx.arguments.strip()[:60])
    else:
        await everyone(ctx, 0)


async def everyone(ctx: Context, page: int) -> None:
    """All people, newest first."""
    page = max(page, 0)
    found = await people.search(ctx.unit, "", limit=PAGE + 1, offset=page * PAGE)
    arrows = [button("lists.previous", "pplist", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "pplist", page + 1))
    last = [button("directory.search", "ppsearch"), button("menu.menu", "menu")]
    await ctx.show("directory/list", [*_lines(found[:PAGE]), arrows, last], page=page + 1, count=len(found[:PAGE]))


def _lines(found: list[Person]) -> list[list[Button]]:
    return [[button("directory.person", "ppshow", one.id, person=one.name, roles=sorted(one.roles))] for one in found]


async def search(ctx: Context) -> None:
    """Ask for a name."""
    await open_form(ctx, SEARCH)


async def _read_words(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    return given.text[:60] if any(char.isalnum() for char in given.text) else Trouble("directory/words_unusable")


async def _searched(ctx: Context, given: Search, about: dict[str, Any]) -> None:
    if await allowed(ctx, Action.MANAGE_PEOPLE):
        await _found(ctx, given.words)


async def _found(ctx: Context, words: str) -> None:
    found = await people.search(ctx.unit, words, limit=PAGE + 1)
    last = [button("directory.search", "ppsearch"), button("directory.all", "pplist", 0)]
    await ctx.show(
        "directory/found", [*_lines(found[:PAGE]), last], words=words, count=len(found[:PAGE]), more=len(found) > PAGE
    )


async def show(ctx: Context, person: int) -> None:
    """One person, as a card that stays up to date."""
    card_of = message("directory/card", person=person)
    await ctx.display(card_of, subject=Subject("person", person), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A person as coordinators see them: no number, no address."""
    subject = Subject("person", context["person"])
    if not viewer.private or await check(unit, viewer.person, Action.MANAGE_PEOPLE, subject) is not Verdict.ALLOWED:
        return None
    assert viewer.person is not None
    person = await people.get(unit, subject.id)
    today = unit.now.astimezone(PARIS).date()
    membership = await memberships.state(unit, person.id, today)
    return message(
        "directory/person",
        _buttons(person, membership, await memberships.season(unit, today), me=viewer.person.id),
        person=person.name,
        commune=person.commune,
        roles=sorted(person.roles),
        works=sorted(await people.qualifications(unit, person.id)),
        households=[home.name for home in await households.of_person(unit, person.id)],
        membership=membership,
        excluded=person.excluded_at.isoformat() if person.excluded_at else None,
        telegram=person.telegram_id is not None,
        unreachable=person.unreachable is not None,
        accepted=person.charter_version is not None,
    )


def _buttons(person: Person, membership: MembershipState | None, season: int, *, me: PersonId) -> list[list[Button]]:
    back = [button("directory.all", "pplist", 0)]
    if person.excluded_at is not None:
        return [[button("directory.readmit", "ppback", person.id)], back]
    if not person.accepted:
        return [back]
    keyboard = [[button("directory.roles", "pproles", person.id)]]
    if person.has(Role.SUPERVISOR):
        keyboard.append([button("directory.qualify", "ppqualify", person.id)])
    if membership in (MembershipState.ASKED, MembershipState.REFUSED):
        keyboard.append([button("directory.validate", "msvalid", person.id, season, 0)])
    if person.telegram_id is None:
        keyboard.append([button("directory.act_for", "wtshow", person.id)])
    if person.id != me:
        keyboard.append([button("directory.exclude", "ppexclude", person.id, 0)])
    return [*keyboard, back]


async def roles(ctx: Context, person: int) -> None:
    """The roles one can give or take."""
    found = await people.get(ctx.unit, person)
    keyboard = [
        [
            button(
                f"directory.{'take' if role in found.roles else 'give'}_{role}",
                "pprole",
                person,
                index,
                role not in found.roles,
            )
        ]
        for index, role in enumerate(GIVEN)
    ]
    await ctx.show("directory/roles", [*keyboard, [button("directory.back", "ppshow", person)]], person=found.name)


async def set_role(ctx: Context, person: int, which: int, give: int) -> None:
    """Give or take one; the button says which, so that a second tap changes nothing."""
    found = await people.get(ctx.unit, person)
    if not 0 <= which < len(GIVEN) or not found.accepted:
        await ctx.toast("refused/old_button")
        return
    role = GIVEN[which]
    if bool(give) is found.has(role):
        await ctx.toast("directory/role_as_is")
    elif give:
        await people.grant(ctx.unit, found.id, role, ctx.me.id)
        await ctx.toast("directory/role_given")
        await ctx.notify(found, "directory/you_have_role", [[button("menu.menu", "menu")]], context={"role": role})
    elif role is Role.COORDINATOR and len(await people.with_role(ctx.unit, role)) == 1:
        await ctx.toast("directory/last_coordinator", alert=True)
    else:
        await people.revoke(ctx.unit, found.id, role, ctx.me.id)
        await ctx.toast("directory/role_taken")
        await ctx.notify(found, "directory/role_ended", context={"role": role})
    await messages.touch(ctx.unit, Subject("person", person))
    if await allowed(ctx, Action.MANAGE_PEOPLE):
        await roles(ctx, person)


async def qualify(ctx: Context, person: int) -> None:
    """Ask which works a supervisor may lead."""
    await open_form(ctx, QUALIFY, about={"person": person})


async def _qualified(ctx: Context, given: Works, about: dict[str, Any]) -> None:
    person = PersonId(about["person"])
    if not await allowed(ctx, Action.MANAGE_PEOPLE, Subject("person", person)):
        return
    await people.qualify(ctx.unit, person, given.works, ctx.me.id)
    await messages.touch(ctx.unit, Subject("person", person))
    await ctx.toast("directory/qualified")
    await show(ctx, person)


async def exclude(ctx: Context, person: int, confirmed: int) -> None:
    """Exclude someone, after a second tap: seats, links, roles and queued messages fall at once."""
    found = await people.get(ctx.unit, person)
    if found.id == ctx.me.id or found.excluded_at is not None:
        await ctx.toast("directory/not_excluded")
        await show(ctx, person)
        return
    if not confirmed:
        keyboard = [
            [button("directory.yes_exclude", "ppexclude", person, 1)],
            [button("directory.back", "ppshow", person)],
        ]
        await ctx.show("directory/confirm_exclusion", keyboard, person=found.name)
        return
    await leaving.exclude(ctx.unit, ctx.choices, found.id, ctx.me.id)
    if found.telegram_id is not None and found.unreachable is None:
        told = message("directory/you_are_excluded", cooperative=ctx.choices.cooperative_name)
        await outbox.put(ctx.unit, told, chat=found.telegram_id, person=found.id, priority=outbox.Priority.NOTICE)
    await messages.touch(ctx.unit, Subject("person", person))
    await ctx.toast("directory/excluded")
    await show(ctx, person)


async def readmit(ctx: Context, person: int) -> None:
    """Take someone back, as a volunteer."""
    done = await exclusions.readmit(ctx.unit, PersonId(person), ctx.me.id)
    await ctx.toast("directory/readmitted" if done else "directory/role_as_is")
    if done:
        await ctx.notify(PersonId(person), "directory/you_are_back", [[button("menu.menu", "menu")]])
    await messages.touch(ctx.unit, Subject("person", person))
    await show(ctx, person)


SEARCH = Form("search_people", Search, (Step("words", "directory/ask_words", read=_read_words),), _searched)
QUALIFY = Form(
    "qualify", Works, (Step("works", "directory/ask_works", choices=work_choices(), many=True, per_line=2),), _qualified
)
FORMS = (SEARCH, QUALIFY)
VIEWS = {"directory/card": card}
_M = Action.MANAGE_PEOPLE
ROUTES: tuple[Route, ...] = (
    Command("personnes", directory, _M),
    Press("pplist", everyone, _M),
    Press("ppsearch", search, _M),
    Press("ppshow", show, _M, subject="person"),
    Press("pproles", roles, _M, subject="person"),
    Press("pprole", set_role, _M, subject="person"),
    Press("ppqualify", qualify, _M, subject="person"),
    Press("ppexclude", exclude, _M, subject="person"),
    Press("ppback", readmit, _M, subject="person"),
)
