"""The demo's world: invented people of the Essonne and plausible work days. Nobody here exists."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from handlers.work_days.posting import announce
from storage import cohorts, contacts, groups, households, houses, memberships, people, sessions, supervision, work_days
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import HouseholdId, PersonId
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Unit
from storage.work_days import Hours, Plan

LIMOURS, ARPAJON, ETAMPES = "91338", "91021", "91223"
EVERYTHING = (
    "insulation", "plaster", "lime", "hemp_lime", "earth_straw", "straw_bale", "timber_frame", "roof_frame", "roofing",
    "slab", "partition", "painting", "masonry", "joinery", "flooring",
)  # fmt: skip


class Part(NamedTuple):
    """Someone who is played: how the page calls them, and what the bot knows."""

    first: str
    last: str
    about: str
    roles: tuple[Role, ...]
    commune: str
    likes: tuple[str, ...] = ()


CAST = (
    Part("Claire", "Moreau", "ménage", (Role.HOUSEHOLD,), LIMOURS),
    Part("Léa", "Martin", "entraidante", (), LIMOURS, ("insulation", "plaster")),
    Part("Paul", "Nguyen", "entraidant", (), ARPAJON, ("timber_frame",)),
    Part("Samir", "Benali", "encadrant", (Role.SUPERVISOR,), ETAMPES, ("insulation", "earth_straw")),
    Part("Brigitte", "Leroy", "accompagnatrice", (Role.COACH,), ARPAJON),
    Part("Hakim", "Diallo", "coordination", (Role.COORDINATOR, Role.COACH), ETAMPES),
)
GROUP = "Entraide Essonne"


async def build(unit: Unit, accounts: dict[str, int], group: int) -> None:
    """Fill an empty database. `accounts`: first name → Telegram id; `group`: the cooperative's chat."""
    ids = {part.first: await _person(unit, part, accounts[part.first]) for part in CAST}
    claire, samir, brigitte, hakim = (ids[name] for name in ("Claire", "Samir", "Brigitte", "Hakim"))
    for person in ids.values():
        await memberships.ask(unit, person)
        await memberships.decide(unit, person, await memberships.season(unit), MembershipState.VALID, hakim)
        await contacts.set_emergency_contact(unit, person, "Camille", "06 00 00 00 00", person)
    await people.qualify(unit, samir, list(EVERYTHING), hakim)
    await groups.added(unit, group, GROUP, hakim)
    await groups.move_to(unit, group, groups.GroupState.APPROVED, hakim)
    await cohorts.add(unit, "Super Stage d’automne", _today(unit).replace(day=1))
    moreau = await _household(unit, "Moreau", claire, brigitte, LIMOURS, "12 rue des Lilas", 1962)
    await houses.change_house(unit, moreau, brigitte, access="portail vert au fond de la cour", asbestos_cleared=True)
    others = await people.add(unit, "Odile Petit", registered_by=brigitte)
    await people.accept_charter(unit, others.id, 1, 1)
    await people.grant(unit, others.id, Role.HOUSEHOLD, brigitte)
    petit = await _household(unit, "Petit", others.id, brigitte, ARPAJON, "3 impasse du Lavoir", 1934)
    await _work_day(unit, petit, brigitte, samir)


def _today(unit: Unit) -> date:
    return unit.now.astimezone(PARIS).date()


async def _person(unit: Unit, part: Part, account: int) -> PersonId:
    person = await people.add(unit, f"{part.first} {part.last}", telegram_id=account)
    choices = Choices()
    await people.accept_charter(unit, person.id, choices.charter_version, choices.notice_version)
    await people.change(unit, person.id, None, commune=part.commune, likes=list(part.likes), profile_done=True)
    if Role.COACH in part.roles:
        await people.change(unit, person.id, None, digest=False)  # who plays sees at once what each tap brings
    for role in part.roles:
        await people.grant(unit, person.id, role, None)
    return person.id


async def _household(
    unit: Unit, name: str, member: PersonId, coach: PersonId, commune: str, address: str, year: int
) -> HouseholdId:
    asked = await households.ask(unit, member, name, commune=commune, built_year=year)
    await households.accept(unit, asked.id, coach, coach)
    await houses.change_house(unit, asked.id, coach, address=address)
    until = _today(unit) + timedelta(days=300)
    await houses.add_paper(unit, asked.id, "insurance", member, valid_from=_today(unit), valid_until=until)
    return asked.id


async def _work_day(unit: Unit, household: HouseholdId, by: PersonId, supervisor: PersonId) -> None:
    """The Petits' straw walls, two Saturdays from now, morning and afternoon, led by the supervisor."""
    saturday = _today(unit) + timedelta(days=(5 - _today(unit).weekday()) % 7 + 7)
    plan = Plan(
        works=("earth_straw",), description="Remplissage des murs en terre-paille, côté jardin.", commune=ARPAJON,
        address="3 impasse du Lavoir", meal="shared", tools="bottes, gants", equipment="gants et lunettes fournis",
        materials_ready=True, host_present=True, toilets="sur place", access="parking devant le lavoir",
    )  # fmt: skip
    hours = [Hours(starts_at=_at(saturday, 9), ends_at=_at(saturday, 12), seats=6),
             Hours(starts_at=_at(saturday, 14), ends_at=_at(saturday, 17), seats=6)]  # fmt: skip
    posted = await work_days.post(unit, household, by, plan, hours)
    await announce(unit, posted, Choices())
    for session in await sessions.sessions_of(unit, posted.id):
        await supervision.ask(unit, session.id, supervisor)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), PARIS)
