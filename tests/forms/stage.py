"""A stage on which every form can be opened: who is there, and the matters the forms are about, by number.

The numbers are those of an empty database, so that a program that only presses buttons knows them; `build` checks them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.local_telegram import Person
from storage import (
    appointments,
    broadcasts,
    diagnostics,
    financing,
    memberships,
    people,
    registered,
    sessions,
    sign_ups,
    tellings,
    work_days,
)  # fmt: skip
from storage.audience import Audience
from storage.choices import DEFAULTS
from storage.clock import PARIS
from storage.households import accept, ask
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Unit
from storage.work_days import Hours, Plan
from tests.play import LIMOURS, Play

SATURDAY = datetime(2027, 3, 13, 9, 0, tzinfo=PARIS)
VISIT = datetime(2027, 3, 9, 9, 0, tzinfo=PARIS)

LILAS, OLD_HOUSE = 1, 2
"""Households: Claire's has an address and was built in 1960; of Hugo's nothing is known."""
SESSION, BARE_SESSION = 1, 2
"""Sessions: one welcomes minors, and Léo has a seat in it; the other lacks everything the gate asks."""
WORK_DAY = 1
DIAGNOSTIC = 1
"""It waits for an appointment."""
BROADCAST = 1
"""It was sent, without a file."""
PLAN_LINE = 1
"""A cost in the financing plan of Claire's household."""
SUPERVISOR, ODETTE = 3, 9
"""Karim, and Odette, without Telegram, whom Brigitte registered: people by number."""


async def build(play: Play) -> dict[str, Person]:
    """Bring everyone on; return them by the names the catalogue uses."""
    cast = {
        "claire": await play.member("Claire", Role.HOUSEHOLD),
        "brigitte": await play.member("Brigitte", Role.COACH),
        "karim": await play.member("Karim", Role.SUPERVISOR, works=("insulation",)),
        "leo": await play.member("Léo"),
        "hugo": await play.member("Hugo", Role.HOUSEHOLD),
        "fanny": await play.member("Fanny", Role.COORDINATOR),
        "yann": await play.member("Yann"),
        "zoe": await play.member("Zoé"),
        "nadia": await play.newcomer("Nadia"),
    }
    lilas = await play.household("Les Lilas", cast["claire"], coach=cast["brigitte"])
    ids = {name: await play.id_of(person) for name, person in cast.items() if name != "nadia"}
    assert (lilas, ids["karim"]) == (LILAS, SUPERVISOR)
    await play.run(lambda unit: _matters(unit, ids))
    cast["ines"] = await play.member("Inès", Role.COACH)
    return cast


async def _matters(unit: Unit, ids: dict[str, PersonId]) -> None:
    bare = await ask(unit, ids["hugo"], "Petit", commune=LIMOURS)
    await accept(unit, bare.id, ids["brigitte"], ids["brigitte"])
    assert bare.id == OLD_HOUSE
    plan = Plan(works=("insulation",), commune=LIMOURS, address="12 rue des Lilas", minors=True, meal="offered")
    await _posted(unit, LILAS, ids["claire"], plan, SESSION)
    await _posted(unit, OLD_HOUSE, ids["hugo"], Plan(works=("roofing",), commune=LIMOURS, permit_needed=True), 2)
    await sign_ups.sign_up(unit, ids["leo"], SESSION, DEFAULTS)
    await memberships.ask(unit, ids["leo"])
    await memberships.decide(unit, ids["leo"], await memberships.season(unit), MembershipState.VALID, ids["fanny"])
    line = {"kind": "materials", "label": "Chanvre", "amount": 120_000}
    assert await financing.add(unit, "costs", LILAS, ids["claire"], line, DEFAULTS) == PLAN_LINE
    file = await diagnostics.ask(unit, bare.id, ids["hugo"], "damp", {"building": "house"}, [])
    await appointments.wish(unit, file.id, VISIT, VISIT + timedelta(minutes=90), None)
    assert file.id == DIAGNOSTIC
    sent = await broadcasts.add(
        unit, ids["brigitte"], Audience(role="partner"), "Bonjour", file=None, is_photo=False,
        with_buttons=False, send_at=None,
    )  # fmt: skip
    await broadcasts.begin_next(unit)
    assert sent.id == BROADCAST
    odette = await registered.register(
        unit, "Odette Roy", ids["brigitte"], DEFAULTS, phone=None, signed_on=SATURDAY.date().replace(month=2),
        held_by="Brigitte",
    )  # fmt: skip
    await tellings.all_told(unit, ids["brigitte"], 10)
    assert odette.id == ODETTE
    await people.accept_charter(unit, ids["zoe"], DEFAULTS.charter_version - 1, DEFAULTS.notice_version)
    await people.change(unit, ids["yann"], None, profile_done=False, commune=None)


async def _posted(unit: Unit, household: int, by: PersonId, plan: Plan, number: int) -> None:
    hours = Hours(starts_at=SATURDAY, ends_at=SATURDAY.replace(hour=17), seats=5)
    posted = await work_days.post(unit, household, by, plan, [hours])  # type: ignore[arg-type]
    assert [session.id for session in await sessions.sessions_of(unit, posted.id)] == [number]
