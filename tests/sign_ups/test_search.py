"""Looking for a session in a sentence of one's own: what fits, what is nearest, and what is no search."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from storage import agenda
from storage.agenda import Wanted
from storage.choices import DEFAULTS
from storage.clock import PARIS
from storage.people import Role
from storage.store import Store, Unit
from tests.play import Play
from tests.sign_ups import people as cast

ETAMPES = "91223"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member, with sessions in Limours (insulation) and in Étampes (plaster)."""
    person = await play.member("Claire", Role.HOUSEHOLD)
    house = await play.household("Moreau", person)
    host = await play.id_of(person)
    await cast.session(play.app.store, host, house)
    await cast.session(play.app.store, host, house, starts=cast.SATURDAY + timedelta(days=1))
    await cast.session(
        play.app.store, host, house, commune=ETAMPES, works=("plaster",), starts=cast.SATURDAY + timedelta(days=7)
    )
    return person


async def test_what_fits_is_listed_with_its_buttons_and_what_was_understood(play: Play, claire: Person) -> None:
    lea = await play.member("Léa")
    await lea.says("je suis dispo samedi après-midi vers Limours")
    found = await lea.sees("Votre recherche")
    text = _plain(found.text)
    assert "samedi 6 mars, de 14 h à 17 h, vers Limours" in text
    assert "Isolation à Limours" in text
    assert "2." not in text
    await lea.presses("1")
    await lea.sees("Isolation à Limours")
    await lea.presses("Je participe")
    assert "Une place est à vous" in (await lea.toast()).text


async def test_a_kind_of_work_is_enough(play: Play, claire: Person) -> None:
    lea = await play.member("Léa")
    await lea.says("j’aimerais faire de l’enduit")
    assert "Enduit à Étampes" in _plain((await lea.sees("Votre recherche : enduit")).text)


async def test_when_nothing_fits_it_says_so_and_offers_the_nearest(play: Play, claire: Person) -> None:
    lea = await play.member("Léa")
    await lea.says("dispo samedi matin vers Étampes pour de la peinture")
    text = _plain((await lea.sees("Rien ne correspond")).text)
    assert "1. samedi 6 mars" in text  # at that time, elsewhere
    assert "2. samedi 13 mars" in text  # there, at another time
    assert "dimanche 7 mars" not in text
    await lea.presses("2")
    await lea.sees("Enduit à Étampes")


async def test_a_call_for_help_still_opens_the_form_and_a_stranger_to_posting_is_not_searching(
    play: Play, claire: Person
) -> None:
    await claire.says("On isole les combles samedi 20 mars de 9h à 17h à Limours, besoin de 4 personnes")
    await claire.sees("compris")
    lea = await play.member("Léa")
    await lea.says("bonjour tout le monde")
    assert "recherche" not in (await lea.sees(".")).text


async def test_a_household_that_offers_its_own_help_searches_too(play: Play, claire: Person) -> None:
    await claire.says("je suis dispo dimanche 7 mars vers Limours pour de l’isolation")
    assert "Isolation à Limours" in _plain((await claire.sees("Votre recherche")).text)


async def test_the_search_reads_only_the_days_it_looks_for(store: Store) -> None:
    begins = datetime(2027, 3, 6, 14, tzinfo=PARIS)
    wanted = Wanted(stretches=((begins, begins + timedelta(hours=3)),), communes=("91338",), works=("plaster",))

    async def look(unit: Unit) -> list[str]:
        seen: list[str] = []
        ask = unit.all

        async def explained(statement: str, values: dict[str, object]) -> list[object]:
            seen.extend(row["detail"] for row in await ask(f"EXPLAIN QUERY PLAN {statement}", values))
            return list(await ask(statement, values))

        unit.all = explained  # type: ignore[method-assign,assignment]
        await agenda.coming(unit, wanted, DEFAULTS, offset=0, limit=6)
        return seen

    plan = await store.run(look)
    assert any("sessions USING INDEX sessions_open" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and "json_each" not in step and " one" not in step
                and "other" not in step], plan  # fmt: skip
