"""Seats are never oversold: a state machine against a model, a crowd of a thousand, and two processes on one file."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage import seats, sessions, waitlist
from storage.choices import Choices
from storage.clock import SteeredClock
from storage.ids import PersonId
from storage.seat_kinds import SeatKind
from storage.seats import SignUp, SignUpState
from storage.sessions import SessionState
from storage.sign_ups import Verdict, sign_up
from storage.store import Store, Unit
from tests.conftest import MONDAY
from tests.sign_ups import people as cast
from tests.sign_ups.people import CHOICES

PEOPLE, SEATS = 12, 3
LIMITS = {SeatKind.BUILDING: SEATS, SeatKind.COOKING: 2, SeatKind.WELCOMING: 0}
WHO = st.integers(min_value=0, max_value=PEOPLE - 1)


class Seating(RuleBasedStateMachine):
    """One session of three seats to build and two to cook, twelve people, by day only; the model is a few lists."""

    @initialize()
    def opens(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SteeredClock()
        self.clock.freeze(MONDAY)
        self.store = self._wait(Store.open(Path(self.folder.name) / "x.sqlite3", self.clock, synchronous="NORMAL"))
        host = self._wait(cast.volunteer(self.store, "Hôte"))
        self.session = self._wait(self._posted(host))
        self.people = [self._wait(cast.volunteer(self.store, f"P{n}")) for n in range(PEOPLE)]
        self.kind: dict[int, SeatKind] = {}  # of the place they have, wait for, are offered or gave back
        self.seated: list[int] = []
        self.offered: dict[int, datetime] = {}
        self.line: list[int] = []
        self.kept: dict[int, datetime] = {}
        self.cancelled = False

    async def _posted(self, host: PersonId) -> int:
        house = await cast.household(self.store, "M", host)
        return await cast.session(self.store, host, house, seats=SEATS, cooking=LIMITS[SeatKind.COOKING])

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def _run(self, work: Callable[[Unit], Coroutine[Any, Any, Any]]) -> Any:
        return self._wait(self.store.run(work))

    @rule(who=WHO, kind=st.sampled_from(list(LIMITS)))
    def joins(self, who: int, kind: SeatKind) -> None:
        verdict, _ = self._run(lambda unit: sign_up(unit, self.people[who], self.session, CHOICES, kind=kind))
        if self.offered.get(who, self.clock.now()) <= self.clock.now():
            self.offered.pop(who, None)
        same = self.kind.get(who) is kind
        if self.cancelled:
            assert verdict is Verdict.CANCELLED
        elif who in self.seated or (who in self.line and same):
            assert verdict is Verdict.ALREADY_IN
        elif same and (who in self.offered or who in self._kept()):
            assert verdict is Verdict.FREE
            self._sits(who, kind)
        else:
            self._comes_anew(who, kind, verdict)

    def _sits(self, who: int, kind: SeatKind) -> None:
        self._goes(who)
        self.seated.append(who)
        self.kind[who] = kind

    def _goes(self, who: int) -> None:
        self.offered.pop(who, None)
        self.kept.pop(who, None)
        for place in (self.seated, self.line):
            if who in place:
                place.remove(who)

    def _kept(self) -> list[int]:
        """Those whose seat is kept after they gave it back."""
        return [who for who, until in self.kept.items() if until > self.clock.now()]

    def _taken(self, kind: SeatKind) -> int:
        return sum(self.kind[who] is kind for who in (*self.seated, *self.offered, *self._kept()))

    def _waiting(self, kind: SeatKind) -> list[int]:
        return [who for who in self.line if self.kind[who] is kind]

    def _comes_anew(self, who: int, kind: SeatKind, verdict: Verdict) -> None:
        if not LIMITS[kind]:
            assert verdict is Verdict.NOT_WISHED
        elif not self._waiting(kind) and self._taken(kind) < LIMITS[kind]:
            assert verdict is Verdict.FREE
            self._sits(who, kind)
        elif who in self.line or who in self.offered:  # for another kind
            assert verdict is Verdict.ALREADY_IN
        else:
            assert verdict is Verdict.FULL
            self._goes(who)
            self.line.append(who)
            self.kind[who] = kind

    @rule(who=WHO)
    def leaves(self, who: int) -> None:
        given = self._run(lambda unit: waitlist.withdraw(unit, self.people[who], self.session))
        assert bool(given) is (not self.cancelled and (who in self.seated or who in self.line or who in self.offered))
        seated = who in self.seated
        if given:
            self._goes(who)
        if seated:
            self.kept[who] = self.clock.now() + waitlist.UNDO

    @rule(who=WHO)
    def thinks_again(self, who: int) -> None:
        kept = not self.cancelled and who in self._kept()
        lately = who not in self.seated and who not in self.line and who not in self.offered
        if not kept or not lately:
            return
        verdict, [back] = self._run(lambda unit: waitlist.restore(unit, self.people[who], self.session, CHOICES))
        assert (verdict, back.state, back.kind) == (Verdict.FREE, SignUpState.SEATED, self.kind[who])
        self._sits(who, self.kind[who])

    @rule()
    def the_list_moves(self) -> None:
        expired, offered = self._run(lambda unit: waitlist.advance(unit, self.session, CHOICES))
        gone = [who for who, until in self.offered.items() if until <= self.clock.now()]
        assert {e.person_id for e in expired} == {self.people[who] for who in gone}
        for who in gone:
            del self.offered[who]
        expected = []
        for kind, limit in LIMITS.items():
            while not self.cancelled and self._waiting(kind) and self._taken(kind) < limit:
                first = self._waiting(kind)[0]
                self.line.remove(first)
                expected.append(self.people[first])
                self.offered[first] = next(o.offered_until for o in offered if o.person_id == self.people[first])
        assert [o.person_id for o in offered] == expected

    @rule(minutes=st.integers(min_value=1, max_value=60))
    def time_passes(self, minutes: int) -> None:
        later = self.clock.now() + timedelta(minutes=minutes)
        self.clock.freeze(min(later, MONDAY + timedelta(hours=9)))

    @rule(dice=st.integers(min_value=0, max_value=9))
    def is_cancelled(self, dice: int) -> None:
        if dice:  # rarely: nothing happens afterwards
            return

        async def cancel(unit: Unit) -> None:
            await sessions.move_to(unit, self.session, SessionState.CANCELLED, None)
            await waitlist.cancel_session(unit, self.session, None)

        self._run(cancel)
        self.cancelled, self.seated, self.line, self.offered, self.kept = True, [], [], {}, {}

    @invariant()
    def what_is_kept_is_what_the_model_says(self) -> None:
        if not hasattr(self, "people"):
            return

        async def look(unit: Unit) -> list[SignUp]:
            rows = await unit.all("SELECT * FROM sign_ups WHERE session_id = ? ORDER BY rank_at, id", (self.session,))
            return [found for found in map(seats.read, rows) if found.state in seats.ACTIVE]

        kept = self._wait(self.store.read(look))
        of = {state: [one.person_id for one in kept if one.state is state] for state in SignUpState}
        assert set(of[SignUpState.SEATED]) == {self.people[who] for who in self.seated}
        assert set(of[SignUpState.OFFERED]) == {self.people[who] for who in self.offered}
        assert of[SignUpState.WAITING] == [self.people[who] for who in self.line]
        for kind, limit in LIMITS.items():
            theirs = [one for one in kept if one.kind is kind and one.state is not SignUpState.WAITING]
            given_back = [who for who in self._kept() if self.kind[who] is kind]
            assert len(theirs) + len(given_back) <= limit

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self._wait(self.store.close())
            self.folder.cleanup()
            self.loop.close()


TestSeating = Seating.TestCase
TestSeating.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


async def test_a_thousand_people_for_ten_seats(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    """They press, withdraw, are offered seats and let offers expire; then it is cancelled, and nobody gets in."""
    wide = Choices(helpers_per_supervisor=50, offer_hours=1)
    place = await cast.session(store, host, household, seats=10)
    crowd: list[int] = await store.run(_many)
    seed = random.randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    dice.shuffle(crowd)
    most = 0

    async def step(unit: Unit, who: int) -> int:
        kind = dice.random()
        if kind < 0.7:
            await sign_up(unit, PersonId(who), place, wide)
        elif kind < 0.9:
            await waitlist.withdraw(unit, PersonId(dice.choice(crowd)), place)
        else:
            await waitlist.advance(unit, place, wide)
        found = await seats.count(unit, await sessions.get_session(unit, place), wide)
        return found.taken + found.kept

    for batch in range(0, len(crowd), 50):
        taken = await asyncio.gather(*[store.run(partial(step, who=who)) for who in crowd[batch : batch + 50]])
        most = max(most, *taken)
        clock.advance(timedelta(minutes=dice.randrange(20, 60)))  # some offers end meanwhile
    assert most == 10
    clock.freeze(MONDAY + timedelta(days=1))
    await store.run(partial(_give_one_back, session=place, choices=wide))
    clock.advance(timedelta(minutes=6))  # the seat is kept a while for who gave it back
    _, offered = await store.run(partial(waitlist.advance, session=place, choices=wide))
    assert offered
    clock.advance(timedelta(hours=3))
    expired, again = await store.run(partial(waitlist.advance, session=place, choices=wide))
    assert {one.id for one in offered} <= {one.id for one in expired}
    assert len(again) == len(expired)
    assert await store.read(lambda unit: _count(unit, place, "held", "seated", "offered")) == 10

    async def cancel(unit: Unit) -> Verdict:
        await sessions.move_to(unit, place, SessionState.CANCELLED, None)
        await waitlist.cancel_session(unit, place, None)
        verdict, _ = await sign_up(unit, PersonId(crowd[0]), place, wide)
        return verdict

    assert await store.run(cancel) is Verdict.CANCELLED
    assert await store.read(lambda unit: _count(unit, place, "held", "seated", "offered", "waiting")) == 0


async def _give_one_back(unit: Unit, session: int, choices: Choices) -> None:
    """Somebody leaves a seat, and nobody else is waited for."""
    await waitlist.advance(unit, session, choices)
    taken = "SELECT person_id FROM sign_ups WHERE session_id = ? AND state = 'seated' LIMIT 1"
    await waitlist.withdraw(unit, await unit.value(taken, (session,)), session)


async def _count(unit: Unit, session: int, *states: str) -> int:
    rows = await unit.all("SELECT state FROM sign_ups WHERE session_id = ?", (session,))
    return sum(row["state"] in states for row in rows)


async def _many(unit: Unit) -> list[int]:
    await unit.many(
        "INSERT INTO people (name, charter_version, created_at) VALUES (?, 1, ?)",
        [(f"P{n}", unit.now) for n in range(1000)],
    )
    return [row[0] for row in await unit.all("SELECT id FROM people WHERE name LIKE 'P%'")]


_RIVAL = """
import asyncio, sys
from pathlib import Path
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.sign_ups import sign_up
from storage.store import Store
from tests.conftest import MONDAY

