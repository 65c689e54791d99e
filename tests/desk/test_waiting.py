"""What waits for coaches and coordinators: one list, the oldest first, and one message in the morning."""

from __future__ import annotations

from datetime import timedelta

from storage import households, threads
from storage.ids import PersonId, Subject
from storage.people import Role
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import LIMOURS, Play


async def _asked(play: Play, who: PersonId, **days_ago: int) -> None:
    """Requests of households, each so many days old."""

    async def ask(unit: Unit) -> None:
        for name, days in days_ago.items():
            asked = await households.ask(unit, who, name, commune=LIMOURS)
            moment = unit.now - timedelta(days=days)
            await unit.run("UPDATE households SET created_at = ? WHERE id = ?", (moment, asked.id))

    await play.run(ask)


async def test_what_can_wait_is_told_once_in_the_morning_until_it_is_settled(play: Play) -> None:
    ines, lea = await play.member("Inès", Role.COACH, digest=None), await play.member("Léa")
    await lea.says("/projet")
    for asked, said in (
        ("Comment s’appelle votre ménage", "Famille Martin"), ("quelle commune", "Limours"),
        ("Décrivez votre projet", "Isoler les combles."), ("En quelle année", "1948"),
    ):  # fmt: skip
        await lea.sees(asked)
        await lea.says(said)
    await lea.sees("Est-ce bien cela")
    await lea.presses("Envoyer")
    await lea.sees("Votre demande est partie")
    await ines.says("/profil")
    profile = await ines.sees("Ce qui peut attendre : un message, le matin")
    assert "Famille Martin" not in ines.transcript(10)
    play.telegram.clock.set_to(MONDAY + timedelta(hours=21, minutes=59))
    await play.tick()
    play.telegram.clock.set_to(MONDAY + timedelta(hours=22))
    await play.tick()
    morning = await ines.sees("Bonjour. 1 chose vous attend")
    await play.tick()
    await ines.presses("Nouveau ménage : Famille Martin · hier", on=morning)
    await ines.sees("Isoler les combles")
    await ines.presses("Accepter")
    await lea.sees("Inès vous accompagne")
    await ines.says("/atraiter")
    await ines.sees("Rien ne vous attend")
    play.telegram.clock.set_to(MONDAY + timedelta(days=1, hours=22))
    await play.tick()
    await ines.presses("Me prévenir de chaque chose", on=profile)
    assert "chaque chose, tout de suite" in (await ines.toast()).text
    assert ines.transcript(40).count("Bonjour.") == 1
    await _asked(play, await play.id_of(lea), Tardif=3)
    play.telegram.clock.set_to(MONDAY + timedelta(days=2, hours=22))
    await play.tick()
    await ines.says("/menu")
    await ines.sees("1 chose vous attend")
    assert ines.transcript(40).count("Bonjour.") == 1


async def test_the_list_is_paged_the_oldest_first_whatever_its_kind(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR, Role.COACH), await play.member("Léa")
    await _asked(play, await play.id_of(lea), **{f"Maison {days}": days for days in (2, 9, 4, 5, 6, 7, 8, 3)})
    me, other = await play.id_of(cora), await play.id_of(lea)

    async def writes(unit: Unit) -> None:
        thread = await threads.between(unit, other, me, Subject("household", 1))
        await threads.write(unit, thread.id, other, "Quand passez-vous ?")
        await unit.run("UPDATE threads SET updated_at = ?", (unit.now - timedelta(days=12),))

    await play.run(writes)
    await cora.says("/menu")
    menu = await cora.sees("9 choses vous attendent")
    assert menu.labels[0] == "À traiter (9)"
    await cora.presses("À traiter (9)", on=menu)
    first = await cora.sees("À traiter : 9 choses vous attendent, la plus ancienne d’abord. Page 1 sur 2")
    assert first.labels[0].replace("\xa0", " ") == "Léa (Maison 2) vous écrit · 12 j"
    assert [label.replace("\xa0", " ").split(" · ")[0] for label in first.labels[1:3]] == [
        "Nouveau ménage : Maison 9", "Nouveau ménage : Maison 8",
    ]  # fmt: skip
    await cora.presses("Après ▶", on=first)
    second = await cora.sees("Page 2 sur 2")
    assert [label for label in second.labels if "Maison" in label] == [second.labels[0], second.labels[1]]
    await cora.presses(data="1.wtall.-3", on=second)
    await cora.sees("Page 1 sur 2")
    await cora.presses(data="1.wtall.999", on=first)
    await cora.sees("Page 2 sur 2")
    await cora.presses(data="1.wtall.0", on=first)
    await cora.sees("Page 1 sur 2")
    await cora.presses("Léa (Maison 2) vous écrit · 12 j", on=first)
    await cora.sees("Quand passez-vous")
    await cora.presses("C’est réglé")
    assert "réglé" in (await cora.toast()).text
    await cora.presses("◀ À traiter")
    await cora.sees("8 choses vous attendent")


async def test_nobody_opens_a_thread_that_is_not_theirs(play: Play) -> None:
    cora, lea, sam = await play.member("Cora", Role.COACH), await play.member("Léa"), await play.member("Sam")
    me, other = await play.id_of(cora), await play.id_of(lea)

    async def writes(unit: Unit) -> None:
        thread = await threads.between(unit, other, me, Subject("household", 1))
        await threads.write(unit, thread.id, other, "Entre nous")

    await play.run(writes)
    await sam.presses(data="1.thopen.1", on=sam.chat.last)
    assert (await sam.toast()).alert
    await sam.presses(data="1.thdone.1", on=sam.chat.last)
    assert (await sam.toast()).alert
    assert len(await play.run(lambda unit: threads.unanswered(unit, me, 5))) == 1
