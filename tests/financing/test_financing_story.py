"""A financing plan as a household fills it, and who may not see it."""

from __future__ import annotations

from storage import financing
from storage.choices import DEFAULTS
from storage.financing_plan import totals
from storage.ids import PersonId
from storage.people import Role
from storage.store import Unit
from tests.play import Play


async def test_a_household_fills_its_plan_and_closes_the_gap(play: Play) -> None:
    lea, ines = await play.member("Léa", Role.HOUSEHOLD), await play.member("Inès", Role.COACH)
    home = await play.household("Les Lilas", lea, coach=ines)
    await lea.says("/financement")
    await lea.sees("Rien n’y est encore")
    await lea.presses("Dépenses (0)")
    await lea.sees("Aucune pour l’instant")
    await lea.presses("Ajouter")
    await lea.sees("Quelle sorte de dépense")
    await lea.presses("Devis d’artisan")
    await lea.sees("De quoi s’agit-il")
    await lea.says("Couverture")
    await lea.sees("Combien")
    await lea.says("beaucoup trop")
    await lea.sees("Je n’ai pas trouvé un montant dans « beaucoup trop »")
    await lea.says("9 000 €")
    await lea.sees("En quel mois faudra-t-il payer")
    await lea.says("juin")
    await lea.sees("Envoyez le devis")
    await lea.presses("Passer")
    await lea.sees("Reste à financer : 9 900 €")
    # an aid is only hoped for until it is granted, and nothing may be signed before it is filed
    await lea.presses("Aides (0)")
    await lea.sees("Une aide ne compte qu’une fois accordée")
    await lea.presses("Ajouter")
    await lea.sees("Quelle aide")
    await lea.says("Aide de la commune")
    await lea.sees("Combien")
    await lea.says("3000")
    await lea.sees("date limite")
    await lea.presses("Passer")
    await lea.sees("versées tard")
    await lea.presses("août 2027")
    await lea.sees("déposé avant de signer")
    await lea.presses("Oui")
    await lea.sees(
        "(?s)Reste à charge : 9 900 €.*6 900 € si toutes les aides aboutissent.*ne signez aucun devis avant le dépôt"
        ".*ne tient pas à partir de juin 2027 : il manque jusqu’à 9 900 €"
    )
    await lea.presses("Aides (1)")
    await lea.sees("Aides · 3 000 €|Aides — 3 000 €")
    await lea.presses("Aide de la commune · 3 000 €")
    await lea.sees("piste à vérifier")
    await lea.presses("Dossier déposé")
    await lea.sees("dossier déposé")
    await lea.presses("Accordé")
    await lea.sees("accordée")
    assert totals(await play.run(lambda unit: financing.plan(unit, home, DEFAULTS))).gap == 690_000


async def test_only_the_household_and_its_coach_see_or_change_it(play: Play) -> None:
    lea, ines = await play.member("Léa", Role.HOUSEHOLD), await play.member("Inès", Role.COACH)
    paul, cora = await play.member("Paul", Role.COACH), await play.member("Cora", Role.COORDINATOR)
    hugo = await play.member("Hugo", Role.HOUSEHOLD)
    home = await play.household("Les Lilas", lea, coach=ines)
    await play.household("Petit", hugo, coach=paul)
    author = await play.id_of(lea)
    line = {"kind": "quote", "label": "Couverture secrète", "amount": 900_000}
    key = await play.run(lambda unit: financing.add(unit, "costs", home, author, line, DEFAULTS))
    for stranger in (paul, cora, hugo):
        for data in (f"1.fiplan.{home}", f"1.filine.{home}.0.{key}", f"1.fidrop.{home}.0.{key}.1", f"1.fiadd.{home}.0"):
            await stranger.presses(data=data)
            assert (await stranger.toast()).text
        assert "secrète" not in stranger.transcript(50)
    # one's own household, but another's line: nothing is shown, nothing goes
    await hugo.presses(data=f"1.fidrop.2.0.{key}.1")
    assert "n’y est plus" in (await hugo.toast()).text
    await ines.presses(data=f"1.fiplan.{home}")
    await ines.sees("Travaux : 9 000 €")
    assert (await play.run(lambda unit: financing.line(unit, "costs", key or 0))) is not None


async def test_a_line_goes_after_a_second_tap_and_leaves_its_trace_without_amounts(play: Play) -> None:
    lea = await play.member("Léa", Role.HOUSEHOLD)
    home = await play.household("Les Lilas", lea)
    author: PersonId = await play.id_of(lea)
    line = {"label": "Épargne", "amount": 123_456}
    key = await play.run(lambda unit: financing.add(unit, "own_funds", home, author, line, DEFAULTS))
    await lea.presses(data=f"1.filine.{home}.3.{key}")
    await lea.sees("Épargne")
    await lea.presses("Montant")
    await lea.sees("Combien")
    await lea.says("2 000 €")
    await lea.sees("Apport : 2 000 €")
    await lea.presses(data=f"1.fidrop.{home}.3.{key}.0")
    await lea.sees("Retirer « Épargne » du plan")
    await lea.presses("Oui, retirer")
    await lea.sees("Rien pour l’instant")
    trail = await play.run(_trail)
    assert {"financing_own_funds_added", "financing_own_funds_changed", "financing_own_funds_removed"} <= set(trail)
    assert not any("123456" in changes or "200000" in changes for changes in trail.values())


async def _trail(unit: Unit) -> dict[str, str]:
    return {row["action"]: row["changes"] for row in await unit.all("SELECT action, changes FROM audit")}
