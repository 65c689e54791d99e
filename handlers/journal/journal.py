"""`/journal`: who changed what, when, before and after; of one person, one household or one kind of matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button, in_pairs
from handlers.choices.choice_values import said
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Command, Press, Route
from storage import households, journal, people, scopes, sessions
from storage.choice_kinds import editable
from storage.ids import Subject
from storage.journal import KINDS, Entry, Filter
from storage.outbox import Button
from storage.permissions import Action
from storage.store import Unit

PAGE = 6
WORDS = 12
ALL, PERSON, HOUSEHOLD, KIND = range(4)
"""What a page is limited to, as its buttons say it."""
_PEOPLE = frozenset({"coach", "person", "cover"})
"""Fields of the trail that hold the id of a person."""


class Search(BaseModel):
    """A name, or its beginning."""

    words: str


async def newest(ctx: Context) -> None:
    """The newest lines, of everything."""
    await show(ctx, 0, ALL, 0)


async def show(ctx: Context, before: int, which: int, number: int) -> None:
    """A page of the journal."""
    chosen = await _filter(ctx.unit, which, number)
    if chosen is None:
        await ctx.toast("refused/old_button")
        return
    found = await journal.page(ctx.unit, chosen, before=max(before, 0), limit=PAGE + 1)
    lines = [await _line(ctx.unit, entry) for entry in found[:PAGE]]
    leaf = [button("journal.newest", "jrlist", 0, which, number)] if before > 0 else []
    if len(found) > PAGE:
        leaf.append(button("journal.older", "jrlist", found[PAGE - 1].id, which, number))
    keyboard = [leaf, *_limits(which), [button("menu.menu", "menu")]]
    await ctx.show("journal/page", keyboard, lines=lines, of=await _of(ctx.unit, chosen))


def _limits(which: int) -> list[list[Button]]:
    if which != ALL:
        return [[button("journal.all", "jrlist", 0, ALL, 0)]]
    return [
        [button("journal.person", "jrperson"), button("journal.household", "jrhouses", 0)],
        [button("journal.kind", "jrkinds")],
    ]


async def _filter(unit: Unit, which: int, number: int) -> Filter | None:
    """What a button limits the page to; None where there is no such person, household or kind."""
    try:
        if which == PERSON:
            return Filter(person=(await people.get(unit, number)).id)
        if which == HOUSEHOLD:
            return Filter(household=(await households.get(unit, number)).id)
    except LookupError:
        return None
    if which == KIND:
        return Filter(kind=KINDS[number]) if 0 <= number < len(KINDS) else None
    return Filter() if which == ALL else None


async def _of(unit: Unit, chosen: Filter) -> dict[str, str] | None:
    if chosen.person is not None:
        return {"kind": "one_person", "name": (await people.get(unit, chosen.person)).name}
    if chosen.household is not None:
        return {"kind": "one_household", "name": (await households.get(unit, chosen.household)).name}
    return {"kind": chosen.kind, "name": ""} if chosen.kind else None


async def _line(unit: Unit, entry: Entry) -> dict[str, Any]:
    about = await _about(unit, entry.subject)
    changes = [await _change(unit, entry, field, pair) for field, pair in entry.changes.items()]
    return {
        "at": entry.at.isoformat(), "actor": entry.actor, "machine": entry.actor_id is None, "action": entry.action,
        "kind": entry.subject.kind, "changes": changes, **about,
    }  # fmt: skip


async def _about(unit: Unit, subject: Subject) -> dict[str, Any]:
    """Whose matter it is, as far as it is still there: a name, and of a session its day."""
    nothing: dict[str, Any] = {"name": None, "start": None}
    try:
        if subject.kind == "person":
            return {**nothing, "name": (await people.get(unit, subject.id)).name}
        household = await scopes.household_of(unit, subject)
        name = (await households.get(unit, household)).name if household is not None else None
        if subject.kind == "session":
            return {"name": name, "start": (await sessions.get_session(unit, subject.id)).starts_at.isoformat()}
    except LookupError:
        return nothing
    return {**nothing, "name": name}


async def _change(unit: Unit, entry: Entry, field: str, pair: list[Any]) -> dict[str, Any]:
    """A field with what it was and is: names for people, words for choices, nothing of what is personal."""
    if len(pair) != 2 or pair == [None, None]:
        return {"field": field, "choice": False, "hidden": True, "before": None, "after": None}
    before, after = pair
    if entry.subject.kind == "choice" and field in editable():
        return {
            "field": field,
            "choice": True,
            "hidden": False,
            "before": said(field, before),
            "after": said(field, after),
        }
    if field in _PEOPLE:
        before, after = await _name(unit, before), await _name(unit, after)
    return {"field": field, "choice": False, "hidden": False, "before": _told(before), "after": _told(after)}


async def _name(unit: Unit, person: Any) -> str | None:
    known = await people.of_ids(unit, [person]) if isinstance(person, int) else []
    return known[0].name if known else None


def _told(value: Any) -> dict[str, Any]:
    """A value with how it is said: nothing, yes or no, a moment, a number, or words."""
    if value is None or value in ("", []):
        return {"kind": "nothing", "value": None}
    if isinstance(value, bool):
        return {"kind": "yes_no", "value": value}
    if isinstance(value, int | float):
        return {"kind": "number", "value": value}
    if isinstance(value, list):
        return {"kind": "words", "value": [str(one) for one in value][:WORDS]}
    moment = _moment(str(value))
    return {"kind": "moment", "value": moment} if moment else {"kind": "words", "value": [str(value)]}


def _moment(text: str) -> str | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.isoformat() if len(text) > len("2027-03-01") and found.tzinfo else None


async def ask_person(ctx: Context) -> None:
    """Ask of whom."""
    await open_form(ctx, FORM)


async def _read(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    return given.text[:60] if any(char.isalnum() for char in given.text) else Trouble("directory/words_unusable")


async def _searched(ctx: Context, given: Search, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.SEE_JOURNAL):
        return
    found = await people.search(ctx.unit, given.words, limit=PAGE)
    keyboard = [[button("households.coach", "jrlist", 0, PERSON, one.id, person=one.name)] for one in found]
    last = [button("journal.person", "jrperson"), button("journal.all", "jrlist", 0, ALL, 0)]
    await ctx.show("journal/found", [*keyboard, last], said=given.words, count=len(found))


async def ask_household(ctx: Context, page: int) -> None:
    """Of which household."""
    page = max(page, 0)
    found = await households.active(ctx.unit, limit=PAGE + 1, offset=page * PAGE)
    keyboard = [
        [button("households.listed_active", "jrlist", 0, HOUSEHOLD, home.id, household=home.name)]
        for home in found[:PAGE]
    ]
    arrows = [button("lists.previous", "jrhouses", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "jrhouses", page + 1))
    await ctx.show("journal/which_household", [*keyboard, arrows, [button("journal.all", "jrlist", 0, ALL, 0)]])


async def ask_kind(ctx: Context) -> None:
    """Of which kind of matter."""
    keys = [button(f"journal.of_{kind}", "jrlist", 0, KIND, at) for at, kind in enumerate(KINDS)]
    keyboard = in_pairs(keys)
    await ctx.show("journal/which_kind", [*keyboard, [button("journal.all", "jrlist", 0, ALL, 0)]])


FORM = Form("journal_person", Search, (Step("words", "directory/ask_words", read=_read),), _searched)
FORMS = (FORM,)
_J = Action.SEE_JOURNAL
ROUTES: tuple[Route, ...] = (
    Command("journal", newest, _J),
    Press("jrlist", show, _J),
    Press("jrperson", ask_person, _J),
    Press("jrhouses", ask_household, _J),
    Press("jrkinds", ask_kind, _J),
)
