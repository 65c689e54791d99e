"""Households, invitations, memberships, groups and the directory, as people live them."""

from __future__ import annotations

import re

from bot.local_telegram import Person
from handlers.commands import BY_ROLE, MENU, commands_for
from storage import exclusions, groups, households, people
from storage.people import Role
from storage.store import Unit
from tests.play import Play


async def _roles(play: Play, person: Person) -> frozenset[Role]:
    found = await play.run(lambda unit: people.by_telegram(unit, person.id))
    assert found is not None
    return found.roles


async def _ask_as_household(person: Person) -> None:
    await person.says("/projet")
    await person.sees("Comment s’appelle votre ménage")
    await person.says("Famille Martin")
    await person.sees("quelle commune")
    await person.says("Limours")
    await person.sees("Décrivez votre projet")
    await person.says("Isoler les combles avec de la ouate.")
    await person.sees("En quelle année")
    await person.says("vers 1948")
    await person.sees("Est-ce bien cela")
    await person.presses("Envoyer")
    await person.sees("Votre demande est partie")


async def test_a_household_asks_and_the_coach_who_accepts_follows_it(play: Play) -> None:
    lea, ines, paul = (
        await play.member("Léa"),
        await play.member("Inès", Role.COACH),
        await play.member("Paul", Role.COACH),
    )
    await _ask_as_household(lea)
    first = await ines.sees("Famille Martin")
    second = await paul.sees("Famille Martin")
    assert "ouate" in first.text
    await ines.presses("Accepter", on=first)
    assert "accepté" in (await ines.toast()).text
    await lea.sees("Inès vous accompagne")
    await paul.sees("suivi par Inès")
    accept = "1.hhaccept.1"
    await paul.presses(data=accept, on=second)
    assert "déjà décidé" in (await paul.toast()).text
    assert Role.HOUSEHOLD in await _roles(play, lea)
    assert await play.run(lambda unit: households.coach(unit, 1)) == await play.id_of(ines)


async def test_a_refused_household_may_still_be_accepted(play: Play) -> None:
    lea, cora = await play.member("Léa"), await play.member("Cora", Role.COORDINATOR)
    ines = await play.member("Inès", Role.COACH)
    await _ask_as_household(lea)
    card = await cora.sees("Famille Martin")
    await cora.presses("Refuser", on=card)
    await lea.sees("pas été retenue")
    await cora.sees("Demande refusée")
    await cora.presses("Accepter finalement")
    await lea.sees("fait partie de l’entraide")
    await cora.sees("Qui accompagne")
    await cora.presses("Inès")
    await ines.sees("Vous accompagnez maintenant")
    await lea.sees("vous accompagne maintenant")


async def test_a_request_cannot_be_decided_by_somebody_without_the_right(play: Play) -> None:
    lea, sam = await play.member("Léa"), await play.member("Sam")
    await _ask_as_household(lea)
    await sam.says("/menu")
    menu = await sam.sees("que souhaitez-vous")
    await sam.presses(data="1.hhaccept.1", on=menu)
    assert (await sam.toast()).alert
    assert Role.HOUSEHOLD not in await _roles(play, lea)


async def _link(person: Person, *labels: str) -> str:
    await person.says("/inviter")
    await person.sees("Qui souhaitez-vous inviter")
    for label in labels:
        await person.presses(label)
    shown = await person.sees("Votre lien est prêt")
    found = re.search(r"start=(i-[\w-]{22})", shown.text)
    assert found is not None
    return found[1]


