"""Every route of the program, by everybody, on everything: what the table refuses changes nothing and says why.

The walk is made of the one table of routes itself, so that a route added tomorrow is walked without being named here.
Only a button that takes a number without declaring whose matter it is must be listed below, with where its check is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pytest

from handlers.dispatch import handle
from handlers.routes import Table, table
from handlers.routing import Press
from storage import messages, people
from storage.ids import Subject
from storage.permissions import Action, Verdict, check
from storage.scopes import SUBJECT_TABLES
from storage.store import Store, Unit
from tests.permissions.reading import undone
from tests.permissions.walking import (
    BOT,
    SMALL,
    Attempt,
    Json,
    Outcome,
    Watched,
    arguments,
    content,
    differences,
    distinct,
    pressed,
    said,
    tails,
    watched,
)
from tests.permissions.world import MISSING, World, found

PAGE = "the number of a page, or of a line of a list that is one's own"
ALL = "whoever has the action has it on every matter of this kind"
UNDECLARED: dict[str, tuple[str, str | None]] = {
    "chgroup": ("a group of choices, and a page", None),
    "chone": (ALL, None),
    "chask": (ALL, None),
    "chundo": (ALL, None),
    "owshow": (ALL, None),
    "owwrite": (ALL, None),
    "owback": (ALL, None),
    "jrlist": (ALL, None),
    "jrhouses": (PAGE, None),
    "agenda": (PAGE, None),
    "mine": (PAGE, None),
    "mnmore": (PAGE, None),
    "mncmd": ("the number of a command: menu.call checks that command's own right", None),
    "mnresume": ("a form: menu.resume takes only one's own", "conversation"),
    "f": ("a form: forms.press takes only one's own, in its chat", "conversation"),
    "hhqueue": (PAGE, None),
    "dxqueue": (PAGE, None),
    "msqueue": (PAGE, None),
    "pplist": (PAGE, None),
    "msall": ("0 or 1: asked, or sure", None),
    "msvalid": (ALL, None),
    "msrefuse": (ALL, None),
    "gpshow": (ALL, None),
    "gpapprove": (ALL, None),
    "gprefuse": (ALL, None),
    "hhinvited": ("an invitation: only whom it was confirmed for, see household_requests.invited", "invitation"),
    "ivrole": ("the number of a role: invitations.may_invite says who may invite to it", None),
    "ivconfirm": ("an invitation: invitations._mine says whose", "invitation"),
    "ivrefuse": ("an invitation: invitations._mine says whose", "invitation"),
    "ivrevoke": ("an invitation: invitations._mine says whose", "invitation"),
    "dxclose": ("a window: availabilities.close takes only one's own", "window"),
    "lnchoose": ("the number of a language: changes oneself", None),
    "pfchange": ("the number of a field of one's own profile", None),
    "wtall": (PAGE, None),
    "dgchoose": ("0 or 1: changes oneself", None),
    "nwread": ("urgent news: urgent_news.answer takes only whoever was asked", "news to answer"),
    "nwcard": ("urgent news: answers.show checks the right on its session", "news to watch"),
    "nmset": ("0 to 3: changes what oneself decided of one's number", None),
    "rllist": (PAGE, None),
    "wtlist": (PAGE, None),
    "tllist": (PAGE, None),
    "tlall": ("how far of one's own notices: tellings.all_told takes no others", None),
    "tldone": ("a notice to hand over: tellings.done takes only one's own", "telling"),
    "rtleave": ("0 or 1: asked, or sure; of oneself", None),
    "rtgone": ("the minute it was asked in; of oneself", None),
    "awend": ("an absence: absences.end takes who is away, or stands in", None),
    "bcfewer": ("the broadcast below which it stood: changes oneself", None),
}
"""Buttons with a number and no declared matter: where their check is, and the kind of matter that only some own."""


def takes_undeclared(press: Press) -> bool:
    """Whether a button carries a number of which the route does not say what it is."""
    return press.subject is None and arguments(press)[1] > 0


def test_a_button_that_carries_an_id_says_whose_matter_it_is() -> None:
    taking = {press.name for press in table().presses.values() if takes_undeclared(press)}
    assert taking - set(UNDECLARED) == set(), "declare the subject of these, or list them with where their check is"
    assert set(UNDECLARED) - taking == set(), "these are listed and need it no more"


@pytest.fixture
async def world(store: Store) -> World:
    """Everyone and everything, with the messages to which they may reply."""
    made = await store.run(found)
    await store.run(lambda unit: _remember(unit, made, table()))
    return made


async def test_what_a_person_may_not_do_changes_nothing_and_says_why(store: Store, world: World) -> None:
    expected = await store.read(lambda unit: verdicts(unit, world, table(), (1,)))
    walks: dict[str, list[Attempt]] = defaultdict(list)
    why: dict[str, str] = {}
    for route, attempt, verdict in expected:
        if verdict is not Verdict.ALLOWED:
            walks[route].append(attempt)
            why[f"{attempt.who} {attempt.what}"] = verdict.value
    in_a_group = list(_in_a_group(world, table()))
    for route, attempt in in_a_group:
        walks[route].append(attempt)
        why[f"{attempt.who} {attempt.what}"] = "private_only"
    wrong = await _walk(store, walks, lambda one: _says(one, why[f"{one.attempt.who} {one.attempt.what}"]))
    refused = sum(len(attempts) for attempts in walks.values())
    print(f"{len(expected) + len(in_a_group)} combinations, {refused} of them refused, of {len(walks)} routes")
    assert not wrong, "\n".join(wrong)
    assert refused > 1000


async def test_what_is_somebodys_own_is_nobody_elses(store: Store, world: World) -> None:
    walks: dict[str, list[Attempt]] = defaultdict(list)
    for name, (_, kind) in UNDECLARED.items():
        if kind is None:
            continue
        press = table().presses[name]
        for (found_kind, number), owners in world.owned.items():
            others = [who for who in world.telegram if who not in owners] if found_kind == kind else []
            walks[name] += [
                pressed(world, who, name, (number, *tail)) for who in others for tail in distinct(tails(press))
            ]
    print(f"{sum(map(len, walks.values()))} combinations")
    wrong = await _walk(store, walks, lambda one: "" if one.rows else "nothing was answered")
    assert not wrong, "\n".join(wrong)


async def test_a_link_with_a_guessed_id_gives_nothing(store: Store, world: World) -> None:
    """Who is a member may look around by links; who is none meets the charter; nobody changes anything by guessing."""
    members = [name for name in world.ids if name != "nina"]
    rests = ["", "x", "-1", "1" * 30, *map(str, range(1, 16)), str(MISSING), "A" * 22, "%00", "1_2", "1-2"]
    walks = {
        f"link {prefix}": [said(world, who, f"/start {prefix}-{rest}") for who in members for rest in rests]
        for prefix in table().links
    }
    wrong = await _walk(store, walks, lambda one: "" if one.rows else "nothing was answered")
    assert not wrong, "\n".join(wrong)


ONES_OWN = (
    "people", "sign_ups", "conversations", "threads", "thread_messages", "audit", "cards", "messages",
    "number_consents", "tellings",
)  # fmt: skip
"""What anybody may change by what they may do anywhere: themselves, their seats, what they ask and write."""


async def test_whatever_everybody_may_do_leaves_what_is_others_as_it_was(store: Store, world: World) -> None:
    """A route whose right is too wide is found by what it changes: Vera and Paul are nothing to anyone."""
    tried = await store.read(lambda unit: verdicts(unit, world, table()))
    mine = [one for _, one, verdict in tried if verdict is Verdict.ALLOWED and one.who in ("vera", "paul")]
    wrong = await store.run(lambda unit: _foreign(unit, mine))
    print(f"{len(mine)} acts")
    assert not wrong, "\n".join(wrong)


async def _foreign(unit: Unit, attempts: Iterable[Attempt]) -> list[str]:
    before, wrong = await content(unit), []
    for attempt in attempts:
        after: Json = {}

        async def look(after: Json = after, attempt: Attempt = attempt) -> None:
            await handle(unit, BOT, table(), {"update_id": 1, **attempt.update})
            after |= await content(unit)

        await undone(unit, table(), look)
        changed = {name for name in before if before[name] != after[name]} - set(ONES_OWN)
        wrong += [f"{attempt.who} {attempt.what} changed {sorted(changed)}"] if changed else []
    return wrong


async def _walk(store: Store, walks: dict[str, list[Attempt]], amiss: object) -> list[str]:
    """Try everything, route by route; return what was changed, raised, or not said."""
    assert callable(amiss)
    worker, wrong = watched(store, table()), []
    before = await store.read(content)
    for route, attempts in walks.items():
        outcomes = await worker.work(attempts)
        wrong += [f"{one.attempt.who} {one.attempt.what}: raised" for one in outcomes if one.failed]
        wrong += [f"{one.attempt.who} {one.attempt.what}: {why}" for one in outcomes if (why := amiss(one))]
        after = await store.read(content)
        if after != before:
            wrong.append(f"{route} changed {differences(before, after)}: {await _culprits(store, worker, attempts)}")
            before = await store.read(content)
    return wrong


async def _culprits(store: Store, worker: Watched, attempts: Iterable[Attempt]) -> list[str]:
    """Which of the attempts change something, tried again one by one."""
    found_ones = []
    for attempt in attempts:
        before = await store.read(content)
        await worker.work([attempt])
        if await store.read(content) != before:
            found_ones.append(f"{attempt.who} {attempt.what}")
    return found_ones


# Everything there is to try.


async def verdicts(
    unit: Unit, world: World, routes: Table, numbers: Sequence[int] = SMALL
) -> list[tuple[str, Attempt, Verdict]]:
    tried: list[tuple[str, Attempt, Verdict]] = []
    for who in world.telegram:
        for press in routes.presses.values():
            if press.anyone:
                continue
            for args in _arguments(world, press, numbers):
                subject = Subject(press.subject, args[0]) if press.subject else None
                verdict = await _verdict(unit, world, who, press.action, subject)
                tried.append((f"button {press.name}", pressed(world, who, press.name, args), verdict))
        for command in routes.commands.values():
            if not command.anyone:
                verdict = await _verdict(unit, world, who, command.action, None)
                tried.append((f"/{command.name}", said(world, who, f"/{command.name}"), verdict))
        tried += [one async for one in _replies(unit, world, who, routes)]
    return tried


def _arguments(world: World, press: Press, numbers: Sequence[int] = SMALL) -> list[tuple[int, ...]]:
    most = arguments(press)[1]
    if press.subject is None:
        return distinct(((number, *tail)[:most]) for number in (0, 1, 2, MISSING) for tail in tails(press, numbers))
    ids = [*world.ids_of(press.subject), *([MISSING] if press.subject in SUBJECT_TABLES else [])]
    return distinct((number, *tail) for number in ids for tail in tails(press, numbers))


async def _verdict(unit: Unit, world: World, who: str, action: Action, subject: Subject | None) -> Verdict:
    person = await people.by_telegram(unit, world.telegram[who])
    return await check(unit, person, action, subject)


FIRST_MESSAGE = 10_000
"""Message ids of what we once sent each person about each matter, whatever they may see of it now."""


async def _remember(unit: Unit, world: World, routes: Table) -> None:
    for number, (kind, matter) in enumerate(_answerable(world, routes)):
        for who, telegram in world.telegram.items():
            await messages.remember(
                unit, telegram, FIRST_MESSAGE + number, "x", person=world.ids.get(who), subject=Subject(kind, matter),
                asks=False,
            )  # fmt: skip


def _answerable(world: World, routes: Table) -> list[tuple[str, int]]:
    known = [*world.bonds, *world.owned]
    return [(kind, number) for kind, number in known if kind in routes.replies]


async def _replies(unit: Unit, world: World, who: str, routes: Table) -> Iterable[tuple[str, Attempt, Verdict]]:
    for number, (kind, matter) in enumerate(_answerable(world, routes)):
        route = routes.replies[kind]
        verdict = await _verdict(unit, world, who, route.action, Subject(route.right_on or kind, matter))
        if not route.anyone and who not in ("nina", "eva", "stranger"):
            yield f"reply {kind}", said(world, who, "bonjour", reply_to=FIRST_MESSAGE + number), verdict


def _in_a_group(world: World, routes: Table) -> Iterator[tuple[str, Attempt]]:
    """What shows something private is refused in a group, even to who may see it."""
    for press in routes.presses.values():
        if not press.in_groups:
            for who in ("cora", "claire", "vera"):
                args = next(iter(_arguments(world, press)), ())
                yield f"group {press.name}", pressed(world, who, press.name, args, group=True)
    for command in routes.commands.values():
        if not command.in_groups:
            yield f"group /{command.name}", said(world, "cora", f"/{command.name}", group=True)


def _says(outcome: Outcome, why: str) -> str:
    """What is wrong with how a refusal was told, or nothing."""
    expected = f"refused/{why}"
    told = outcome.names == [expected]
    if why == "charter":
        told = bool(outcome.rows)  # led to the charter, by a link where a button was pressed
    if why == "excluded":
        told = told or outcome.names == ["refused/excluded"]
    return "" if told else f"{outcome.names} instead of {expected}"


def test_every_kind_of_matter_is_walked(world: World) -> None:
    used = {press.subject for press in table().presses.values() if press.subject} | set(table().replies)
    in_world = {kind for kind, _ in (*world.bonds, *world.owned)}
    assert used - in_world == set(), "bind one of these in tests/permissions/world.py"
