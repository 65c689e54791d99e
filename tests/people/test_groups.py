"""Groups the bot is added to: asked about once, left when nobody approves them, and nothing of them kept."""

from __future__ import annotations

from bot.local_telegram import Group
from storage import groups
from storage.groups import GroupState
from storage.people import Role
from storage.store import Unit
from tests.play import Play


async def _gone(play: Play, group: Group) -> bool:
    await play.telegram.idle()
    found = await play.run(lambda unit: groups.find(unit, group.id))
    assert found is not None
    return found.state is GroupState.GONE and not group.chat.members[play.telegram.bot.id].present


async def test_a_group_is_told_once_that_a_coordinator_must_approve_and_only_coordinators_are_asked(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    await group.sees("La coordination doit d’abord approuver ce groupe")
    asked = await cora.sees("m’a ajouté au groupe « Entraide »")
    assert asked.labels == ["Approuver", "Refuser"]
    assert not await _gone(play, group)
    assert len([m for m in group.messages if "approuver" in m.text]) == 1
    assert "m’a ajouté" not in lea.transcript()


async def test_a_refused_group_is_left(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    await cora.presses("Refuser", on=await cora.sees("m’a ajouté"))
    assert "Je quitte ce groupe" in (await cora.toast()).text
    await play.tick()
    assert await _gone(play, group)


async def test_a_group_that_nobody_approves_is_left_after_some_days_and_may_be_asked_for_again(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    await cora.sees("m’a ajouté")
    play.telegram.clock.advance(days=6, hours=23)
    await play.tick()
    assert not await _gone(play, group)
    play.telegram.clock.advance(hours=2)
    await play.tick()
    assert await _gone(play, group)
    await group.add_bot()
    await cora.presses("Approuver", on=await cora.sees("m’a ajouté"))
    await group.sees("Bonjour à toutes et tous")
    play.telegram.clock.advance(days=30)
    await play.tick()
    assert not await _gone(play, group)


async def test_a_group_is_left_once_telegram_answers_again(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    asked = await cora.sees("m’a ajouté")
    fault = play.telegram.faults.add("bad_gateway", methods=["leaveChat"])
    await cora.presses("Refuser", on=asked)
    await cora.toast()
    await play.tick()
    assert not await _gone(play, group)
    assert fault.hits
    play.telegram.faults.clear()
    play.app.leaver.wake()
    assert await _gone(play, group)


async def test_nothing_of_what_is_said_in_a_group_is_kept(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    asked = await cora.sees("m’a ajouté")
    await lea.says("Le code du portail est 4512", chat=group)
    await cora.presses("Approuver", on=asked)
    await group.sees("Bonjour à toutes et tous")
    await lea.says("Le code du portail est 4512", chat=group)
    await play.telegram.idle()

    async def kept(unit: Unit) -> int:
        return int(await unit.value("SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL"))

    assert await play.run(kept) == 0
    await play.app.store.copy_to(play.data / "copy.sqlite3")
    assert b"portail est 4512" not in (play.data / "copy.sqlite3").read_bytes()
