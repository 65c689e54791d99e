"""The screens that are timed: who opens them, and with what."""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.big_world import NOW, BigWorld
from bench.hostile import Json
from storage.clock import to_text
from storage.store import Store, Unit

Screen = Callable[[], Json]
DEEP = 8  # how far somebody leafs


class Visitors:
    """Makes the updates: for each visit another person of the right role, and a matter of theirs where it takes one."""

    def __init__(self, world: BigWorld, coming: list[tuple[int, int]], seats: list[tuple[int, int]]) -> None:
        self.world = world
        self.coming = coming  # (session, work day)
        self.seats = seats  # (person, session)
        self.chance = random.Random(7)
        self.count = 0

    def said(self, person: int, text: str) -> Json:
        """A text in private."""
        user = {"id": 10**6 + person, "is_bot": False, "first_name": "x"}
        chat = {"id": user["id"], "type": "private"}
        return {"message": {"message_id": 1, "date": 1, "from": user, "chat": chat, "text": text}}

    def pressed(self, person: int, data: str) -> Json:
        """A press on a message of our own."""
        self.count += 1
        user = {"id": 10**6 + person, "is_bot": False, "first_name": "x"}
        shown = {"message_id": 1, "date": 1, "chat": {"id": user["id"], "type": "private"}}
        query = {"id": f"q{self.count}", "from": user, "chat_instance": "0", "data": data, "message": shown}
        return {"callback_query": query}

    def asked(self, person: int, query: str) -> Json:
        """An inline query."""
        user = {"id": 10**6 + person, "is_bot": False, "first_name": "x"}
        return {"inline_query": {"id": "i", "from": user, "query": query, "offset": ""}}

    def screens(self) -> dict[str, Screen]:
        """Every screen, by its name."""
        pick = self.chance.choice
        anyone = range(self.world.people // 4, self.world.people // 3)
        who = {
            "volunteer": anyone, "household": self.world.of_household(), "supervisor": self.world.of_supervisor(),
            "coach": self.world.of_coach(), "coordinator": self.world.of_coordinator(),
        }  # fmt: skip

        def says(role: str, text: str) -> Screen:
            return lambda: self.said(pick(who[role]), text)

        def presses(role: str, data: str) -> Screen:
            return lambda: self.pressed(pick(who[role]), data)

        def session(role: str, data: str) -> Screen:
            return lambda: self.pressed(pick(who[role]), data.format(*pick(self.coming)))

        def seat(data: str) -> Screen:
            def made() -> Json:
                person, place = pick(self.seats)
                return self.pressed(person, data.format(place))

            return made

        def member(data: str) -> Screen:
            return lambda: self.pressed(pick(who["coordinator"]), data.format(pick(anyone)))

        def own() -> Json:
            person, _ = pick(self.seats)
            return self.said(person, "/mesinscriptions")

        return {
            **{f"menu {role}": says(role, "/menu") for role in who},
            "agenda": says("volunteer", "/agenda"),
            "agenda deep": presses("volunteer", f"1.agenda.0.{DEEP}"),
            "agenda beyond its end": presses("volunteer", "1.agenda.0.900000"),
            **{
                f"agenda {name}": presses("volunteer", f"1.agenda.{number}.0")
                for name, number in (("mine", 1), ("near", 2), ("weekend", 4), ("free", 8), ("likes", 16), ("all", 30))
            },
            "agenda near deep": presses("volunteer", f"1.agenda.2.{DEEP // 2}"),
            "my sign-ups": own,
            "search by a sentence": says("volunteer", "qu'est-ce qu'il y a samedi près de Limours ?"),
            "session card": session("volunteer", "1.wdsession.{0}"),
            "session card of a coordinator": session("coordinator", "1.wdsession.{0}"),
            "work day card": session("volunteer", "1.wdcard.{1}.0"),
            "sign up": session("volunteer", "1.sojoin.{0}"),
            "give a seat back": seat("1.soleave.{0}.0"),
            "profile": says("volunteer", "/profil"),
            "own work days": says("household", "/chantiers"),
            "own household": says("household", "/menage"),
            "work days of a coach": says("coach", "/chantiers"),
            "work days of all": says("coordinator", "/chantiers"),
            "who leads": says("supervisor", "/encadrer"),
            "diagnostics queue": says("coach", "/rendezvous"),
            "diagnostics queue deep": presses("coach", f"1.dxqueue.{DEEP}"),
            "visits agenda": presses("coach", "1.dxagenda"),
            "people": says("coordinator", "/personnes"),
            "people deep": presses("coordinator", f"1.pplist.{DEEP}"),
            "people by name": says("coordinator", "/personnes Nguyen"),
            "people by first letters": says("coordinator", "/personnes ka ben"),
            "a person": member("1.ppshow.{0}"),
            "households": says("coordinator", "/menages"),
            "households deep": presses("coordinator", f"1.hhqueue.{DEEP}"),
            "memberships": says("coordinator", "/adhesions"),
            "memberships deep": presses("coordinator", f"1.msqueue.{DEEP}"),
            "broadcast form": says("coordinator", "/diffuser"),
            "own broadcasts": presses("coordinator", "1.bcmine"),
            "invitations": presses("coach", "1.ivlist"),
            "groups": says("coordinator", "/groupes"),
            "inline": lambda: self.asked(pick(anyone), ""),
            "inline in a commune": lambda: self.asked(pick(anyone), "Limours"),
        }


async def visitors(store: Store, world: BigWorld) -> Visitors:
    """Look for matters to come, and people who have seats in them."""

    async def look(unit: Unit) -> Visitors:
        rows = await unit.all(
            "SELECT id, work_day_id FROM sessions WHERE starts_at > ? AND state <> 'cancelled' LIMIT 2000",
            (to_text(NOW),),
        )
        coming = [(row[0], row[1]) for row in rows]
        first, last = min(coming)[0], max(coming)[0]
        seated = await unit.all(
            "SELECT person_id, session_id FROM sign_ups WHERE state = 'seated' AND session_id BETWEEN ? AND ?"
            " LIMIT 2000",
            (first, last),
        )
        return Visitors(world, coming, [(row[0], row[1]) for row in seated])

    return await store.read(look)