async def test_a_supervisor_invited_by_a_link_works_only_after_confirmation(play: Play) -> None:
    ines, eve = await play.member("Inès", Role.COACH), await play.newcomer("Eve", "Durand")
    await ines.says("/inviter")
    await ines.sees("Qui souhaitez-vous inviter")
    assert not {"Un accompagnateur", "À la coordination"} & set(ines.chat.last.labels)
    await ines.presses("Un encadrant")
    await ines.sees("Quels travaux")
    await ines.presses("Isolation")
    payload = await _link_after(ines)
    await eve.start(payload)
    await eve.sees("Acceptez-vous cette charte")
    await eve.presses("J’accepte")
    await eve.sees("Comment voulez-vous")
    await eve.says("Eve D.")
    await eve.sees("encadrer des séances")
    asked = await ines.sees("a ouvert votre invitation")
    assert "Eve D." in asked.text
    assert Role.SUPERVISOR not in await _roles(play, eve)
    await ines.presses("Oui, c’est bien", on=asked)
    await eve.sees("acceptée")
    assert Role.SUPERVISOR in await _roles(play, eve)
    works = await play.run(lambda unit: unit.value("SELECT work FROM qualifications"))
    assert works == "insulation"
    sam = await play.member("Sam")
    await sam.start(payload)
    await sam.sees("ne sert plus")


async def _link_after(person: Person) -> str:
    await person.presses("C’est tout")
    shown = await person.sees("Votre lien est prêt")
    found = re.search(r"start=(i-[\w-]{22})", shown.text)
    assert found is not None
    return found[1]


