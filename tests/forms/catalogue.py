"""Every form of the program: who opens it and how, what answers it to its end, and how it is given up.

A program that kills the bot between two acts needs nothing else: each act is a text, a press or a photo, with a
pattern of what comes back. The matters are those of `stage`.
"""

from __future__ import annotations

from handlers.routes import table
from storage.gate import GatePoint
from tests.forms import desk_cases, financing_cases, without_telegram_cases
from tests.forms.acts import Act, Case, cancel_label, forges, give_up, photo, presses, says, starts, surely
from tests.forms.stage import BARE_SESSION, BROADCAST, DIAGNOSTIC, LILAS, OLD_HOUSE, SESSION, SUPERVISOR, WORK_DAY


def _gate(session: int, point: GatePoint, brings: str) -> tuple[Act, ...]:
    return (forges("gpgive", session, tuple(GatePoint).index(point), brings=brings),)


ENOUGH = "C’est tout"
_WELCOMED = (starts("", "Acceptez-vous cette charte"), presses("J’accepte", "qu’on vous appelle"))

__all__ = ["CASES", "Act", "Case", "cancel_label", "give_up", "missing", "surely"]

CASES: dict[str, Case] = {
    "charter": Case(
        "nadia", (starts("", "Acceptez-vous cette charte"),), (says("oui"),), "qu’on vous appelle",
        "nous ne gardons rien de vous",
    ),
    "charter_again": Case(
        "zoe", (says("/agenda", "La charte .* a changé"),), (says("oui"),), "Ce qui vient",
        "Vous gardez vos séances prévues",
    ),
    "join": Case(
        "nadia", _WELCOMED,
        (says("Nadia", "quelle commune"), says("Limours", "aimeriez-vous faire"), presses("Cuisiner"),
         presses(ENOUGH, "Quels messages"), presses("Tous")),
        "Bienvenue, Nadia", "plus tard",
    ),
    "join_by_link": Case(
        "nadia",
        (starts(f"s-{SESSION}", "Acceptez-vous cette charte"), presses("J’accepte", "qu’on vous appelle")),
        (says("Nadia"),), "Une place est à vous", "plus tard",
    ),
    "finish_profile": Case(
        "yann", (forges("wlfinish", brings="quelle commune"),),
        (says("Limours", "aimeriez-vous faire"), presses("Accueillir"), presses(ENOUGH, "Quels messages"),
         presses("Tous")),
        "que souhaitez-vous faire",
    ),
    "profile_name": Case(
        "leo", (forges("pfchange", 0, brings="qu’on vous appelle"),), (says("Léon"),), "Léon"
    ),
    "profile_commune": Case(
        "leo", (forges("pfchange", 1, brings="quelle commune"),), (says("Gometz-le-Châtel"),), "Gometz-le-Châtel"
    ),
    "profile_likes": Case(
        "leo", (forges("pfchange", 2, brings="aimeriez-vous faire"),), (presses("Cuisiner"), presses(ENOUGH)),
        "J’aime : cuisine",
    ),
    "profile_notifications": Case(
        "leo", (forges("pfchange", 3, brings="Quels messages"),), (presses("Moins de messages"),), "Léo"
    ),
    "emergency_contact": Case(
        "leo", (forges("pfcontact", brings="prévenir"),), (says("Inès Martin", "numéro"), says("06 12 34 56 78")),
        "nous préviendrons Inès Martin",
    ),
    "share_number": Case(
        "leo", (forges("nmshare", SESSION, 1, brings="Quel est votre numéro"),), (says("06 12 34 56 78"),),
        "pour cette séance et les suivantes",
    ),
    "my_number": Case("leo", (forges("nmgive", brings="Quel est votre numéro"),), (says("06 12 34 56 78"),), "par 78"),
    "household_request": Case(
        "yann", (says("/projet", "Comment s’appelle votre ménage"),),
        (says("Les Tilleuls", "commune"), says("Limours"), says("Une extension en paille"),
         says("1975", "Est-ce bien cela"), presses("Envoyer")),
        "Votre demande est partie",
    ),
    "house_address": Case(
        "claire", (forges("hhhouse", LILAS, 0, brings="adresse"),), (says("14 rue des Lilas"),), "Adresse : donnée"
    ),
    "house_access": Case(
        "claire", (forges("hhhouse", LILAS, 1, brings="."),), (says("Portail vert"),), "stationnement : donnés"
    ),
    "house_year": Case("claire", (forges("hhhouse", LILAS, 2, brings="."),), (says("1961"),), "Construction : 1961"),
    "invite_supervisor": Case(
        "fanny", (forges("ivrole", 1, brings="."),), (presses("Isolation"), presses(ENOUGH)), "Votre lien est prêt"
    ),
    "search_people": Case("fanny", (forges("ppsearch", brings="."),), (says("Léo"),), "personne trouvée"),
    "qualify": Case(
        "fanny", (forges("ppqualify", SUPERVISOR, brings="."),), (presses("Maçonnerie"), presses(ENOUGH)),
        "Travaux encadrés : .*maçonnerie",
    ),
    "broadcast": Case(
        "brigitte", (says("/diffuser", "À qui écrivez-vous"),),
        (presses("Tout le monde", "Écrivez votre message"), says("Café samedi", "photo ou un document"),
         presses("Passer", "boutons de réponse"), presses("Sans bouton", "Quand part-il"),
         presses("Maintenant", "On envoie"), presses("Envoyer")),
        "Diffusion",
    ),
    "correct_broadcast": Case(
        "brigitte", (forges("bccorrect", BROADCAST, brings="."),), (says("Bonsoir"),), "C’est corrigé"
    ),
    "cancel_session": Case(
        "claire", (forges("wdcancel", SESSION, brings="."),), (presses("La météo"), presses("Oui, annuler")),
        "C’est annulé, et tout le monde est prévenu",
    ),
    "move_session": Case(
        "claire", (forges("wdmove", SESSION, brings="."),),
        (says("dimanche 14 mars de 10h à 16h"), presses("Oui, changer")), "C’est changé",
    ),
    "edit_work_day": Case(
        "claire", (forges("wdfield", WORK_DAY, 0, brings="."),), (says("Poser la laine de bois"),), "C’est changé"
    ),
    "work_day": Case(
        "claire", (says("/proposer", "."),),
        (says("samedi 20 mars"), presses("9 h – 17 h"), presses("Isolation"), presses(ENOUGH), presses("4"),
         presses(ENOUGH), presses("Repas offert"), presses("1 en cuisine"),
         presses(ENOUGH), says("Poser l’isolant"), presses("Publier")),
        "C’est publié",
    ),
    "give_insurance": Case(
        "hugo", _gate(BARE_SESSION, GatePoint.INSURANCE, "."), (photo(), says("31/12/2027")), "à Limours"
    ),
    "house_insurance": Case(
        "hugo", (forges("paadd", OLD_HOUSE, 0, brings="attestation"),), (photo(), says("31/12/2027")),
        "papiers de la maison",
    ),
    "house_permit": Case(
        "hugo", (forges("paadd", OLD_HOUSE, 1, brings="."),), (photo(),), "papiers de la maison"
    ),
    "give_permit": Case("hugo", _gate(BARE_SESSION, GatePoint.PERMIT, "."), (photo(),), "à Limours"),
    "give_house_year": Case("hugo", _gate(BARE_SESSION, GatePoint.WORK_ALLOWED, "."), (says("2005"),), "à Limours"),
    "give_clearance": Case(
        "claire", _gate(SESSION, GatePoint.WORK_ALLOWED, "."), (presses("Oui, c’est fait"),), "à Limours"
    ),
    "give_equipment": Case(
        "hugo", _gate(BARE_SESSION, GatePoint.EQUIPMENT, "."), (says("Casques et gants"),), "à Limours"
    ),
    "give_meal": Case("hugo", _gate(BARE_SESSION, GatePoint.MEAL, "."), (presses("Repas offert"),), "à Limours"),
    "give_access": Case(
        "hugo", _gate(BARE_SESSION, GatePoint.ACCESS, "."), (says("3 rue du Moulin"), says("Sonner")), "à Limours"
    ),
    "companion": Case(
        "leo", (forges("soadult", SESSION, brings="."),), (says("Anna Petit", "charte"), says("oui")),
        "Une place est à Anna",
    ),
    "companion_contact": Case(
        "leo",
        (forges("soadult", SESSION, brings="."), says("Anna Petit", "charte"), says("oui", "Qui prévenir")),
        (says("Inès Martin", "numéro"), says("06 12 34 56 78")),
        "nous préviendrons Inès Martin en cas d’urgence pour Anna Petit", "quand nous saurons qui prévenir",
    ),
    "minor": Case(
        "leo", (forges("sominor", SESSION, brings="."),), (says("Tom Petit"), says("2 juin 2010"), says("oui")),
        "Une place est à Tom",
    ),
    "diet_words": Case(
        "leo", (forges("mlwords", 1, brings="Quel régime"),), (says("sans gluten"),), "Autre régime : sans gluten",
        "Le repas est offert",
    ),
    "allergies": Case(
        "leo", (forges("mlconsent", 1, brings="Quelles allergies"),), (says("arachides"),), "Allergies : notées",
        "Le repas est offert",
    ),
    "lift_offer": Case(
        "leo", (forges("lfoffer", SESSION, brings="Combien de places"),),
        (presses("2", "quelle commune"), says("Orsay", "Vers quelle heure"), says("8h15")), "part d’Orsay à 8 h 15",
    ),
    "lift_wish": Case(
        "leo", (forges("lfwish", SESSION, brings="quelle commune"),),
        (presses("Limours", "Vers quelle heure"), presses("8 h")), "cherche une place, de Limours",
    ),
    "withdraw_word": Case(
        "leo", (forges("soword", SESSION, 1, brings="."),), (says("Désolé, je suis malade"),),
        "votre place du", "Vous ne pouvez plus venir",
    ),
    "diagnostic": Case(
        "claire", (says("/diagnostic", "Qu’est-ce qui vous amène"),),
        (presses("Humidité"), presses("Une maison"), says("1949"), presses("Froid"), presses(ENOUGH),
         says("isoler les combles"), presses(ENOUGH), says("samedi 6 mars à 9h"), presses(ENOUGH, "Est-ce bien cela"),
         presses("Envoyer la demande")),
        "Votre demande est partie",
    ),
    "propose_visit": Case(
        "brigitte", (forges("dxpropose", DIAGNOSTIC, brings="."),), (says("jeudi 11 mars à 14h"),),
        "C’est proposé au ménage",
    ),
    "other_visit": Case(
        "hugo", (forges("dxother", DIAGNOSTIC, brings="."),), (says("jeudi 11 mars à 14h"),), "Votre souhait"
    ),
    "refuse_visit": Case(
        "brigitte", (forges("dxrefuse", DIAGNOSTIC, brings="."),), (says("Hors de notre secteur"),), "C’est noté"
    ),
    "reorient_visit": Case(
        "brigitte", (forges("dxreorient", DIAGNOSTIC, brings="."),), (says("Voyez l’ALEC"),), "C’est noté"
    ),
    "cancel_visit": Case(
        "hugo", (forges("dxcancel", DIAGNOSTIC, brings="."),), (says("Nous avons trouvé"),), "C’est noté"
    ),
    "publish_windows": Case(
        "brigitte", (forges("dxpublish", brings="."),), (says("mardi 9 mars de 14h à 18h"),), "créneaux sont publiés"
    ),
} | desk_cases.CASES | financing_cases.CASES | without_telegram_cases.CASES  # fmt: skip
"""The cases, by the name of the form."""


def missing() -> list[str]:
    """Return the forms of the program that no case opens, and the cases of no form."""
    return sorted(set(table().form_names) ^ set(CASES))
