"""What those who come eat, what makes them ill, and who sleeps there: asked where a meal or a bed is offered.

Whoever cooks, and the household, read counts without names. Allergies are written with a consent of their own, which
may be taken back; nothing of all this is in the trail, but that something was said.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from enum import StrEnum
from typing import Any

from storage import audit, short_lived
from storage.ids import PersonId, SignUpId, Subject
from storage.records import Frozen
from storage.seats import SignUp
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import Plan


class Diet(StrEnum):
    """A diet one may choose; another is said in words."""

    VEGETARIAN = "vegetarian"
    NO_PORK = "no_pork"
    VEGAN = "vegan"


class Table(Frozen):
    """What somebody said of their seat. `aloud`: they will speak of an allergy themselves, nothing of it is written."""

    sign_up_id: SignUpId
    diets: tuple[Diet, ...] = ()
    diet_words: str | None = None
    sleeps: bool = False
    allergies: str | None = None
    aloud: bool = False


class Kitchen(Frozen):
    """What whoever cooks reads of a session: counts, no names."""

    coming: int
    diets: dict[Diet, int]
    diet_words: tuple[str, ...]
    allergies: dict[str, int]
    aloud: int
    sleeping: int


def is_shared(plan: Plan) -> bool:
    """Whether people eat together, so that diets are asked."""
    return plan.meal in ("offered", "shared")


def is_asked(plan: Plan) -> bool:
    """Whether there is something to say: a meal taken together, or a bed."""
    return is_shared(plan) or plan.lodging


async def of(unit: Unit, sign_up: int) -> Table:
    """Return what was said of a seat; nothing yet is a record too."""
    row = await unit.one(
        "SELECT sign_up_id, diets, diet_words, sleeps, allergies, aloud FROM meals WHERE sign_up_id = ?", (sign_up,)
    )
    if row is None:
        return Table(sign_up_id=SignUpId(sign_up))
    return Table(**{**dict(row), "diets": json.loads(row["diets"])})


async def choose(unit: Unit, mine: SignUp, session: Session, diet: Diet, by: PersonId, *, wished: bool) -> None:
    """Tick a diet, or untick it."""
    others = [one for one in (await of(unit, mine.id)).diets if one is not diet]
    await _say(unit, mine, session, by, diets=json.dumps([*others, diet] if wished else others))


async def describe(unit: Unit, mine: SignUp, session: Session, words: str | None, by: PersonId) -> None:
    """Say a diet in words; None: none."""
    await _say(unit, mine, session, by, diet_words=words)


async def sleep(unit: Unit, mine: SignUp, session: Session, by: PersonId, *, here: bool) -> None:
    """Say whether they sleep there."""
    await _say(unit, mine, session, by, sleeps=here)


async def consent(unit: Unit, mine: SignUp, session: Session, allergies: str, by: PersonId) -> None:
    """Keep allergies, with the consent just given."""
    await _say(unit, mine, session, by, allergies=allergies, consented_at=unit.now, aloud=False)


async def speak(unit: Unit, mine: SignUp, session: Session, by: PersonId) -> bool:
    """They will tell by word of mouth: nothing is written. False where they had said so."""
    if (await of(unit, mine.id)).aloud:
        return False
    await _say(unit, mine, session, by, allergies=None, consented_at=None, aloud=True)
    return True


async def take_back(unit: Unit, mine: SignUp, session: Session, by: PersonId) -> None:
    """Take the consent back: what was said of allergies is gone at once."""
    await _say(unit, mine, session, by, allergies=None, consented_at=None, aloud=False)


async def _say(unit: Unit, mine: SignUp, session: Session, by: PersonId, **fields: Any) -> None:
    await unit.run("INSERT INTO meals (sign_up_id) VALUES (?) ON CONFLICT DO NOTHING", (mine.id,))
    columns = ", ".join(f"{name} = ?" for name in fields)
    await unit.run(f"UPDATE meals SET {columns} WHERE sign_up_id = ?", (*fields.values(), mine.id))
    await short_lived.note(unit, session.id, session.ends_at)
    await audit.record(unit, by, "meal_said", Subject("sign_up", mine.id))


async def kitchen(unit: Unit, session: int) -> Kitchen:
    """Return what whoever cooks needs to know of those who have a seat."""
    rows = await unit.all(
        "SELECT diets, diet_words, allergies, COALESCE(aloud, 0) AS aloud, COALESCE(sleeps, 0) AS sleeps FROM sign_ups"
        " LEFT JOIN meals ON sign_up_id = sign_ups.id WHERE session_id = ? AND state = 'seated'",
        (session,),
    )
    said = [one for row in rows for one in allergies_of(row["allergies"] or "")]
    return Kitchen(
        coming=len(rows),
        diets=Counter(Diet(one) for row in rows for one in json.loads(row["diets"] or "[]")),
        diet_words=tuple(sorted(row["diet_words"] for row in rows if row["diet_words"])),
        allergies=dict(sorted(Counter(said).items())),
        aloud=sum(row["aloud"] for row in rows),
        sleeping=sum(row["sleeps"] for row in rows),
    )


_APART = re.compile(r"\s*(?:[,;/\n]|\bet\b)\s*")


def allergies_of(words: str) -> list[str]:
    """Part what somebody wrote into single allergies, each once, in small letters, so that the same count together."""
    parts = [" ".join(part.split()).strip(" .!").casefold() for part in _APART.split(words)]
    return list(dict.fromkeys(part for part in parts if part))
