"""A voice message, a photo, a place, … where words are expected: an answer that says what to do, and nothing lost."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from bot.local_telegram.acts import writing
from tests.play import Play

POLL = {
    "id": "1", "question": "Quel jour ?", "options": [{"text": "samedi", "voter_count": 0, "persistent_id": "a"}],
    "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
FILES = ("voice", "audio", "video", "video_note", "animation", "photo", "sticker", "document")
IN_A_FORM = {
    "voice": "Je n’écoute pas encore les messages vocaux",
    "audio": "Je n’écoute pas encore les sons",
    "video": "Je ne regarde pas les vidéos",
    "video_note": "Je ne regarde pas les messages vidéo",
    "animation": "Joli",
    "sticker": "Joli",
    "photo": "La photo est bien arrivée",
    "document": "Le document est bien arrivé",
    "location": "Je ne lis pas les lieux sur une carte",
    "contact": "Le contact est bien arrivé",
    "poll": "Je ne réponds pas aux sondages",
    "dice": "Beau lancer",
}
OUTSIDE = {
    "voice": "la même chose en une phrase",
    "audio": "quelques mots",
    "video": "/diagnostic",
    "video_note": "la même chose en une phrase",
    "animation": "écrivez-m’en",
    "sticker": "écrivez-m’en",
    "photo": "demande de diagnostic",
    "document": "papiers d’un chantier",
    "location": "dites votre commune dans /profil",
    "contact": "/profil",
    "poll": "/agenda",
    "dice": "/agenda",
}


async def _send(play: Play, person: Person, kind: str) -> None:
    if kind in FILES:
        await person.sends(kind)
    elif kind == "location":
        await person.sends_location()
    elif kind == "contact":
        await person.sends_contact()
    else:
        content = {"poll": POLL} if kind == "poll" else {"dice": {"emoji": "🎲", "value": 6}}
        person._acted(writing.speak(play.telegram.state, person.account, person.chat.chat, content))


@pytest.mark.parametrize("kind", IN_A_FORM)
async def test_in_a_form_the_question_stays_open_and_its_answers_are_kept(play: Play, kind: str) -> None:
    lea = await play.newcomer("Léa")
    await lea.start()
    await lea.sees("Acceptez-vous")
    await lea.presses("J’accepte")
    await lea.sees("Comment voulez-vous")
    await lea.says("Léa")
    await lea.sees("quelle commune")
    await _send(play, lea, kind)
    told = await lea.sees(IN_A_FORM[kind])
    assert "J’attends quelques mots" in told.text
    assert "La question reste ouverte" in told.text
    assert "Passer" in told.labels
    await lea.says("Limours")
    await lea.sees("aimeriez-vous faire")


@pytest.mark.parametrize("kind", OUTSIDE)
async def test_outside_any_form_it_says_what_it_may_be_good_for(play: Play, kind: str) -> None:
    lea = await play.member("Léa")
    await _send(play, lea, kind)
    told = await lea.sees("Rien n’a été gardé")
    assert OUTSIDE[kind] in told.text
    assert told.labels == ["Menu", "Aide"]


async def test_a_voice_message_in_answer_to_a_message_of_ours_is_not_taken_for_words(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("/profil")
    await lea.sends("voice", reply_to=await lea.sees("Contact d’urgence"))
    await lea.sees("Je n’écoute pas encore")


async def test_a_contact_where_one_is_wanted_is_simply_taken(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.presses(data="1.pfcontact", on=lea.chat.last)
    await lea.sees("Qui prévenir")
    await lea.sends_contact("+33600000001", first_name="Inès")
    await lea.sees("numéro de téléphone")
