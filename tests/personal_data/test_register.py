"""Every column of every table is declared: personal, with what becomes of it, or saying nothing of anybody."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from storage.choices import Choices
from storage.migrations import migrate
from storage.personal_data import Erasure, register

INDEXES = ("people_names",)
"""Full-text indexes, with tables of SQLite's own: they hold what `people` holds, and are emptied with it."""
CURE = "declare it in a module of storage/personal/ (see storage/personal_data.py), and in docs/rgpd/registre.md"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """The newest schema, empty."""
    path: Path = tmp_path_factory.mktemp("schema") / "x.sqlite3"
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db)
    return db


def _tables(db: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in found if not name.startswith(("sqlite_", *INDEXES))]


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def test_every_column_of_every_table_is_declared(schema: sqlite3.Connection) -> None:
    tables = _tables(schema)
    assert sorted(set(tables) - set(register())) == [], CURE
    assert sorted(set(register()) - set(tables)) == [], "declared, and gone from the schema"
    for name in tables:
        table, there = register()[name], _columns(schema, name)
        assert sorted(there - set(table.columns) - table.plain) == [], f"of {name}: {CURE}"
        assert sorted((set(table.columns) | table.plain) - there) == [], f"of {name}: declared, and gone"
        assert sorted(set(table.columns) & table.plain) == [], f"of {name}: declared as both"


def test_what_leads_to_a_person_is_personal(schema: sqlite3.Connection) -> None:
    for name in _tables(schema):
        for key in schema.execute(f"PRAGMA foreign_key_list({name})").fetchall():
            if key[2] == "people":
                assert key[3] in register()[name].columns, f"{name}.{key[3]}: {CURE}"


def test_every_personal_column_is_exported_or_erased() -> None:
    for name, table in register().items():
        for column, held in table.columns.items():
            assert held.exported or held.erasure is not Erasure.OTHERS, f"{name}.{column} is in neither"


def test_what_is_erased_or_exported_is_found_by_its_person_or_household(schema: sqlite3.Connection) -> None:
    reaching = {Erasure.DELETE, Erasure.EMPTY}
    for name, table in register().items():
        for column, held in table.columns.items():
            if held.exported or held.erasure in reaching:
                assert table.person or table.household, f"{name}.{column}: whose is it?"
        for condition in (table.person, table.household, table.seen):
            if condition:
                schema.execute(f"SELECT * FROM {name} WHERE {condition}", {"id": 1}).fetchall()


def test_a_row_that_goes_is_declared_to_go_whole() -> None:
    for name, table in register().items():
        erasures = {held.erasure for held in table.columns.values()}
        if table.goes:
            assert Erasure.EMPTY not in erasures, f"{name}: its rows go, so nothing in them is emptied"


def test_what_is_emptied_may_be_empty(schema: sqlite3.Connection) -> None:
    for name, table in register().items():
        required = {row[1] for row in schema.execute(f"PRAGMA table_info({name})") if row[3]}
        for column, empty in table.emptied().items():
            assert empty is not None or column not in required, f"{name}.{column} cannot be NULL: say what is empty"


def test_what_is_over_is_found_by_a_choice_of_days(schema: sqlite3.Connection) -> None:
    for name, table in register().items():
        if table.expiry is not None:
            assert getattr(Choices(), table.expiry.days) >= 30
            plan = f"EXPLAIN QUERY PLAN SELECT {table.expiry.key} FROM {name} WHERE {table.expiry.where} LIMIT 5"
            steps = " ".join(row[3] for row in schema.execute(plan, {"before": "2027"}))
            assert "SEARCH" in steps or "INDEX" in steps, f"{name}: {steps}"