async def test_no_token_stays_in_the_database_once_its_message_has_left(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    payload = await _link(cora, "Un accompagnateur")
    await play.telegram.idle()
    await play.tick()
    await play.app.store.copy_to(play.data / "copy.sqlite3")
    assert payload.removeprefix("i-").encode() not in (play.data / "copy.sqlite3").read_bytes()


async def test_a_refused_opening_gives_nothing_and_burns_the_link(play: Play) -> None:
    cora, eve = await play.member("Cora", Role.COORDINATOR), await play.member("Eve")
    payload = await _link(cora, "À la coordination")
    await eve.start(payload)
    await eve.sees("doit encore confirmer")
    asked = await cora.sees("a ouvert votre invitation")
    await eve.presses(data="1.ivconfirm.1", on=eve.chat.last)  # not hers to confirm
    assert (await eve.toast()).alert
    await cora.presses("Non, refuser", on=asked)
    await eve.sees("n’a pas été confirmée")
    assert await _roles(play, eve) == {Role.VOLUNTEER}
    await eve.start(payload)
    await eve.sees("ne sert plus")


async def test_an_expired_link_leads_nowhere(play: Play) -> None:
    cora, eve = await play.member("Cora", Role.COORDINATOR), await play.member("Eve")
    payload = await _link(cora, "Un partenaire")
    play.telegram.clock.advance(days=7, hours=1)
    await eve.start(payload)
    await eve.sees("ne sert plus")


async def test_a_second_member_joins_a_household_by_its_invitation(play: Play) -> None:
    lea, paul, ines = await play.member("Léa"), await play.member("Paul"), await play.member("Inès", Role.COACH)
    await _ask_as_household(lea)
    await ines.presses("Accepter", on=await ines.sees("Famille Martin"))
    await lea.sees("fait partie")
    await lea.presses("Inviter un membre")
    shown = await lea.sees("Votre lien est prêt")
    found = re.search(r"start=(i-[\w-]{22})", shown.text)
    assert found is not None
    await paul.start(found[1])
    await paul.sees("rejoindre le ménage")
    await lea.presses("Oui, c’est bien", on=await lea.sees("a ouvert votre invitation"))
    await paul.sees("acceptée")
    members = await play.run(lambda unit: households.members(unit, 1))
    assert [person.name for person in members] == ["Léa", "Paul"]
    await paul.says("/menage")
    await paul.sees("Membres : Léa et Paul")


async def test_someone_invited_as_a_household_describes_the_project_and_is_accepted_at_once(play: Play) -> None:
    ines, lea = await play.member("Inès", Role.COACH), await play.member("Léa")
    payload = await _link(ines, "Un ménage")
    await lea.start(payload)
    await lea.sees("doit encore confirmer")
    await ines.presses("Oui, c’est bien", on=await ines.sees("a ouvert votre invitation"))
    await lea.sees("acceptée")
    await lea.presses("Décrire mon projet")
    for question, answer in (("ménage", "Chez Léa"), ("quelle commune", "Limours"), ("projet", "Une extension")):
        await lea.sees(question)
        await lea.says(answer)
    await lea.sees("En quelle année")
    await lea.presses("Passer")
    await lea.sees("Est-ce bien cela")
    await lea.presses("Envoyer")
    await lea.sees("Inès vous accompagne")
    assert Role.HOUSEHOLD in await _roles(play, lea)


async def _newcomers(play: Play, *names: str) -> list[Person]:
    arrived = []
    for name in names:
        person = await play.newcomer(name)
        await person.start()
        await person.sees("Acceptez-vous")
        await person.presses("J’accepte")
        await person.sees("Comment voulez-vous")
        arrived.append(person)
    return arrived


async def test_memberships_are_validated_one_by_one_or_all_together_and_announced_once_a_day(play: Play) -> None:
    ines = await play.member("Inès", Role.COACH)
    lea, sam, eve = await _newcomers(play, "Léa", "Sam", "Eve")
    notice = await ines.sees("Des adhésions attendent")
    assert ines.transcript(30).count("Des adhésions attendent") == 1
    await ines.presses("Voir les adhésions", on=notice)
    await ines.sees("Adhésions à valider — 3")
    await ines.presses("✅ Léa")
    await lea.sees("est validée")
    await ines.sees("Adhésions à valider — 2")
    await ines.presses("Tout valider")
    await ines.sees("ces 2 adhésions")
    await ines.presses("Oui, valider")
    await ines.sees("Tout est fait")
    await sam.sees("est validée")
    await eve.sees("est validée")
    await ines.presses(data="1.msvalid.2.2026.0", on=ines.chat.last)
    assert "déjà décidé" in (await ines.toast()).text


async def test_a_group_is_ignored_until_a_coordinator_approves_it(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    group = await play.group("Entraide", lea, [cora])
    asked = await cora.sees("m’a ajouté au groupe « Entraide »")
    await lea.says("/aide", chat=group)
    await play.telegram.idle()
    assert "chantiers" not in str([m.text for m in group.messages])
    assert await play.run(groups.approved) == []
    await cora.presses("Approuver", on=asked)
    await group.sees("Bonjour à toutes et tous")
    await lea.says("/aide", chat=group)
    await group.sees("J’affiche ici les chantiers")
    await lea.says("/profil", chat=group)
    await group.sees("Cela se passe en privé")
    assert len(await play.run(groups.approved)) == 1


async def test_a_coordinator_finds_someone_gives_and_takes_a_role(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa Martin")
    await cora.says("/personnes martin")
    await cora.sees("1 personne trouvée")
    await cora.presses("Léa Martin")
    await cora.sees("Rôles : bénévole")
    await cora.presses("Rôles")
    await cora.sees("Quels rôles")
    await cora.presses("Donner : accompagnement")
    await lea.sees("nouveau rôle")
    assert Role.COACH in await _roles(play, lea)
    await cora.presses(data="1.pprole.2.1.1", on=cora.chat.last)  # the old button again
    assert "rien n’a changé" in (await cora.toast()).text
    await cora.presses("Retirer : accompagnement")
    await lea.sees("Vous n’avez plus le rôle")
    assert Role.COACH not in await _roles(play, lea)


async def test_the_last_coordinator_stays(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    await cora.says("/menu")
    menu = await cora.sees("que souhaitez-vous")
    await cora.presses(data="1.pprole.1.3.0", on=menu)
    assert "au moins une personne" in (await cora.toast()).text
    assert Role.COORDINATOR in await _roles(play, cora)


async def test_someone_excluded_loses_everything_at_once_and_can_do_nothing_until_taken_back(play: Play) -> None:
    cora, paul = await play.member("Cora", Role.COORDINATOR), await play.member("Paul", Role.COACH)
    payload = await _link(paul, "Un partenaire")
    await cora.says("/personnes paul")
    await cora.sees("1 personne trouvée")
    await cora.presses("Paul")
    await cora.sees("Rôles :")
    await cora.presses("Exclure")
    await cora.sees("Exclure Paul")
    await cora.presses("Oui, exclure")
    await paul.sees("a pris fin")
    await cora.sees("depuis le lundi 1er mars")
    for text in ("/menu", "/start", "bonjour", "/inviter"):
        await paul.says(text)
        await paul.sees("Votre participation a pris fin")
    eve = await play.member("Eve")
    await eve.start(payload)
    await eve.sees("ne sert plus")
    await cora.presses("Reprendre comme bénévole")
    await paul.sees("de nouveau participer")
    assert await _roles(play, paul) == {Role.VOLUNTEER}


async def test_what_waits_comes_first_in_the_menu(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    await _newcomers(play, "Léa")
    await cora.says("/menu")
    shown = await cora.sees("1 chose vous attend")
    assert shown.labels[0] == "Adhésion\xa0: Léa · aujourd’hui"
    assert 4 <= len(shown.labels) <= 8
    await cora.presses(shown.labels[0])
    await cora.sees("Adhésions à valider")


async def test_every_menu_has_four_to_eight_buttons(play: Play) -> None:
    for role in Role:
        person = await play.member(f"Sam {role}", *({role} - {Role.VOLUNTEER}))
        await person.says("/menu")
        shown = await person.sees("que souhaitez-vous")
        assert 4 <= len(shown.labels) <= 8, (role, shown.labels)


async def test_the_menu_of_a_volunteer_is_short_and_profile_and_help_lead_to_the_rest(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("/menu")
    assert (await lea.sees("que souhaitez-vous")).labels == ["Agenda", "Mes inscriptions", "Profil", "Aide"]
    await lea.presses("Aide")
    await lea.sees("Ce que vous pouvez faire ici")
    assert {"Devenir ménage accompagné", "Charte"} <= set(lea.chat.last.labels)
    await lea.says("/profil")
    await lea.sees("Commune : Limours")
    await lea.presses("Devenir ménage accompagné")
    await lea.sees("Comment s’appelle votre ménage")


async def test_what_only_some_may_use_is_in_the_menu_of_those_alone(play: Play) -> None:
    await play.household("Moreau", claire := await play.member("Claire", Role.HOUSEHOLD))
    await claire.says("/menu")
    labels = (await claire.sees("que souhaitez-vous")).labels
    assert "Mon ménage" in labels
    assert len(labels) <= 8
    await claire.says("/profil")
    assert "Devenir ménage accompagné" not in (await claire.sees("Ménage : Moreau")).labels


def test_at_most_six_commands_are_shown_to_anyone() -> None:
    for role in Role:
        shown = commands_for(frozenset({role, Role.VOLUNTEER}), "fr")
        assert len(shown) <= 6
        assert all(
            1 <= len(description) <= 256 and re.fullmatch("[a-z0-9_]{1,32}", name) for name, description in shown
        )
    assert set(BY_ROLE) == set(Role)
    assert len(set(MENU.values())) == len(MENU)


async def test_a_decline_gives_an_opened_link_back(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    payload = await _link(cora, "Un partenaire")
    eve, sam = await play.newcomer("Eve"), await play.member("Sam")
    await eve.start(payload)
    await eve.sees("Acceptez-vous")
    await eve.presses("Je n’accepte pas")
    await eve.sees("nous ne gardons rien")
    await sam.start(payload)
    await sam.sees("devenir partenaire")


async def test_forgetting_never_touches_whoever_accepted(play: Play) -> None:
    lea = await play.member("Léa")
    me = await play.id_of(lea)

    async def forget(unit: Unit) -> None:
        await exclusions.forget(unit, me)

    await play.run(forget)
    play.telegram.clock.advance(days=3)
    await play.tick()
    assert await play.id_of(lea) == me
