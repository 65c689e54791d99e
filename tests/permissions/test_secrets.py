"""No message to anyone carries what the table keeps from them, whoever does whatever, at whatever hour."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from handlers.routes import table
from storage import choices, messages
from storage.ids import Subject
from storage.permissions import Verdict
from storage.store import Store, Unit
from tests.permissions.reading import act, leaks, undone
from tests.permissions.test_walk import verdicts
from tests.permissions.walking import Attempt, said, user
from tests.permissions.world import GROUP, World, found

WORDS = (
    "où est-ce ?", "quelle est l'adresse ?", "c'est à quelle adresse samedi ?", "qui vient ?", "qui encadre ?",
    "quel est le numéro de Léo ?", "comment on se gare ?", "il y a quoi à manger ?", "je viens",
    "je ne peux plus venir", "ok pour mercredi", "j'aurai 20 min de retard", "mes inscriptions",
    "il manque quoi ?", "?",
)  # fmt: skip
READERS = ("leo", "mia", "vera", "karim", "claire", "eva")
HOURS = (0, 20, 24, 46, 49, 54, 70, 80, 200)
"""How long after now the clock's work is done, too: on the eve, in the morning, during, after."""


async def test_no_act_tells_anyone_what_is_not_for_them(store: Store) -> None:
    world = await store.run(found)
    seen: Counter[str] = Counter()
    wrong = await store.run(lambda unit: _acts(unit, world, seen))
    print(f"{seen['acts']} acts, {seen['messages']} messages, {seen['secrets']} times a secret where it may be read")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert seen["secrets"] > 50, "the secrets are planted where nobody reads them"


async def _acts(unit: Unit, world: World, seen: Counter[str]) -> list[str]:
    await _cards(unit, world)
    wrong = leaks(world, "cards", await undone(unit, table(), _nothing))
    await unit.run("UPDATE cards SET shown = version")
    tried = [one for _, one, verdict in await verdicts(unit, world, table()) if verdict is Verdict.ALLOWED]
    tried += [said(world, who, text) for who in READERS for text in WORDS]
    tried += [said(world, who, text, group=True) for who in ("leo", "vera") for text in (*WORDS, "/agenda", "/aide")]
    tried += [_asked_inline(world, who, query) for who in world.telegram for query in ("", "d-1", "d-3", "Limours")]
    for attempt in tried:
        try:
            read = await act(unit, table(), attempt)
        except Exception as error:
            wrong.append(f"{attempt.who} {attempt.what}: raised {error!r}")
            continue
        seen.update(acts=1, messages=len(read), secrets=sum(s in text for _, text in read for s in world.secrets))
        wrong += [one for one in leaks(world, f"{attempt.who} {attempt.what}", read) if not _gained(attempt, one)]
    return wrong


def _gained(attempt: Attempt, leak: str) -> bool:
    """A coach who takes a visit goes there: with it they are given where it is."""
    return attempt.what.startswith("1.dxapprove.") and f"{attempt.who} reads zqstreet" in leak


async def _nothing() -> None:
    """The cards that are behind are drawn all the same."""


async def _cards(unit: Unit, world: World) -> None:
    """Some have the private card of every session somewhere, whatever they may see of it now."""
    for kind, number in world.bonds:
        if kind == "session":
            for who in ("leo", "vera", "claire", "colin"):
                await messages.post_card(
                    unit, "sessions/card", {"session": number}, Subject(kind, number), person=world.ids[who],
                    chat=world.telegram[who], message=20_000 + number,
                )  # fmt: skip
                await messages.touch(unit, Subject(kind, number))
    await messages.post_card(
        unit, "work_days/card", {"work_day": 1}, Subject("work_day", 1), person=None, chat=GROUP, message=9
    )


def _asked_inline(world: World, who: str, query: str) -> Attempt:
    asked = {"id": "i", "from": user(world, who), "query": query, "offset": ""}
    return Attempt(who, f"inline «{query}»", {"inline_query": asked})


async def test_the_clock_tells_nobody_what_is_not_for_them(store: Store) -> None:
    world = await store.run(found)
    began = store.clock.now()
    wrong, sent = [], 0
    for hours in HOURS:
        store.clock.freeze(began + timedelta(hours=hours))  # type: ignore[attr-defined]
        found_ones, count = await store.run(lambda unit, h=hours: _clock(unit, world, h))
        wrong, sent = wrong + found_ones, sent + count
    print(f"{sent} messages of the clock")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert sent > 20


async def _clock(unit: Unit, world: World, hours: int) -> tuple[list[str], int]:
    chosen = await choices.load(unit)
    wrong, sent = [], 0
    for job in table().jobs:
        read = await undone(unit, table(), lambda job=job: job.run(unit, chosen))
        sent += len(read)
        wrong += leaks(world, f"{job.name} after {hours} h", read)
    return wrong, sent
