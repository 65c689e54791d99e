"""A cooperative of any size in one shape: for a thousand people a hundred work days and five thousand sign-ups.

Written straight into the store's own schema; indexes are built at the end, because that is faster.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from locales.fr.communes import communes_of
from storage.clock import to_text
from storage.migrations import migrate

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
WORKS = ("plaster", "lime", "insulation", "roofing", "handling", "garden", "demolition", "windows", "flooring", "other")
FIRST = ("Léa", "Noé", "Inès", "Karim", "Brigitte", "Marc", "Zoé", "Ali", "Fatou", "Jean-Pierre", "Émilie", "Tom")
LAST = ("Martin", "Durand", "Moreau", "Petit", "Nguyen", "Traoré", "Garcia", "Le Goff", "Benali", "Rossi", "Schmitt")
SESSIONS, SIGN_UPS = 4, 50  # of one work day
PAST, COMING = 700, 70  # days over which work days are spread
EVERY = {"household": 20, "coach": 200, "supervisor": 50, "diagnostic": 100, "thread": 50}
"""One of each for so many people."""


class BigWorld:
    """Fills one file; `people` is a multiple of a thousand."""

    def __init__(self, path: Path, people: int) -> None:
        self.people = people
        self.work_days = people // 10
        self.households = people // EVERY["household"]
        self.coaches = people // EVERY["coach"]
        self.supervisors = people // EVERY["supervisor"]
        self.chance = random.Random(people)
        self.communes = [place.insee for department in ("91", "77", "78", "94") for place in communes_of(department)]
        self.db = sqlite3.connect(path, isolation_level=None)

    def build(self) -> None:
        """Fill it, in one go."""
        migrate(self.db)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.execute("BEGIN")
        later = self._put_off()
        for table, columns, rows in self._tables():
            marks = ", ".join("?" * (columns.count(",") + 1))
            self.db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        self.db.execute("INSERT INTO people_names (people_names) VALUES ('rebuild')")
        for statement in later:
            self.db.execute(statement)
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.close()

    def _put_off(self) -> list[str]:
        """Drop indexes and triggers; return the statements that make them again."""
        wanted = "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        found = self.db.execute(wanted).fetchall()
        for kind, name, _ in found:
            self.db.execute(f"DROP {kind} {name}")
        return [sql for *_, sql in found]

    def _tables(self) -> Iterator[tuple[str, str, Iterable[tuple[object, ...]]]]:
        people = (
            "telegram_id, name, commune, likes, charter_version, charter_at, notice_version, profile_done, created_at,"
            " leads"
        )
        yield "people", people, self._people()
        yield "roles", "person_id, role, granted_at", self._roles()
        yield "qualifications", "person_id, work", self._qualifications()
        yield "memberships", "person_id, season, state, asked_at", self._memberships()
        yield "cohorts", "name, starts_on", [(f"Promotion {n}", f"20{n}-09-01") for n in range(20, 27)]
        yield "households", "name, coach_id, cohort_id, state, created_at", self._households()
        yield "household_members", "household_id, person_id", self._members()
        yield "work_days", "household_id, posted_by, state, works, commune, created_at", self._work_days()
        yield "sessions", "work_day_id, starts_at, ends_at, seats, state, next_step_at", self._sessions()
        yield "session_dues", "session_id, job, due_at", self._dues()
        yield "session_supervisors", "session_id, person_id, state, changed_at", self._led()
        yield "sign_ups", "session_id, person_id, state, rank_at, created_at", self._sign_ups()
        yield "diagnostics", "household_id, asked_by, state, need, intake, created_at, updated_at", self._diagnostics()
        yield "availabilities", "coach_id, starts_at, ends_at", self._availabilities()
        yield "threads", "opener_id, other_id, subject_kind, subject_id, updated_at", self._threads()
        sent = "kind, chat_id, person_id, priority, name, not_before, state, created_at, settled_at, message_id"
        yield "outbox", sent, self._sent()
        yield "messages", "chat_id, message_id, person_id, name, sent_at", self._messages()
        yield "cards", "name, context, subject_kind, subject_id, person_id, chat_id, message_id", self._cards()
        yield "audit", "at, actor_id, action, subject_kind, subject_id", self._audit()

    def _when(self, days: float) -> str:
        return to_text(NOW + timedelta(days=days))

    def _people(self) -> Iterator[tuple[object, ...]]:
        for person in range(1, self.people + 1):
            name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)} {person % 97}"
            likes = json.dumps(self.chance.sample(WORKS, 2))
            at = self._when(-self.chance.random() * PAST)
            leads = int(person in self.of_supervisor())
            yield 10**6 + person, name, self.chance.choice(self.communes), likes, 1, at, 1, 1, at, leads

    def _roles(self) -> Iterator[tuple[object, ...]]:
        at = self._when(-PAST)
        yield from ((person, "volunteer", at) for person in range(1, self.people + 1))
        yield from ((person, "household", at) for person in self.of_household())
        yield from ((person, "coach", at) for person in self.of_coach())
        yield from ((person, "supervisor", at) for person in self.of_supervisor())
        yield from ((person, "coordinator", at) for person in self.of_coordinator())

    def of_household(self) -> range:
        """Two for each household."""
        return range(1, 2 * self.households + 1)

    def of_coach(self) -> range:
        """The coaches."""
        return range(self.people - self.coaches, self.people)

    def of_supervisor(self) -> range:
        """The supervisors."""
        return range(self.people // 2, self.people // 2 + self.supervisors)

    def of_coordinator(self) -> range:
        """Three, whatever the size."""
        return range(self.people // 3, self.people // 3 + 3)

    def _qualifications(self) -> Iterator[tuple[object, ...]]:
        for person in self.of_supervisor():
            yield from ((person, work) for work in self.chance.sample(WORKS, 3))

    def _memberships(self) -> Iterator[tuple[object, ...]]:
        for person in range(1, self.people + 1):
            state = "asked" if person % 20 == 0 else "valid"
            yield person, 2026, state, self._when(-self.chance.random() * 180)

    def _households(self) -> Iterator[tuple[object, ...]]:
        coaches = self.of_coach()
        for number in range(1, self.households + 1):
            state = "asked" if number % 50 == 0 else "active"
            name = f"{self.chance.choice(LAST)} {number}"
            yield name, coaches[number % len(coaches)], number % 7 + 1, state, self._when(-self.chance.random() * PAST)

    def _members(self) -> Iterator[tuple[object, ...]]:
        return ((number, 2 * number - one) for number in range(1, self.households + 1) for one in (0, 1))

    def _day(self, work_day: int) -> float:
        """When a work day is, in days from now: every tenth or so is still to come."""
        return work_day * (PAST + COMING) / self.work_days - PAST

    def _work_days(self) -> Iterator[tuple[object, ...]]:
        for number in range(1, self.work_days + 1):
            household = self.chance.randrange(self.households) + 1
            works = json.dumps(self.chance.sample(WORKS, 2))
            state = "open" if self._day(number) > -2 else "closed"
            at = self._when(self._day(number) - 20)
            yield household, 2 * household, state, works, self.chance.choice(self.communes), at

    def _sessions(self) -> Iterator[tuple[object, ...]]:
        for work_day in range(1, self.work_days + 1):
            for part in range(SESSIONS):
                starts = self._day(work_day) + part / 8
                past = "held" if starts > -1 else "closed"
                state = past if starts < -0.1 else self.chance.choice(("confirmed", "confirmed", "preparing"))
                step = None if starts < -0.1 else ""
                yield work_day, self._when(starts), self._when(starts + 0.1), 10, state, step

    def _dues(self) -> Iterator[tuple[object, ...]]:
        for session in range(1, self.work_days * SESSIONS + 1):
            starts = self._day((session - 1) // SESSIONS + 1) + (session - 1) % SESSIONS / 8
            if starts >= -0.1:
                yield from ((session, job, "") for job in ("reminders", "eve", "addresses", "supervisors"))
                if session % 3 == 0:
                    yield session, "offers", ""
            elif starts > -1:
                yield session, "attendance", ""

    def _led(self) -> Iterator[tuple[object, ...]]:
        leaders = self.of_supervisor()
        for session in range(1, self.work_days * SESSIONS + 1):
            if session % 9:
                yield session, leaders[self.chance.randrange(len(leaders))], "accepted", self._when(-PAST)

    def _sign_ups(self) -> Iterator[tuple[object, ...]]:
        places = SIGN_UPS // SESSIONS
        for session in range(1, self.work_days * SESSIONS + 1):
            full = session % 3 == 0
            who = self.chance.sample(range(1, self.people + 1), places + session % 2)
            at = self._day((session - 1) // SESSIONS + 1) - 15
            for place, person in enumerate(who):
                ended = "withdrawn" if place > 9 else "seated"
                state = ("waiting" if place > 9 else "seated") if full else ended
                state = state if full or place < 5 else "withdrawn"  # one supervisor leads six
                yield session, person, state, self._when(at + place / 1000), self._when(at)

    def _diagnostics(self) -> Iterator[tuple[object, ...]]:
        intake = json.dumps({"building": "house", "year": 1960, "symptoms": ["damp"], "works": ""})
        for number in range(1, self.people // EVERY["diagnostic"] + 1):
            household = self.chance.randrange(self.households) + 1
            at = self._when(-self.chance.random() * PAST)
            state = "complete" if number % 10 == 0 else "closed"
            yield household, 2 * household, state, "energy", intake, at, at

    def _availabilities(self) -> Iterator[tuple[object, ...]]:
        for coach in self.of_coach():
            yield from ((coach, self._when(day), self._when(day + 0.3)) for day in (-3, 2, 9))

    def _threads(self) -> Iterator[tuple[object, ...]]:
        for number in range(1, self.people // EVERY["thread"] + 1):
            yield number, number + 1, "session", number, self._when(-self.chance.random() * PAST)

    def _sent(self) -> Iterator[tuple[object, ...]]:
        for number in range(1, self.people + 1):
            at = self._when(-self.chance.random() * 360)
            yield "say", 10**6 + number, number, 1, "menu/main", at, "delivered", at, at, number

    def _messages(self) -> Iterator[tuple[object, ...]]:
        at = self._when(-20)
        return (
            (10**6 + person, number, person, "menu/main", at)
            for person in range(1, self.people + 1)
            for number in (1, 2)
        )

    def _cards(self) -> Iterator[tuple[object, ...]]:
        for number in range(1, self.people // 5 + 1):
            session = self.chance.randrange(self.work_days * SESSIONS) + 1
            context = json.dumps({"session": session})
            yield "sessions/card", context, "session", session, number, 10**6 + number, 1

    def _audit(self) -> Iterator[tuple[object, ...]]:
        for number in range(2 * self.people):
            person = number % self.people + 1
            yield self._when(-self.chance.random() * PAST), person, "sign_up", "sign_up", number + 1


def build(path: Path, people: int) -> BigWorld:
    """Build a database unless it is there, and return what is known of it."""
    known = path.exists()
    world = BigWorld(path, people)
    if not known:
        world.build()
    return world
