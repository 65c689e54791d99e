"""The journal of changes, as a coordinator reads it; every action of the sources has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.journal.journal import HOUSEHOLD, KIND, PERSON
from locales import texts
from storage import choice_kinds, people
from storage.journal import KINDS, Filter, page
from storage.people import Role
from tests.play import Play

ROOT = Path(__file__).parents[2]


def _recorded() -> Iterator[tuple[ast.expr, ast.expr]]:
    """What the sources pass to `audit.record` as the action, and the fields they name in place."""
    for path in (*(ROOT / "storage").rglob("*.py"), *(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield node.args[2], node.args[4] if len(node.args) > 4 else ast.Dict([], [])


def _actions() -> list[str]:
    """Patterns of the names: an exact one, or one with a part that is only known as it runs."""
    found = set()
    for action, _ in _recorded():
        if isinstance(action, ast.Constant):
            found.add(re.escape(action.value))
        elif isinstance(action, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else ".+" for part in action.values]
            found.add("".join(map(str, parts)))
    return sorted(found)


@pytest.mark.parametrize("language", texts.languages())
def test_every_action_of_the_sources_has_words(language: str) -> None:
    """The cure: a line in `labels/trail_action.toml` of each language."""
    known = [key.removeprefix("trail_action.") for key in texts.label_keys(language) if key.startswith("trail_action.")]
    assert len(_actions()) > 40
    assert [action for action in _actions() if not any(re.fullmatch(action, one) for one in known)] == []


@pytest.mark.parametrize("language", texts.languages())
def test_every_field_named_beside_an_action_has_words(language: str) -> None:
    named = {
        key.value
        for _, fields in _recorded()
        if isinstance(fields, ast.Dict)
        for key in fields.keys
        if isinstance(key, ast.Constant)
    }
    known = set(texts.label_keys(language))
    assert sorted(field for field in named if f"trail_field.{field}" not in known) == []


async def test_who_changed_what_is_read_of_everything_of_a_person_of_a_household_or_of_a_kind(play: Play) -> None:
    cora, lea = await play.member("Cora", Role.COORDINATOR), await play.member("Léa")
    claire = await play.member("Claire", Role.HOUSEHOLD)
    await play.household("Les Lilas", claire)
    me, known = await play.id_of(cora), await play.id_of(lea)
    await play.run(lambda unit: choice_kinds.change(unit, "offer_hours", 48, me))
    await play.run(lambda unit: people.grant(unit, known, Role.COACH, me))
    await play.run(lambda unit: people.change(unit, known, known, name="Léa Secret", phone="06 12 34 56 78"))
    await lea.presses(data="1.jrlist.0.0.0", on=lea.chat.last)
    assert (await lea.toast()).alert
    await cora.says("/journal")
    first = await cora.sees("Le journal")
    shown = first.text.replace("\xa0", " ")
    assert "Cora : rôle donné (Léa Secret)" in shown
    assert "rôle : rien → accompagnement" in shown
    assert "Réponse à une place proposée : 12 heures → 48 heures" in shown
    assert "numéro : modifié (la valeur n’est pas gardée ici)" in shown
    assert "06 12" not in shown
    await cora.presses("Plus ancien", on=first)
    await cora.presses("Le plus récent", on=await cora.sees("Les Lilas"))
    await cora.presses("Une personne", on=await cora.sees("rôle donné"))
    await cora.sees("nom")
    await cora.says("Léa")
    await cora.presses("Léa Secret", on=await cora.sees("De qui lire le journal"))
    of_lea = await cora.sees("Le journal : Léa Secret")
    assert "offer" not in of_lea.text
    await cora.presses(data=f"1.jrlist.0.{KIND}.{KINDS.index('choice')}", on=of_lea)
    assert "rôle" not in (await cora.sees("Le journal : les réglages")).text
    await cora.presses(data=f"1.jrlist.0.{HOUSEHOLD}.1", on=of_lea)
    await cora.sees("Le journal : Les Lilas")
    await cora.presses(data=f"1.jrlist.0.{PERSON}.999", on=of_lea)
    assert (await cora.toast()).text
    every = await play.app.store.read(lambda unit: page(unit, Filter(), before=0, limit=500))
    assert [entry.id for entry in every] == sorted((entry.id for entry in every), reverse=True)
