"""A work day shared in any chat: the card says what everyone may know, and lives where it was posted."""

from __future__ import annotations

from tests.play import Play
from tests.work_days.story import Cast


async def test_a_shared_card_is_posted_elsewhere_and_follows_the_seats(play: Play, scene: Cast) -> None:
    mia = await play.member("Mia")
    session = await scene.day()
    asked = await mia.asks_inline(f"d-{session.work_day_id}")
    assert len(asked.results) == 1
    group = await play.group("Voisins", mia, [scene.leo])
    card = await mia.chooses(asked, 0, chat=group)
    assert "5 places libres sur 5" in card.text.replace("\u00a0", " ")
    assert "Moreau" not in card.text
    await scene.leo.presses("Je participe", on=card)
    await scene.leo.toast()
    await scene.leo.sees("4 places libres sur 5", chat=group)


async def test_a_stranger_is_offered_no_card(play: Play, scene: Cast) -> None:
    await scene.day()
    stranger = await play.newcomer("Zoé")
    asked = await stranger.asks_inline("")
    assert asked.results == []


async def test_the_link_of_a_work_day_shows_its_sessions(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.leo.start(f"d-{session.work_day_id}")
    await scene.leo.sees("Isolation à Limours")
    await scene.leo.start("d-999")
    await scene.leo.sees("n’existe plus")


async def test_a_text_that_answers_the_card_reaches_the_household(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.leo.start(f"d-{session.work_day_id}")
    card = await scene.leo.sees("Isolation à Limours")
    await scene.leo.says("Puis-je venir avec mon chien ?", reply_to=card)
    await scene.claire.sees("mon chien")
