"""A play: the bot and the local Telegram in one process, with people who act."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.app import App
from bot.local_telegram import Group, LocalTelegram, Person
from storage import households, houses, people
from storage.ids import HouseholdId, PersonId
from storage.people import Role
from storage.store import Unit

T = TypeVar("T")
LIMOURS = "91338"  # an INSEE code


class Play:
    """The stage. `telegram` is the local Telegram, `app` the bot; people are made with `member` or `newcomer`."""

    def __init__(self, data: Path, begins: datetime, **app_options: Any) -> None:
        self.data = data
        self.begins = begins
        self.app_options = app_options
        self.coordinators: set[int] = set()
        self.serving: asyncio.Task[None] | None = None

    async def open(self, refusing: list[str] | None = None) -> None:
        """Start both; the server refuses some methods."""
        self.telegram = LocalTelegram(flood=None, strict=True)
        await self.telegram.start()
        self.telegram.clock.freeze()
        self.telegram.clock.set_to(self.begins)
        if refusing:
            self.telegram.faults.add("refuse", methods=refusing)
        await self.start_bot()

    async def start_bot(self) -> None:
        """Start the bot on its data."""
        self.app = App(
            self.telegram.token,
            self.data,
            self.telegram.clock,
            base_url=self.telegram.base_url,
            base_file_url=self.telegram.base_file_url,
            coordinators=frozenset(self.coordinators),
            poll_seconds=20,
            **{"paced": False, **self.app_options},
        )
        await self.app.start()
        self.telegram.clock.listeners.append(self.app.clock_moved)
        self.serving = asyncio.create_task(self.app.run())

    async def stop_bot(self) -> None:
        """Stop the bot, as a restart would."""
        assert self.serving is not None
        if self.serving.done():
            self.serving.result()
        self.serving.cancel()
        await asyncio.wait([self.serving])
        self.telegram.clock.listeners.remove(self.app.clock_moved)
        await self.app.stop()

    async def restart(self) -> None:
        """Stop the bot and start it again on the same data."""
        await self.stop_bot()
        await self.start_bot()

    async def close(self) -> None:
        """Stop both."""
        await self.stop_bot()
        await self.telegram.stop()

    async def run(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit of work on the bot's database, and let the bot deliver what it queued."""

        async def unit_work(unit: Unit) -> T:
            return await work(unit)

        result = await self.app.store.run(unit_work)
        self.app.deliverer.wake()
        return result

    async def newcomer(self, first: str, last: str = "") -> Person:
        """Someone who never spoke to the bot."""
        return await self.telegram.person(first, last)

    async def member(
        self, first: str, *roles: Role, last: str = "", commune: str = LIMOURS, works: tuple[str, ...] = (),
        digest: bool | None = False,
    ) -> Person:  # fmt: skip
        """Someone who accepted the charter, pressed Start and holds roles; a supervisor is qualified for `works`.

        `digest`: of a coach or coordinator, whether what can wait comes in the morning (None: nobody asked them).
        """
        person = await self.telegram.person(first, last)

        async def welcome(unit: Unit) -> PersonId:
            known = await people.add(unit, first, telegram_id=person.id)
            await people.accept_charter(unit, known.id, 1, 1)
            await people.change(unit, known.id, None, commune=commune, profile_done=True, digest=digest)
            for role in roles:
                await people.grant(unit, known.id, role, None)
            if works:
                await people.qualify(unit, known.id, list(works), None)
            return known.id

        await self.run(welcome)
        await person.start()
        await person.sees(".")
        return person

    async def id_of(self, person: Person) -> PersonId:
        """The bot's id of a Telegram person."""

        async def find(unit: Unit) -> PersonId:
            found = await people.by_telegram(unit, person.id)
            assert found is not None
            return found.id

        return await self.app.store.read(find)

    async def household(self, name: str, *members: Person, coach: Person | None = None) -> HouseholdId:
        """An active household with a house in Limours."""
        ids = [await self.id_of(member) for member in members]
        coach_id = await self.id_of(coach) if coach else None

        async def found(unit: Unit) -> HouseholdId:
            asked = await households.ask(unit, ids[0], name, commune=LIMOURS, built_year=1960)
            await households.accept(unit, asked.id, coach_id or ids[0], coach_id)
            for member in ids[1:]:
                await households.join(unit, asked.id, member, None)
            await houses.change_house(unit, asked.id, None, address="12 rue des Lilas")
            return asked.id

        return await self.run(found)

    async def group(self, title: str, owner: Person, members: list[Person]) -> Group:
        """A group with the bot in it."""
        return await self.telegram.group(title, owner=owner, members=members)

    async def tick(self) -> None:
        """Let the clock's jobs run now."""
        await self.app.ticker.tick()
