"""The cooperative's choices, changed from Telegram: each in words, confirmed, in the trail, and taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.choices.choice_screens import NUMBERS
from handlers.choices.choice_values import fits, options, present, said
from locales import texts
from storage import choices, own_texts
from storage.choice_kinds import FIXED, Kind, editable, grouped, kind_of, of_works, unit_of
from storage.choices import DEFAULTS, Choices
from storage.people import Role
from storage.store import Unit
from tests.play import Play


def test_every_choice_is_edited_or_fixed_with_a_reason() -> None:
    assert set(editable()) | set(FIXED) == set(Choices.model_fields)
    assert set(editable()) & set(FIXED) == set()
    assert all(FIXED.values())


@pytest.mark.parametrize("language", texts.languages())
def test_every_choice_and_all_it_may_be_has_words(language: str) -> None:
    """The cure for a new choice: a line in `labels/choice.toml`, and for a list one in `labels/choice_option.toml`."""
    known = set(texts.label_keys(language))
    assert [name for name in editable() if f"choice.{name}" not in known] == []
    assert [name for name in grouped() if f"choices.group_{name}" not in known] == []
    listed = [name for name in editable() if kind_of(name) in (Kind.SEVERAL, Kind.ONE_OF) and not of_works(name)]
    assert [o for name in listed for o in options(name) if f"choice_option.{o}" not in known] == []


@pytest.mark.parametrize("name", editable())
def test_every_choice_is_said_in_words_and_its_default_may_be_chosen(name: str) -> None:
    shown = present(DEFAULTS, name)
    assert fits(name, shown["default"]["value"])
    for language in texts.languages():
        assert texts.plain(language, "choices/one", shown).strip()


def test_what_a_choice_may_not_be_is_refused() -> None:
    for name, value in (
        ("helpers_per_supervisor", 0), ("gate_points", ["supervisor", "weather"]), ("reserved_works", ["magic"]),
        ("cooperative_name", "  "), ("group_language", "xx"), ("charter_version", 9), ("owed_days_before", [7, -1]),
        ("nothing", 1),
    ):  # fmt: skip
        assert not fits(name, value), name


async def _chosen(play: Play) -> Choices:
    return await play.app.store.read(choices.load)


async def _trail(play: Play) -> list[dict[str, Any]]:
    async def read(unit: Unit) -> list[dict[str, Any]]:
        rows = await unit.all("SELECT changes FROM audit WHERE subject_kind = 'choice' ORDER BY id")
        return [json.loads(row["changes"]) for row in rows]

    return await play.app.store.read(read)


async def test_a_coordinator_reads_changes_and_takes_back_what_the_cooperative_decides(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    await cora.says("/reglages")
    await cora.presses("Places et plafonds", on=await cora.sees("Les réglages de Coop"))
    await cora.presses("Après ▶", on=await cora.sees("Personnes par encadrant : 6"))
    await cora.presses("Réponse à une place proposée", on=await cora.sees("Réponse à une place proposée : 12 heures"))
    await cora.presses("Changer", on=await cora.sees("Aujourd’hui : 12 heures"))
    await cora.sees("entre 1 et 168")
    await cora.says("bientôt")
    await cora.sees("Je n’ai pas pu le lire")
    await cora.says("trois semaines")
    await cora.sees("Je n’ai pas pu le lire")
    await cora.says("2 jours")
    confirm = await cora.sees("Après : 48 heures")
    assert "Avant : 12 heures" in confirm.text.replace("\xa0", " ")
    assert (await _chosen(play)).offer_hours == 12
    await cora.presses("Confirmer", on=confirm)
    await cora.sees("Au départ : 12 heures")
    assert (await _chosen(play)).offer_hours == 48
    await lea.presses(data=f"1.chask.{NUMBERS['offer_hours']}", on=lea.chat.last)
    assert (await lea.toast()).alert
    await cora.presses("Revenir à la valeur de départ")
    await cora.presses("Oui, revenir", on=await cora.sees("12 heures ?"))
    await cora.sees("Aujourd’hui : 12 heures")
    assert (await _chosen(play)).offer_hours == 12
    assert await _trail(play) == [{"offer_hours": [12, 48]}, {"offer_hours": [48, 12]}]
    await cora.says("/reglages")
    await cora.presses("Séances et sécurité", on=await cora.sees("Les réglages"))
    await cora.presses("Points pour confirmer", on=await cora.sees("un encadrant, le ménage présent"))
    await cora.presses("Changer", on=await cora.sees("Une séance est confirmée quand"))
    await cora.presses("✓ Les toilettes", on=await cora.sees("Touchez pour cocher"))
    await cora.presses("C’est tout", on=await cora.sees("Touchez pour cocher"))
    await cora.presses("Confirmer", on=await cora.sees("comment venir\n"))
    await cora.sees("Au départ")
    assert (await _chosen(play)).gate_points == DEFAULTS.gate_points[:-1]


async def test_the_cooperative_writes_its_own_charter_and_everyone_is_asked_again(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    await cora.says("/reglages")
    await cora.presses("La coopérative", on=await cora.sees("Les réglages"))
    await cora.presses("La charte", on=await cora.sees("Nom de la coopérative"))
    await cora.presses("Écrire notre texte", on=await cora.sees("C’est le texte du programme"))
    await cora.sees("Écrivez la charte dans vos mots")
    await cora.says("Trop court")
    await cora.sees("de 40 à 1500 caractères")
    await cora.says("Chez nous, on s’entraide & on rit. Le casque est <obligatoire> sous les échafaudages.")
    await cora.sees("Qu’est-ce qui change")
    await cora.says("Le casque est obligatoire.")
    await cora.presses("Publier", on=await cora.sees("Ce qui change : Le casque"))
    shown = await cora.sees("C’est le texte de la coopérative")
    assert "on s’entraide & on rit" in shown.text
    await lea.says("/agenda")
    asked = await lea.sees("La charte de Coop’Ter a changé")
    assert "Le casque est obligatoire." in asked.text
    assert "Le casque est <obligatoire>" in asked.text
    await lea.presses("J’accepte", on=asked)
    await lea.sees("Ce qui vient")
    await lea.says("/charte")
    await lea.sees("on s’entraide & on rit")
    await cora.says("/reglages")
    await cora.presses("J’accepte", on=await cora.sees("a changé"))
    await cora.sees("Les réglages")
    assert await play.app.store.read(lambda unit: own_texts.text(unit, "charter", 2)) is not None


def test_numbers_are_said_with_their_unit() -> None:
    assert unit_of("address_hours_before") == "hours"
    assert "2 jours" in texts.plain("fr", "choices/one", {
        "now": said("invitation_days", 2), "default": said("invitation_days", 7), "changed": True,
    }).replace("\xa0", " ")  # fmt: skip
