"""The permission table reaches exactly as far as it says: every action, person and matter, against who they are."""

from __future__ import annotations

from storage import people
from storage.ids import Subject
from storage.people import Role
from storage.permissions import TABLE, Action, Verdict, check
from storage.scopes import Scope
from storage.store import Store, Unit
from tests.permissions.world import CAST, MISSING, World, found


async def test_every_right_reaches_as_far_as_the_table_says_and_no_farther(store: Store) -> None:
    world = await store.run(found)
    tried, wrong = await store.read(lambda unit: _compare(unit, world))
    print(f"{tried} combinations of action, person and matter")
    assert not wrong, "\n".join(wrong)
    assert tried > len(Action) * len(CAST) * 20


async def _compare(unit: Unit, world: World) -> tuple[int, list[str]]:
    tried, wrong = 0, []
    for name in world.ids:
        person = await people.get(unit, world.ids[name])
        for action in Action:
            for kind, number in world.bonds:
                tried += 1
                verdict = await check(unit, person, action, Subject(kind, number))
                expected = should(world, name, action, kind, number)
                if verdict is not expected:
                    wrong.append(f"{name} {action.name} {kind} {number}: {verdict} instead of {expected}")
    return tried, wrong


def should(world: World, name: str, action: Action, kind: str, number: int) -> Verdict:
    """What the table says, read with what the world knows of who is bound to what."""
    if name == "eva":
        return Verdict.EXCLUDED
    if name == "nina":
        return Verdict.CHARTER
    roles = {Role.VOLUNTEER, *CAST[name]}
    scopes = {grant.scope for grant in TABLE[action] if grant.role in roles}
    if not scopes:
        return Verdict.ROLE
    bonds = world.bonds[kind, number]
    reaches = any(scope is Scope.ALL or name in bonds[scope] for scope in scopes)
    return Verdict.ALLOWED if reaches else Verdict.SCOPE


async def test_nobody_has_a_right_on_what_does_not_exist(store: Store) -> None:
    world = await store.run(found)

    async def all_gone(unit: Unit) -> list[str]:
        kinds = {kind for kind, _ in world.bonds}
        cora = await people.get(unit, world.ids["cora"])
        return [
            f"{action.name} {kind}"
            for action in Action
            for kind in kinds - {"recipient", "conversation"}
            if await check(unit, cora, action, Subject(kind, MISSING)) is Verdict.ALLOWED
        ]

    assert await store.read(all_gone) == []
