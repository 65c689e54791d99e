"""A work day from one sentence to a confirmed session, as the household and the supervisors live it."""

from __future__ import annotations

import itertools

from bot.local_telegram import Person
from storage import groups, people
from storage.people import Role
from storage.sessions import SessionState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import ENOUGH, Cast, answer_all


async def to_preview(claire: Person) -> str:
    """Say what is ready, the meal, and a few words; return the preview."""
    await claire.sees("Qu’est-ce qui est déjà vrai")
    await answer_all(claire, "Quelqu’un de chez nous", "Les matériaux", "Protections", "Toilettes", ENOUGH)
    await claire.sees("Et le repas")
    await claire.presses("Repas offert")
    await claire.sees("Faut-il aussi de l’aide")
    await claire.presses("Passer")
    return (await claire.sees("Voici la carte")).text


async def test_one_sentence_and_a_few_taps_post_a_work_day(play: Play, scene: Cast) -> None:
    nadia = await play.member("Nadia", Role.SUPERVISOR, works=("roofing",))
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    preview = await to_preview(scene.claire)
    assert "Isolation à Limours" in preview
    assert "rue des Lilas" not in preview
    await scene.claire.presses("Publier")
    await scene.claire.sees("C’est publié")
    await scene.brigitte.sees("Claire a publié une journée")
    asked = await scene.karim.sees("On cherche une personne pour encadrer")
    assert "rue des Lilas" not in asked.text
    await scene.karim.presses("J’encadre")
    assert "Vous encadrez" in (await scene.karim.toast()).text
    await scene.claire.sees("Karim encadrera")
    assert "encadrer" not in nadia.transcript(10)


async def test_a_meal_that_was_told_is_not_asked_again(scene: Cast) -> None:
    await scene.claire.says("samedi 13 mars de 9h à 17h, 4 personnes pour un enduit à Limours, repas partagé")
    await scene.claire.sees("Qu’est-ce qui est déjà vrai")
    await scene.claire.presses(ENOUGH)
    await scene.claire.presses("Passer", on=await scene.claire.sees("Faut-il aussi de l’aide"))
    assert "Repas partagé" in (await scene.claire.sees("Voici la carte")).text


async def test_the_form_asks_hours_that_are_missing_and_refuses_reserved_works(scene: Cast) -> None:
    claire = scene.claire
    await claire.says("/proposer")
    await claire.sees("Quel jour")
    await claire.says("bientôt")
    await claire.sees("pas trouvé de date|J’hésite")
    await claire.says("les 13 et 14 mars")
    await claire.sees("À quelles heures")
    await claire.presses("Deux demi-journées")
    await claire.sees("Quels travaux")
    await claire.says("raccordement gaz")
    assert "réservés à des professionnels" in (await claire.sees("Nous ne pouvons pas")).text
    await claire.says("démolir la cloison")
    assert "4 personnes au plus" in (await claire.sees("Combien de personnes")).text.replace("\u00a0", " ")
    await claire.says("5 ou 6")
    preview = await to_preview_without_words(claire)
    assert preview.count("📅") == 4
    assert "deuxième personne pour encadrer" in preview
    await claire.presses("Publier")
    assert "4 séances" in (await claire.sees("C’est publié")).text.replace("\u00a0", " ")


async def test_a_full_draft_is_given_up_only_by_who_is_sure(scene: Cast) -> None:
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    await to_preview(scene.claire)
    await scene.claire.presses("Annuler")
    await scene.claire.sees("Abandonner")
    await scene.claire.presses("Continuer")
    await scene.claire.sees("Voici la carte")
    await scene.claire.presses("Annuler")
    await scene.claire.sees("Abandonner")
    await scene.claire.presses("Oui, abandonner")
    await scene.claire.sees("C’est annulé")


async def test_a_posting_whose_description_tells_the_street_is_held_back(scene: Cast) -> None:
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    await to_preview(scene.claire)
    await scene.claire.presses("Corriger")
    await scene.claire.sees("Que voulez-vous corriger")
    await scene.claire.presses("Description")
    await scene.claire.sees("Quelques mots")
    await scene.claire.says("Rendez-vous 12 rue des lilas")
    await scene.claire.sees("Voici la carte")
    await scene.claire.presses("Publier")
    await scene.claire.sees("dit votre rue")


async def to_preview_without_words(claire: Person) -> str:
    """Tick nothing, skip what may be skipped; return the preview."""
    await claire.sees("Qu’est-ce qui est déjà vrai")
    await claire.presses(ENOUGH)
    await claire.sees("Et le repas")
    await answer_all(claire, "Passer", "Passer", "Passer")
    return (await claire.sees("Voici la carte")).text


async def test_the_form_survives_a_restart_at_each_question(play: Play, scene: Cast) -> None:
    claire = scene.claire
    steps = itertools.chain([("/proposer", "Quel jour"), ("samedi 13 mars de 9h à 17h", "Quels travaux"),
                             ("isolation", "Combien de personnes"), ("4", "Qu’est-ce qui est déjà vrai")])  # fmt: skip
    for said, asked in steps:
        await claire.says(said)
        await claire.sees(asked)
        await play.restart()
    await claire.presses(ENOUGH)
    await claire.sees("Et le repas")
    await answer_all(claire, "Passer", "Passer", "Passer")
    await claire.sees("Voici la carte")


