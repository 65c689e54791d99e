"""A coordinator imports a list: what is shown, line by line, is exactly what is done."""

from __future__ import annotations

from typing import Any

from bot.local_telegram import Person, SeenMessage
from storage import households, memberships, people, registered
from storage.clock import PARIS
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Unit
from tests.play import LIMOURS, Play

HEADINGS = "Nom;Prénom;Téléphone;Commune;Ménage;Adhésion;Charte signée le;Courriel"


async def _sends(cora: Person, *lines: str, encoding: str = "cp1252", name: str = "membres.csv") -> SeenMessage:
    await cora.sends_document("\r\n".join([HEADINGS, *lines]).encode(encoding), name=name, mime_type="text/csv")
    return await cora.sees("Voici ce qui va se passer")


async def _known(play: Play, name: str, **fields: Any) -> PersonId:
    async def add(unit: Unit) -> PersonId:
        known = await people.add(unit, name)
        await people.change(unit, known.id, None, **fields)
        return known.id

    return await play.run(add)


async def _named(play: Play) -> list[str]:
    return [row[0] for row in await play.run(lambda unit: unit.all("SELECT name FROM people ORDER BY id"))]


async def test_a_list_is_shown_line_by_line_then_imported_as_shown_and_once(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    paul = await _known(play, "Paul Martin", phone="+33611111111")
    await _known(play, "Léa Petit", commune=LIMOURS)
    await _known(play, "Jean Autre", phone="+33622222222")
    shown = await _sends(
        cora,
        "LÉVÊQUE;Zoé;06 12 34 56 78;Limours;Les Tilleuls;oui;12/02/2027;z@e.fr",
        "Lévêque;Max;;Limours;Les Tilleuls;;;",
        "MARTIN;Paul;06 11 11 11 11;Limours;;;;",
        "Petit;Léa;;Limours;;;;",
        "Durand;Luc;06 22 22 22 22;;;;;",
        "Roy;Eve;06 12;Limourse-en-Brie;;;;",
    )
    assert "2 à inscrire · 1 à compléter · 0 déjà là · 2 doutes · 1 illisible" in _plain(shown.text)
    assert "Colonnes laissées de côté : Courriel" in _plain(shown.text)
    for said in (
        "2. Zoé Lévêque – ➕ à inscrire", "4. Paul Martin – ✏️ déjà là, à compléter : commune",
        "5. Léa Petit – ❓ déjà là ? même nom : Léa Petit", "6. Luc Durand – ❓ déjà là ? même numéro : Jean Autre",
        "7. Eve Roy – ⛔ illisible : numéro de téléphone, commune inconnue",
    ):  # fmt: skip
        assert said in _plain(shown.text)
    assert len(await _named(play)) == 4  # nothing is done yet
    await cora.presses("5 : la même")
    await cora.sees("c’est Léa Petit")
    await cora.presses("Importer (4)")
    done = await cora.sees("Import terminé")
    assert "2 personnes inscrites" in _plain(done.text)
    assert await _named(play) == ["Cora", "Paul Martin", "Léa Petit", "Jean Autre", "Zoé Lévêque", "Max Lévêque"]
    await play.run(lambda unit: _as_imported(unit, paul))
    older = next(one.data for one in shown.buttons if one.text.startswith("Importer"))
    await cora.presses(data=older or "", on=done)
    assert "déjà été décidé" in (await cora.toast()).text
    assert len(await _named(play)) == 6

    again = await _sends(cora, "Lévêque;Zoé;0612345678;Limours;Les Tilleuls;oui;12/02/2027;", encoding="utf-8")
    assert "2. Zoé Lévêque – déjà là, rien à changer" in _plain(again.text)
    assert not any(label.startswith("Importer") for label in again.labels)
    await play.tick()
    notice = await cora.sees("Une notice à remettre.*Zoé Lévêque.*Max Lévêque", ever=True)
    assert "C’est remis à toutes" in notice.labels


async def _as_imported(unit: Unit, paul: PersonId) -> None:
    assert (await people.get(unit, paul)).commune == LIMOURS
    zoe = (await people.search(unit, "Zoé", limit=1))[0]
    assert (zoe.phone, zoe.commune, zoe.accepted, zoe.telegram_id) == ("+33612345678", LIMOURS, True, None)
    today = unit.now.astimezone(PARIS).date()
    assert await memberships.state(unit, zoe.id, today) is MembershipState.VALID
    paper = await registered.paper_charter(unit, zoe.id)
    assert paper is not None
    [home] = await households.of_person(unit, zoe.id)
    assert [one.name for one in await households.members(unit, home.id)] == ["Zoé Lévêque", "Max Lévêque"]
    said = await unit.all("SELECT fields FROM import_lines")
    assert {row[0] for row in said} == {"{}"}
    assert await unit.value("SELECT COUNT(*) FROM files WHERE path IS NOT NULL") == 0


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_what_changed_since_it_was_shown_is_left_and_an_older_list_is_not_imported(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    first = await _sends(cora, "Roy;Eve;;Limours;;;;", "Roy;Max;;Limours;;;;")
    older = next(one.data for one in first.buttons if one.text.startswith("Importer"))
    shown = await _sends(cora, "Roy;Ali;;Limours;;;;", "Roy;Léo;;Limours;;;;")
    await cora.presses(data=older or "", on=first)
    assert "un autre fichier est venu" in (await cora.toast()).text
    await _known(play, "Léo Roy", commune=LIMOURS)
    await cora.presses(data=f"1.imrun.{2}.{123}", on=shown)  # of another file
    assert "déjà été décidé" in (await cora.toast()).text
    assert await _named(play) == ["Cora", "Léo Roy"]
    await cora.presses(next(one.text for one in shown.buttons if one.text.startswith("Importer")), on=shown)
    done = await cora.sees("Import terminé")
    assert "laissée : la fiche a changé depuis l’aperçu" in _plain(done.text)
    assert await _named(play) == ["Cora", "Léo Roy", "Ali Roy"]


async def test_a_long_list_goes_in_portions_with_its_progress(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    letters = "abcdefghijklmnopqrst"
    await cora.sends_document(
        "\n".join(["Nom", *(f"Roy {one}{other} Test" for one in letters for other in letters[:8])]).encode(),
        name="LONG.CSV",
    )
    await cora.sees("Je regarde chaque ligne : 50 sur 160")
    await play.tick()
    shown = await cora.sees("160 à inscrire")
    await cora.presses("Importer (160)", on=shown)
    await cora.sees("Import : 50 sur 160")
    await play.tick()
    assert "160 personnes inscrites" in _plain((await cora.sees("Import terminé")).text)
    assert len(await _named(play)) == 161


async def test_only_coordinators_import_and_what_is_no_list_is_explained(play: Play) -> None:
    cora, ines = await play.member("Cora", Role.COORDINATOR), await play.member("Inès", Role.COACH)
    await ines.sends_document(b"Nom\nEve Roy\n", name="membres.csv", mime_type="text/csv")
    await ines.sees("document|fichier")
    await ines.says("/importer")
    await ines.sees("pas")
    await cora.says("/importer")
    await cora.sees("Seule la colonne Nom est obligatoire")
    await cora.presses("Modèle de fichier")
    model = await cora.sees("Un modèle à remplir")
    assert model.file is not None
    assert model.file.startswith(b"\xef\xbb\xbfNom;Pr")
    await cora.sends_document(b"PK\x03\x04", name="membres.xlsx")
    await cora.sees("c’est un classeur")
    await cora.sends_document(b"Age;Taille\n3;4\n", name="x.csv")
    await cora.sees("pas de colonne « Nom »|pas de colonne")
    assert await _named(play) == ["Cora", "Inès"]
    shown = await _sends(cora, "=HYPERLINK(1);Eve;;;;;;")
    await cora.presses("Détail en CSV", on=shown)
    report = await cora.sees("Le détail de chaque ligne")
    assert report.file is not None
    assert b";=" not in report.file
    await cora.presses("Abandonner", on=shown)
    await cora.sees("rien du fichier n’est gardé")
    await ines.presses(data="1.imrun.2.0")
    assert (await ines.toast()).alert
