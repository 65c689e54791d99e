"""Sent, but never written down: a copy of a message that the bot does not know works all the same."""

from __future__ import annotations

from bot.local_telegram import Person, SeenMessage
from storage.people import Role
from storage.store import Unit
from tests.play import Play


async def _broadcast(play: Play, coach: Person) -> None:
    await coach.says("/diffuser")
    await coach.sees("À qui écrivez-vous")
    await coach.presses("Entraidants")
    await coach.sees("Écrivez votre message")
    await coach.says("Atelier enduits")
    for asked, label in (("photo", "Passer"), ("boutons", "Avec boutons"), ("Quand", "Maintenant"), ("envoie", "Env")):
        await coach.sees(asked)
        await coach.presses(label)


async def _unknown_copy(play: Play, person: Person) -> SeenMessage:
    """Forget that a message was sent: as if the process had been killed before writing it down."""
    got = await person.sees("Atelier enduits")
    await play.telegram.idle()

    async def forget(unit: Unit) -> None:
        await unit.run("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", (person.id, got.id))

    await play.run(forget)
    return got


async def test_a_reply_to_a_copy_the_bot_does_not_know_reaches_its_matter(play: Play) -> None:
    brigitte = await play.member("Brigitte", Role.COACH)
    lea = await play.member("Léa")
    await _broadcast(play, brigitte)
    copy = await _unknown_copy(play, lea)
    await lea.says("Est-ce que je peux amener mon fils ?", reply_to=copy)
    await lea.sees("Transmis à Brigitte")
    await brigitte.sees("amener mon fils")


async def test_a_button_on_a_copy_the_bot_does_not_know_counts_once(play: Play) -> None:
    brigitte = await play.member("Brigitte", Role.COACH)
    lea = await play.member("Léa")
    await _broadcast(play, brigitte)
    copy = await _unknown_copy(play, lea)
    await lea.presses("Je viens", on=copy)
    assert "vous venez" in (await lea.toast()).text
    await lea.sees("Atelier enduits")
    assert "✓ Je viens" in copy.now.labels