async def test_a_coach_posts_for_a_household_and_the_household_is_told(scene: Cast) -> None:
    await scene.brigitte.says("/proposer")
    await scene.brigitte.sees("Quel jour")
    await scene.brigitte.says("samedi 13 mars de 9h à 17h")
    await scene.brigitte.sees("Quels travaux")
    await scene.brigitte.says("isolation")
    await scene.brigitte.sees("Combien de personnes")
    await scene.brigitte.says("4")
    await to_preview_without_words(scene.brigitte)
    await scene.brigitte.presses("Publier")
    await scene.claire.sees("Brigitte a publié une journée chez vous")


async def test_a_pasted_announcement_of_many_lines_is_read_and_the_rest_kept_in_its_words(scene: Cast) -> None:
    await scene.claire.says(
        "Chantier participatif chez nous !\nQuand : samedi 13 mars de 9h à 17h\nOù : Limours\n"
        "Quoi : isolation des combles\nCombien : 5\nRepas : offert\nAttention au chien, il mord les mollets"
    )
    claire = scene.claire
    await claire.sees("Qu’est-ce qui est déjà vrai")  # neither the day, the works, the seats nor the meal is asked
    await claire.presses(ENOUGH)
    await claire.presses("Passer", on=await claire.sees("Faut-il aussi de l’aide"))
    preview = (await claire.sees("Voici la carte")).text
    assert "Isolation à Limours" in preview
    assert "il mord les mollets" in preview


async def test_a_forwarded_announcement_only_prefills_the_form(scene: Cast) -> None:
    words = "Chantier samedi 13 mars de 9h à 17h, isolation à Limours, 4 personnes"
    sent = await scene.leo.says(words)
    await scene.leo.sees(".")
    forwarded = await scene.leo.forwards(sent)
    assert forwarded is not None
    await scene.leo.sees(".")
    mine = await scene.claire.says("bonjour")
    await scene.claire.sees(".")
    await scene.claire.edits(mine, words)
    await scene.claire.forwards(mine)
    await scene.claire.sees("Qu’est-ce qui est déjà vrai")


async def test_the_card_in_an_approved_group_lives_and_tells_no_secret(play: Play, scene: Cast) -> None:
    group = await play.group("Entraide", scene.brigitte, [scene.leo])

    async def approve(unit: Unit) -> None:
        await groups.added(unit, group.id, "Entraide", None)
        await groups.move_to(unit, group.id, groups.GroupState.APPROVED, None)

    await play.run(approve)
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    await to_preview(scene.claire)
    await scene.claire.presses("Publier")
    card = await scene.leo.sees("Isolation à Limours", chat=group)
    assert "5 places libres sur 5" in card.text.replace("\u00a0", " ")
    assert "Moreau" not in card.text
    await scene.claire.sees("C’est publié")
    session = next(iter(await _sessions(play)))
    await scene.seat(scene.leo, session)
    await scene.leo.sees("4 places libres sur 5", chat=group)


async def _sessions(play: Play) -> list[int]:
    async def ids(unit: Unit) -> list[int]:
        return [row[0] for row in await unit.all("SELECT id FROM sessions")]

    return await play.run(ids)


async def test_a_qualified_coach_is_asked_first_then_the_others_then_the_coordinator(play: Play, scene: Cast) -> None:
    chloe = await play.member("Chloé", Role.COORDINATOR)
    coach = await play.id_of(scene.brigitte)

    async def qualify(unit: Unit) -> None:
        await people.grant(unit, coach, Role.SUPERVISOR, None)
        await people.qualify(unit, coach, ["insulation"], None)

    await play.run(qualify)
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    await to_preview(scene.claire)
    await scene.claire.presses("Publier")
    await scene.brigitte.sees("On cherche une personne pour encadrer")
    assert "On cherche" not in scene.karim.transcript(20)
    play.telegram.clock.advance(hours=13)
    await play.tick()
    play.telegram.clock.advance(hours=11)  # out of the quiet hours
    await scene.karim.sees("On cherche une personne pour encadrer")
    play.telegram.clock.advance(hours=25)
    await play.tick()
    await chloe.sees("Personne pour encadrer")
    await scene.karim.presses("J’encadre")
    await scene.claire.sees("Karim encadrera")


async def test_the_whole_gate_is_supplied_by_buttons_and_confirms_the_session(play: Play, scene: Cast) -> None:
    await scene.claire.says("samedi 13 mars de 9h à 17h, 5 personnes pour isoler les combles à Limours")
    await to_preview(scene.claire)
    await scene.claire.presses("Publier")
    await scene.claire.sees("C’est publié")
    await scene.claire.presses("Gérer")
    card = await scene.claire.sees("Pour confirmer, il manque")
    assert "encadrer" not in card.text.split("il manque")[1]
    session = (await _sessions(play))[0]
    await scene.seat(scene.leo, session)
    await scene.claire.presses("Donner l’assurance")
    await scene.claire.sees("attestation d’assurance")
    await scene.claire.sends_photo()
    await scene.claire.sees("Jusqu’à quel jour")
    await scene.claire.presses("31 décembre 2027")
    await scene.claire.sees("il manque")
    await scene.claire.presses("Repérage amiante")  # the house is of 1960
    await scene.claire.sees("repérage amiante avant travaux est-il fait")
    await scene.claire.presses("Oui, c’est fait")
    await scene.claire.sees("il manque")
    await scene.claire.presses("Dire comment venir")
    await scene.claire.sees("Comment venir")
    await scene.claire.says("Portail vert, parking de la mairie")
    await scene.claire.sees("l’encadrement .1 point")
    await scene.karim.presses("J’encadre")
    await scene.leo.sees("Séance confirmée")
    await scene.claire.sees("Séance confirmée")
    assert (await scene.session(session)).state is SessionState.CONFIRMED