async def main(path, session, people):
    clock = SteeredClock()
    clock.freeze(MONDAY)
    store = await Store.open(Path(path), clock)
    print("open", flush=True)
    sys.stdin.readline()
    for person in people:
        await store.run(lambda unit: sign_up(unit, person, session, DEFAULTS))
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2]), [int(n) for n in sys.argv[3].split(",")]))
"""


async def test_two_processes_on_one_file_do_not_oversell(store: Store, host: PersonId, household: int) -> None:
    place = await cast.session(store, host, household, seats=5)
    crowd = [await cast.volunteer(store, f"P{n}") for n in range(40)]
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", _RIVAL, str(store.path), str(place), ",".join(str(p) for p in crowd[part::2]),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
        )
        for part in (0, 1)
    ]  # fmt: skip
    for rival in rivals:
        assert rival.stdout is not None
        assert (await rival.stdout.readline()).strip() == b"open"
    results = await asyncio.gather(*[rival.communicate(b"go\n") for rival in rivals])
    assert [rival.returncode for rival in rivals] == [0, 0], results

    async def states(unit: Unit) -> list[str]:
        return [row[0] for row in await unit.all("SELECT state FROM sign_ups WHERE session_id = ?", (place,))]

    kept = await store.read(states)
    assert (kept.count("seated"), kept.count("waiting"), len(kept)) == (5, 35, 40)


_RESTLESS = """
import asyncio, random, sys
from pathlib import Path
from storage import waitlist
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.sign_ups import sign_up
from storage.store import Store
from tests.conftest import MONDAY

