"""`coopter import --dry-run`: what a list would do, shown to who installs; nothing is changed."""

from __future__ import annotations

from pathlib import Path

from storage import people
from storage.store import Store
from tests.operations.cli import coopter


async def test_a_list_is_shown_line_by_line_and_nothing_is_changed(store: Store, tmp_path: Path) -> None:
    await store.run(lambda unit: people.add(unit, "Odette Roy"))
    file = tmp_path / "list.csv"
    file.write_bytes("Nom;Téléphone\nRoy Odette;\nZoé;06 12\nMax;0612345678\n".encode("cp1252"))
    shown = await coopter("import", file, "--dry-run", data=tmp_path)
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "❓ déjà là ? même nom : Odette Roy", "⛔ illisible : numéro de téléphone", "➕ à inscrire",
    ]  # fmt: skip
    file.write_bytes(b"PK")
    refused = await coopter("import", file, "--dry-run", data=tmp_path)
    assert refused.code == 2
    assert "classeur" in refused.err
    assert await store.read(lambda unit: unit.value("SELECT COUNT(*) FROM people")) == 1
