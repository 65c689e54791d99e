"""The register of personal data: of every column, whether it says something of a person, why, how long, and what
export and erasure do with it.

The declarations stand in the modules of `storage/personal/`, a `TABLES` each: a new table, or a new column of one,
is declared there, and export, erasure, retention and `docs/rgpd/registre.md` follow. Export and erasure are read from
here and nowhere else.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import NamedTuple

from storage import personal

NOBODY = "—"
"""What stands where a name or words were."""


class Purpose(StrEnum):
    """Why something is held."""

    IDENTITY = "identity"  # to know with whom one speaks
    ORGANISING = "organising"  # sessions, seats, who does what
    SAFETY = "safety"  # whom to call, minors, who was on a site
    FOLLOWING = "following"  # to accompany a household
    WRITING = "writing"  # to carry messages between people
    PROOF = "proof"  # what was accepted, asked and decided, and by whom
    MONEY = "money"  # a household's financing, the fund
    RUNNING = "running"  # what the program needs to serve


class Retention(StrEnum):
    """How long something is held; erasure, and the end of what it belongs to, come before."""

    ACCOUNT = "account"  # as long as the account, or `left_account_days` after its owner left
    HOUSEHOLD = "household"  # as long as one of the household has an account
    HANDLED = "handled"  # until it is handled; a week where that failed
    DELIVERED = "delivered"  # thirty days after delivery
    FORM = "form"  # `form_days` after the last answer
    SESSION = "session"  # forty-eight hours after its session
    MESSAGE = "message"  # `message_days` after it was sent
    WORDS = "words"  # `words_days` after they were written
    TRAIL = "trail"  # `trail_days`
    REGISTER = "register"  # `register_years`, as the law asks; then nothing names anybody
    FIGURES = "figures"  # for good: without a name it is a count


class Erasure(StrEnum):
    """What becomes of a column when its person is erased."""

    DELETE = "delete"  # its row goes
    EMPTY = "empty"  # its value goes, the row stays
    ANONYMOUS = "anonymous"  # it stays, and leads to somebody of whom nothing is held: a count, a link to nobody
    LAW = "law"  # as anonymous, and a line of the register stays with coordinators (`kept_records`)
    OTHERS = "others"  # it stays: it is the words or the matter of somebody else


class Personal(NamedTuple):
    """A column that says something of a person. `empty`: what takes its place."""

    purpose: Purpose
    retention: Retention
    erasure: Erasure
    exported: bool = True
    empty: object = None


class Expiry(NamedTuple):
    """When rows of a table are over by themselves: `where` finds them (`:before` is the moment `days` ago), and what
    `columns` erasure does to them is done; `days` is the name of a choice."""

    days: str
    where: str
    columns: tuple[str, ...] = ()  # those emptied; none: the row goes
    key: str = "rowid"


class Table(NamedTuple):
    """What a table holds of people.

    `person`, `household`: the condition (on `:id`) that finds the rows of one, for export and erasure; `seen` finds
    what a person's export shows where that is more. `file`: the column that leads to a kept file, erased with its row.
    """

    columns: Mapping[str, Personal]
    plain: frozenset[str]
    person: str | None = None
    household: str | None = None
    seen: str | None = None
    file: str | None = None
    expiry: Expiry | None = None

    @property
    def goes(self) -> bool:
        """Whether erasure removes whole rows."""
        return any(column.erasure is Erasure.DELETE for column in self.columns.values())

    def exported(self) -> list[str]:
        """The columns a person is given a copy of."""
        return [name for name, column in self.columns.items() if column.exported]

    def emptied(self) -> dict[str, object]:
        """The columns whose value goes, and what takes its place."""
        return {name: column.empty for name, column in self.columns.items() if column.erasure is Erasure.EMPTY}


def held(
    names: str,
    purpose: Purpose,
    retention: Retention,
    erasure: Erasure,
    *,
    exported: bool = True,
    empty: object = None,
) -> dict[str, Personal]:
    """Declare several columns (their names with spaces between) alike."""
    column = Personal(purpose, retention, erasure, exported, empty)
    return dict.fromkeys(names.split(), column)


def links(names: str) -> dict[str, Personal]:
    """Declare columns that lead to a person who did or decided something: of somebody erased they name nobody."""
    return held(names, Purpose.PROOF, Retention.FIGURES, Erasure.ANONYMOUS, exported=False)


def plain(names: str) -> frozenset[str]:
    """Declare columns that say nothing of anybody."""
    return frozenset(names.split())


@cache
def register() -> dict[str, Table]:
    """Return every declared table; raise ValueError where one is declared twice."""
    found: dict[str, Table] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(personal.__path__)):
        tables: dict[str, Table] = import_module(f"{personal.__name__}.{module}").TABLES
        for name, table in tables.items():
            if name in found:
                raise ValueError(f"{name} is declared twice")
            found[name] = table
    return found
