"""Two households that have nothing to do with each other, and everybody who is something to one of them, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from storage import (
    appointments,
    availabilities,
    broadcasts,
    choices,
    companions,
    contacts,
    conversations,
    diagnostics,
    files,
    gate,
    groups,
    household_notes,
    households,
    houses,
    imports,
    incidents,
    invitations,
    lifts,
    meals,
    memberships,
    people,
    seats,
    sessions,
    sign_ups,
    supervision,
    threads,
    urgent_news,
    work_days,
)
from storage.audience import Audience
from storage.ids import PersonId, Subject
from storage.memberships import MembershipState
from storage.people import Role
from storage.scopes import Scope
from storage.sessions import SessionState
from storage.store import Unit
from storage.work_days import Hours, Plan

LIMOURS = "91338"
ASKED_GROUP, GROUP = -1001, -1002
MISSING = 999_999
"""The id of nothing."""
CAST: dict[str, tuple[Role, ...]] = {
    "claire": (Role.HOUSEHOLD,), "hugo": (Role.HOUSEHOLD,), "karim": (Role.SUPERVISOR,), "sonia": (Role.SUPERVISOR,),
    "brigitte": (Role.COACH,), "colin": (Role.COACH,), "leo": (), "mia": (), "vera": (), "paul": (Role.PARTNER,),
    "cora": (Role.COORDINATOR,), "nina": (), "eva": (),
}  # fmt: skip
"""Of the Moreaus: Claire, Karim who leads, Brigitte who follows, Léo who has a seat. Of the Martins: Hugo, Sonia,
Colin, Mia. Vera and Paul are nothing to either; Nina has not accepted the charter, Eva is excluded."""
STRANGER = 999


@dataclass
class World:
    """Who is there, and what binds them to each matter: the oracle that knows nothing of the permission table.

    `bonds`: (kind of matter, id) → the names of those whom each scope reaches. `secrets`: a text planted once → who may
    read it, by name. `owned`: matters on which no route declares a right, and who alone may act on each.
    """

    ids: dict[str, PersonId] = field(default_factory=dict)
    telegram: dict[str, int] = field(default_factory=dict)
    bonds: dict[tuple[str, int], dict[Scope, frozenset[str]]] = field(default_factory=dict)
    secrets: dict[str, frozenset[str]] = field(default_factory=dict)
    owned: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def bind(
        self,
        kind: str,
        number: int,
        *,
        own: Iterable[str] = (),
        house: str = "",
        led: str = "",
        coach: str = "",
        seated: Iterable[str] = (),
        cooks: Iterable[str] = (),
        registered: str = "",
    ) -> None:
        """Say who is what to a matter; `registered`: it is of somebody without Telegram, whom they registered."""
        self.bonds[kind, number] = {
            Scope.SELF: frozenset(own),
            Scope.HOUSE: frozenset(house.split()),
            Scope.LED: frozenset(led.split()),
            Scope.FOLLOWED: frozenset(coach.split()),
            Scope.SEATED: frozenset(seated),
            Scope.COOKS: frozenset(cooks),
            Scope.REGISTERED: frozenset(registered.split()),
            Scope.OFFLINE: frozenset(CAST if registered else ()),
        }

    def ids_of(self, kind: str) -> list[int]:
        """The matters of a kind."""
        return [number for found, number in self.bonds if found == kind]

    def hide(self, text: str, *readers: str) -> str:
        """Plant a text that only these may read, and return it."""
        self.secrets[text] = frozenset(readers)
        return text


HOUSES = {
    "moreau": {"house": "claire", "led": "karim", "coach": "brigitte", "helper": "leo"},
    "martin": {"house": "hugo", "led": "sonia", "coach": "colin", "helper": "mia"},
}


async def found(unit: Unit) -> World:
    """Make it all."""
    world = World()
    for number, (name, roles) in enumerate(CAST.items()):
        await _person(unit, world, name, roles, 1000 + number)
    world.telegram["stranger"] = STRANGER
    await groups.added(unit, ASKED_GROUP, "Voisins", world.ids["vera"])
    await groups.added(unit, GROUP, "Entraide", world.ids["cora"])
    for name in HOUSES:
        await _household(unit, world, name)
    await _between(unit, world)
    await groups.move_to(unit, GROUP, groups.GroupState.APPROVED, world.ids["cora"])
    await unit.run("UPDATE people SET excluded_at = ? WHERE id = ?", (unit.now, world.ids["eva"]))
    return world


async def _person(unit: Unit, world: World, name: str, roles: tuple[Role, ...], telegram: int) -> None:
    known = (await people.add(unit, name.title(), telegram_id=telegram)).id
    world.ids[name], world.telegram[name] = known, telegram
    world.bind("person", known, own=[name])
    if name == "nina":
        return
    await people.accept_charter(unit, known, 1, 1)
    await people.change(unit, known, None, commune=LIMOURS, profile_done=True, phone=world.hide(f"zqphone{name}"))
    for role in roles:
        await people.grant(unit, known, role, None)
    await people.qualify(unit, known, ["insulation"] if Role.SUPERVISOR in roles else [], None)
    await memberships.ask(unit, known)
    if name in ("leo", "mia"):
        season = await memberships.season(unit)
        await memberships.decide(unit, known, season, MembershipState.VALID, known)
    leaders = [house["led"] for house in HOUSES.values() if house["helper"] == name]
    own = world.hide(f"zqcall{name}", name, *leaders, "cora")
    await contacts.set_emergency_contact(unit, known, own, world.hide(f"zqdial{name}", *leaders, "cora"))


async def _household(unit: Unit, world: World, name: str) -> None:
    """A household with a house, a confirmed session near enough for its address, one in preparation, one held."""
    who = HOUSES[name]
    ids = {part: world.ids[person] for part, person in who.items()}
    inside = (who["house"], who["coach"], "cora")
    project = world.hide(f"zqproject{name}", *inside, "brigitte", "colin")
    asked = await households.ask(unit, ids["house"], name.title(), commune=LIMOURS, project=project, built_year=2005)
    await households.accept(unit, asked.id, ids["coach"], ids["coach"])
    world.bind("household", asked.id, house=who["house"], coach=who["coach"])
    address = world.hide(f"zqstreet{name}", *inside, who["led"], who["helper"])
    access = world.hide(f"zqgate{name}", *inside, who["led"], who["helper"])
    await houses.change_house(unit, asked.id, None, address=address, access=access)
    note = world.hide(f"zqnote{name}", who["coach"], "cora")
    await household_notes.add(unit, asked.id, ids["coach"], note)
    paper = await houses.add_paper(unit, asked.id, "insurance", ids["house"], valid_until=date(2027, 12, 31))
    world.bind("paper", paper.id, house=who["house"], coach=who["coach"])
    near = unit.now.replace(hour=8) + timedelta(days=2 + (name == "martin"))
    plan = Plan(
        works=("insulation",), commune=LIMOURS, address=address, access=access, meal="offered", equipment="",
        materials_ready=True, host_present=True, toilets="", minors=True,
    )  # fmt: skip
    hours = [
        Hours(starts_at=near + timedelta(days=d), ends_at=near + timedelta(days=d, hours=4), seats=4) for d in (0, 7)
    ]
    posted = await work_days.post(unit, asked.id, ids["house"], plan, hours)
    world.bind("work_day", posted.id, house=who["house"], led=who["led"], coach=who["coach"])
    confirmed, preparing = await sessions.sessions_of(unit, posted.id)
    chosen = await choices.load(unit)
    for session in (confirmed, preparing):
        leads, seated = (who["led"], [who["helper"]]) if session is confirmed else ("", [])
        world.bind("session", session.id, house=who["house"], led=leads, coach=who["coach"], seated=seated)
    await supervision.accept(unit, confirmed.id, ids["led"], chosen)
    await sign_ups.sign_up(unit, ids["helper"], confirmed.id, chosen)
    await _come(unit, world, name, confirmed.id)
    await gate.refresh(unit, confirmed.id, chosen)
    assert (await sessions.get_session(unit, confirmed.id)).state is SessionState.CONFIRMED
    await _held(unit, world, name, asked.id)
    news = await urgent_news.put(unit, confirmed.id, "moved", [ids["helper"]], ids["house"])
    world.owned["news to answer", news] = frozenset({who["helper"]})
    world.owned["news to watch", news] = frozenset({who["house"], who["led"], who["coach"], "cora"})
    await _files(unit, world, name, asked.id)


async def _come(unit: Unit, world: World, name: str, session: int) -> None:
    """Who comes to the confirmed session: its helper, and whom they bring."""
    who, chosen = HOUSES[name], await choices.load(unit)
    helper = world.ids[who["helper"]]
    ward = await companions.add_minor(unit, f"Enfant {name}", date(2010, 6, 2), helper, chosen)
    world.bind("person", ward.id, own=[who["helper"]], registered=who["helper"])
    await sign_ups.sign_up(unit, ward.id, session, chosen, brought_by=helper)
    mine = await seats.find(unit, helper, session)
    assert mine is not None
    allergy = world.hide(f"kiwi{name}", who["house"], who["helper"])
    await meals.consent(unit, mine, await sessions.get_session(unit, session), allergy, helper)
    place = await sessions.get_session(unit, session)
    lift = await lifts.say(unit, place, helper, seats=2, commune=LIMOURS, leaves_at="08:15")
    assert lift is not None
    world.bind("lift", lift.id, seated=[who["helper"]])
    _, ride = await lifts.ask(unit, lift, ward.id)
    assert ride is not None
    world.bind("ride", ride.id, own=[who["helper"]])
    for row in await unit.all("SELECT id, person_id FROM sign_ups WHERE session_id = ?", (session,)):
        world.bind(
            "sign_up", row["id"], own=[who["helper"]], house=who["house"], led=who["led"], coach=who["coach"],
            registered=who["helper"] if row["person_id"] == ward.id else "",
        )  # fmt: skip
    passed_on = await unit.insert(
        "INSERT INTO relays (person_id, asked_id, name, created_at) VALUES (?, ?, 'directory/you_are_back', ?)",
        (ward.id, helper, unit.now),
    )
    world.bind("relay", passed_on, registered=who["helper"])
    for row in await unit.all("SELECT id FROM tellings WHERE person_id = ?", (ward.id,)):
        world.owned["telling", row["id"]] = frozenset({who["helper"]})


async def _held(unit: Unit, world: World, name: str, household: int) -> None:
    """A session that was held yesterday: its list is open."""
    who = HOUSES[name]
    begins = unit.now - timedelta(days=1)
    plan = Plan(works=("insulation",), commune=LIMOURS)
    hours = Hours(starts_at=begins, ends_at=begins + timedelta(hours=3), seats=4)
    day = await work_days.post(unit, households.HouseholdId(household), world.ids[who["house"]], plan, [hours])
    session = (await sessions.sessions_of(unit, day.id))[0]
    world.bind("work_day", day.id, house=who["house"], led=who["led"], coach=who["coach"])
    world.bind("session", session.id, house=who["house"], led=who["led"], coach=who["coach"], seated=[who["helper"]])
    for sql in (
        "INSERT INTO session_supervisors (session_id, person_id, state, changed_at) VALUES (:s, :l, 'accepted', :n)",
        "INSERT INTO sign_ups (session_id, person_id, state, rank_at, created_at) VALUES (:s, :h, 'seated', :n, :n)",
        "UPDATE sessions SET state = 'held' WHERE id = :s",
    ):
        await unit.run(sql, {"s": session.id, "l": world.ids[who["led"]], "h": world.ids[who["helper"]], "n": unit.now})
    held = await sessions.get_session(unit, session.id)
    fall = await incidents.declare(unit, held, incidents.Nature.FALL, world.ids[who["led"]], set(incidents.Part))
    assert fall is not None
    world.bind("incident", fall, house=who["house"], coach=who["coach"])
    world.bind("incident_call", session.id)
    number = await unit.value("SELECT id FROM sign_ups WHERE session_id = ?", (session.id,))
    world.bind("sign_up", number, own=[who["helper"]], house=who["house"], led=who["led"], coach=who["coach"])


async def _files(unit: Unit, world: World, name: str, household: int) -> None:
    """Two files for a diagnostic: one waits with a wish, one has its visit fixed."""
    who, chosen = HOUSES[name], await choices.load(unit)
    readers = (who["house"], "brigitte", "colin", "cora")
    photo = await files.want(unit, world.ids[who["house"]], f"photo {name}", "image/jpeg", 10, "f", 7)
    intake = {"building": "house", "year": 1960, "symptoms": ["damp"], "works": world.hide(f"zqneeds{name}", *readers)}
    at = unit.now.replace(hour=13) + timedelta(days=4 + (name == "martin"))
    await availabilities.publish(unit, world.ids[who["coach"]], at, at + timedelta(hours=5))
    window = (await availabilities.coming(unit, world.ids[who["coach"]]))[0]
    world.owned["window", window.id] = frozenset({who["coach"]})
    for fixed in (False, True):
        file = await diagnostics.ask(
            unit, households.HouseholdId(household), world.ids[who["house"]], "energy", intake, [photo]
        )
        begins = at + timedelta(hours=2 * fixed)
        asked = await appointments.wish(unit, file.id, begins, begins + timedelta(minutes=90), None)
        if fixed:
            coach = world.ids[who["coach"]]
            await appointments.approve(unit, asked.id, coach, coach, chosen)
        for kind, number in (("diagnostic", file.id), ("appointment", asked.id)):
            world.bind(kind, number, house=who["house"], coach=who["coach"])


async def _between(unit: Unit, world: World) -> None:
    """Threads, broadcasts, invitations, open forms, a list being read."""
    sent = await files.want(unit, world.ids["cora"], "membres.csv", "text/csv", 100, "file-of-cora", 1)
    world.bind("import", (await imports.begin(unit, world.ids["cora"], sent)).id)
    near = {who["house"]: number for who, number in zip(HOUSES.values(), (1, 4), strict=True)}
    for who in HOUSES.values():
        helper, house, coach = who["helper"], who["house"], who["coach"]
        thread = await threads.between(unit, world.ids[helper], world.ids[house], Subject("session", near[house]))
        text = world.hide(f"zqletter{house}", helper, house)
        await threads.write(unit, thread.id, world.ids[helper], text)
        world.bind("thread", thread.id, own=[helper, house])
        await _broadcasts(unit, world, coach, helper)
        made, token = await invitations.to_household(
            unit, (await households.of_person(unit, world.ids[house]))[0].id, world.ids[coach], timedelta(days=7)
        )
        await invitations.follow(unit, token, world.ids["vera"])
        world.owned["invitation", made.id] = frozenset({coach, "cora"})
        chat = world.telegram[house]
        talk = await conversations.start(
            unit, chat, world.ids[house], "house_address", {}, {"household": 1}, timedelta(3)
        )
        await conversations.save(unit, talk.model_copy(update={"step": "address", "turn": 1}), timedelta(3))
        world.owned["conversation", talk.id] = frozenset({house})


async def _broadcasts(unit: Unit, world: World, coach: str, helper: str) -> None:
    """One that goes out later, one that was stopped before it reached its helper, one that reached them."""
    for name in ("scheduled", "stopped", "sent"):
        readers = (coach, "cora") if name != "sent" else tuple(CAST)
        body = world.hide(f"zq{name}{coach}", *readers)
        made = await broadcasts.add(
            unit, world.ids[coach], Audience(), body, file=None, is_photo=False, with_buttons=True,
            send_at=unit.now + timedelta(days=60),
        )  # fmt: skip
        world.bind("broadcast", made.id, own=[coach])
        world.bind("recipient", made.id, own=[helper] if name == "sent" else [])
        await unit.run("UPDATE broadcasts SET state = ? WHERE id = ?", (name, made.id))
        if name != "scheduled":
            await unit.run(
                "INSERT INTO recipients (broadcast_id, person_id, state) VALUES (?, ?, ?)",
                (made.id, world.ids[helper], "waiting" if name == "sent" else "stopped"),
            )
