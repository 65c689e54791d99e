"""The first steps that the plays about work days share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.local_telegram import Person
from locales import texts
from storage import contacts, houses, memberships, seats, sessions, sign_ups, work_days
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import HouseholdId
from storage.memberships import MembershipState
from storage.people import Role
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import Hours, Plan
from tests.play import LIMOURS, Play

SATURDAY = datetime(2027, 3, 13, 9, 0, tzinfo=PARIS)
ENOUGH = texts.label("fr", "forms.enough", {})
PLAN = Plan(
    works=("insulation",), commune=LIMOURS, address="12 rue des Lilas", access="portail vert", meal="offered",
    equipment="", materials_ready=True, host_present=True, toilets="",
)  # fmt: skip


@dataclass
class Cast:
    """Who plays: a household's member, its coach, a supervisor of insulation, and a volunteer with a whole seat."""

    play: Play
    claire: Person
    brigitte: Person
    karim: Person
    leo: Person
    household: HouseholdId

    async def day(self, plan: Plan = PLAN, *starts: datetime, seats_each: int = 5) -> Session:
        """Post a work day without the form; return its first session."""
        claire = await self.play.id_of(self.claire)
        hours = [
            Hours(starts_at=start, ends_at=start.replace(hour=17), seats=seats_each) for start in starts or (SATURDAY,)
        ]

        async def post(unit: Unit) -> Session:
            posted = await work_days.post(unit, self.household, claire, plan, hours)
            return (await sessions.sessions_of(unit, posted.id))[0]

        return await self.play.run(post)

    async def insure(self) -> None:
        """Keep an insurance certificate for the year."""
        claire = await self.play.id_of(self.claire)

        async def give(unit: Unit) -> None:
            await houses.add_paper(unit, self.household, "insurance", claire, valid_until=date(2027, 12, 31))
            await houses.change_house(unit, self.household, claire, built_year=2005)

        await self.play.run(give)

    async def seat(self, person: Person, session: int) -> None:
        """Give a person a seat."""
        known = await self.play.id_of(person)

        async def take(unit: Unit) -> None:
            verdict, mine = await sign_ups.sign_up(unit, known, session, Choices())
            assert mine is not None, verdict
            assert mine.state is seats.SignUpState.SEATED

        await self.play.run(take)

    async def session(self, session: int) -> Session:
        """Return a session as it is now."""

        async def get(unit: Unit) -> Session:
            return await sessions.get_session(unit, session)

        return await self.play.run(get)


async def cast(play: Play) -> Cast:
    """Bring them on."""
    claire = await play.member("Claire", Role.HOUSEHOLD)
    brigitte = await play.member("Brigitte", Role.COACH)
    household = await play.household("Moreau", claire, coach=brigitte)
    karim = await play.member("Karim", Role.SUPERVISOR, works=("insulation",))
    leo = await play.member("Léo")
    known = await play.id_of(leo)

    async def whole(unit: Unit) -> None:
        await memberships.ask(unit, known)
        await memberships.decide(unit, known, await memberships.season(unit), MembershipState.VALID, known)
        await contacts.set_emergency_contact(unit, known, "Inès", "0600000000")

    await play.run(whole)
    return Cast(play, claire, brigitte, karim, leo, household)


async def answer_all(person: Person, *labels: str) -> None:
    """Press one button after another, each on what came after the one before."""
    for label in labels[:-1]:
        await person.presses(label)
        await person.sees(".")
    await person.presses(labels[-1])
