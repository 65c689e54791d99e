"""The copy of what is held of a person: a page to read, and a file for programs; made when it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from handlers.routing import Made, Maker, Viewer
from locales import pages
from storage import exporting
from storage.ids import Subject
from storage.permissions import Action, Verdict, check
from storage.store import Unit


def _maker(ending: str, write: Callable[[str, dict[str, Any]], str]) -> Maker:
    async def make(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
        if not await _may_read(unit, viewer, context["person"]):
            return None
        assert viewer.person is not None
        held = await exporting.export(unit, context["person"])
        return Made(f"donnees-{held['made_at'][:10]}.{ending}", write(viewer.person.language, held).encode())

    return make


async def _may_read(unit: Unit, viewer: Viewer, person: int) -> bool:
    """Oneself, whatever became of the account; who does it for somebody has the right to, at that moment."""
    if viewer.person is None or not viewer.private or viewer.person.erased_at is not None:
        return False
    if viewer.person.id == person:
        return True
    return await check(unit, viewer.person, Action.EXERCISE_RIGHTS, Subject("person", person)) is Verdict.ALLOWED


def _json(_: str, held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=2)


MAKERS: dict[str, Maker] = {"rights_page": _maker("html", pages.data_page), "rights_json": _maker("json", _json)}
