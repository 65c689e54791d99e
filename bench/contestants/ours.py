"""Our bot, as it runs, but without pacing, on a database of people who have not signed up yet.

python bench/contestants/ours.py seed DATA COUNT private|group   # once: COUNT people, a session and a card for each
python bench/contestants/ours.py URL TOKEN DATA         # poll until ended
"""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from answering import CARD, FIRST_GROUP, FIRST_PERSON

from bot.app import App
from bot.logs import configure
from handlers.sessions.session_card import PRIVATE_CARD, PUBLIC_CARD
from storage import groups, households, messages, people, sessions, work_days
from storage.clock import SystemClock
from storage.ids import PersonId, Subject
from storage.store import Store, Unit
from storage.work_days import Hours, Plan

LIMOURS = "91338"
PLAN = Plan(
    works=("earth_straw",), commune=LIMOURS, address="3 impasse du Lavoir", meal="shared", tools="bottes, gants",
    equipment="gants et lunettes fournis",
    materials_ready=True, host_present=True, toilets="sur place", access="parking devant le lavoir",
)  # fmt: skip


async def seed(data: Path, count: int, chats: str) -> None:
    """People, and for each a session with a card: in private, or in a group by someone who never started the bot."""
    store = await Store.open(data / "coopter.sqlite3", SystemClock(), synchronous="NORMAL")
    await store.run(lambda unit: _world(unit, count, private=chats == "private"))
    await store.close()


async def _world(unit: Unit, count: int, *, private: bool) -> None:
    host = await people.add(unit, "Claire Moreau", telegram_id=FIRST_PERSON - 1)
    asked = await households.ask(unit, host.id, "Moreau", commune=LIMOURS, built_year=1960)
    await households.accept(unit, asked.id, host.id, host.id)
    for number in range(count):  # no two cards read alike
        start = unit.now + timedelta(days=20, minutes=61 * number)
        person = await people.add(unit, f"Léa {number}", telegram_id=FIRST_PERSON + number)
        await people.accept_charter(unit, person.id, 1, 1)
        hours = Hours(starts_at=start, ends_at=start + timedelta(hours=8), seats=6)
        plan = PLAN.model_copy(update={"description": f"Remplissage des murs en terre-paille, lot {number}."})
        posted = await work_days.post(unit, asked.id, host.id, plan, [hours])
        session = (await sessions.sessions_of(unit, posted.id))[0]
        if private:
            await _card(unit, PRIVATE_CARD, Subject("session", session.id), FIRST_PERSON + number, person.id)
        else:
            await groups.added(unit, FIRST_GROUP - number, "Entraide", host.id)
            await groups.move_to(unit, FIRST_GROUP - number, groups.GroupState.APPROVED, host.id)
            await people.unreachable(unit, FIRST_PERSON + number, "never started")
            await _card(unit, PUBLIC_CARD, Subject("work_day", posted.id), FIRST_GROUP - number, None)


async def _card(unit: Unit, name: str, subject: Subject, chat: int, owner: PersonId | None) -> None:
    await messages.remember(unit, chat, CARD, name, person=owner, subject=subject, asks=False)
    await messages.post_card(unit, name, {subject.kind: subject.id}, subject, person=owner, chat=chat, message=CARD)


async def serve(url: str, token: str, data: Path) -> None:
    """Poll until told to end."""
    configure(token)
    app = App(token, data, SystemClock(), base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", paced=False)
    await app.start()
    serving = asyncio.create_task(app.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
    await asyncio.wait([serving])
    await app.stop()


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        asyncio.run(seed(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
    else:
        asyncio.run(serve(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