async def main(path, session, people, seed):
    clock = SteeredClock()
    clock.freeze(MONDAY)
    store = await Store.open(Path(path), clock)
    print("open", flush=True)
    sys.stdin.readline()
    dice = random.Random(seed)
    for _ in range(80):
        person = dice.choice(people)
        act = dice.random()
        if act < 0.6:
            await store.run(lambda unit: sign_up(unit, person, session, DEFAULTS))
        elif act < 0.85:
            await store.run(lambda unit: waitlist.withdraw(unit, person, session))
        else:
            await store.run(lambda unit: waitlist.advance(unit, session, DEFAULTS))
        taken = await store.read(lambda unit: unit.value(
            "SELECT COUNT(*) FROM sign_ups WHERE session_id = ? AND state IN ('seated', 'offered', 'held')", (session,)
        ))
        assert taken <= 5, taken
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2]), [int(n) for n in sys.argv[3].split(",")], int(sys.argv[4])))
"""


async def test_two_processes_that_sign_up_withdraw_and_offer_the_same_seats_agree(
    store: Store, host: PersonId, household: int
) -> None:
    place = await cast.session(store, host, household, seats=5)
    crowd = ",".join([str(await cast.volunteer(store, f"P{n}")) for n in range(12)])
    seed = random.randrange(10**6)
    print("seed", seed)
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", _RESTLESS, str(store.path), str(place), crowd, str(seed + part),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
        )
        for part in (0, 1)
    ]  # fmt: skip
    for rival in rivals:
        assert rival.stdout is not None
        assert (await rival.stdout.readline()).strip() == b"open"
    results = await asyncio.gather(*[rival.communicate(b"go\n") for rival in rivals])
    assert [rival.returncode for rival in rivals] == [0, 0], (seed, results)

    async def look(unit: Unit) -> tuple[int, int, int]:
        await waitlist.advance(unit, place, CHOICES)
        found = await seats.count(unit, await sessions.get_session(unit, place), CHOICES)
        rows = await unit.value(
            "SELECT COUNT(*) - COUNT(DISTINCT person_id) FROM sign_ups WHERE session_id = ?", (place,)
        )
        return found.taken + found.kept, found.waiting, rows

    taken, waiting, twice = await store.run(look)
    assert taken <= 5
    assert taken == 5 or waiting == 0
    assert twice == 0
