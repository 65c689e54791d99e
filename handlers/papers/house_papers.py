"""«Papiers»: the certificates and permits kept with a house, until when they are valid; seen again, replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Form
from handlers.forms.forms import open_form
from handlers.received import attached
from handlers.routing import Press, Route, Viewer
from handlers.work_days.gate_points import INSURANCE, PERMIT
from storage import files, gate, households, houses
from storage.clock import PARIS
from storage.houses import KINDS, Paper
from storage.ids import FileId, Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.store import Unit

SHOWN = 4
"""So many papers are listed, the newest; older ones are of no use any more."""
HOUSE, ONE = "papers/house_card", "papers/one"


async def show(ctx: Context, household: int) -> None:
    """The papers of a house, as a card that stays up to date."""
    await ctx.display(message(HOUSE, household=household), subject=Subject("household", household), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The papers of a household (`household`) for its members, its coach and coordinators, in private."""
    subject = Subject("household", context["household"])
    if not viewer.private or await check(unit, viewer.person, Action.SEE_PAPERS, subject) is not Verdict.ALLOWED:
        return None
    found = (await houses.papers(unit, subject.id))[:SHOWN]
    today = unit.now.astimezone(PARIS).date()
    return message(
        "papers/house", _buttons(subject.id, found), household=(await households.get(unit, subject.id)).name,
        papers=[await _facts(unit, paper, today) for paper in found],
    )  # fmt: skip


async def _facts(unit: Unit, paper: Paper, today: date) -> dict[str, Any]:
    file = await files.get(unit, paper.file_id) if paper.file_id else None
    return {
        "kind": paper.kind,
        "until": paper.valid_until.isoformat() if paper.valid_until else None,
        "over": paper.valid_until is not None and paper.valid_until < today,
        "lost": file is not None and file.state == "failed",
        "given": paper.given_at.isoformat(),
    }


def _buttons(household: int, found: list[Paper]) -> list[list[Button]]:
    keyboard = [
        [
            button("papers.see", "pasee", paper.id, number=number),
            button("papers.replace", "pareplace", paper.id, number=number),
        ]
        for number, paper in enumerate(found, 1)
    ]
    add = [button(f"papers.add_{kind}", "paadd", household, index) for index, kind in enumerate(KINDS)]
    return [*keyboard, add, [button("papers.back", "hhcard", household)]]


# Seeing one again.


async def see(ctx: Context, paper_id: int) -> None:
    """Send the photo or document again, protected."""
    paper = await houses.paper(ctx.unit, paper_id)
    file = await files.get(ctx.unit, paper.file_id) if paper and paper.file_id else None
    if paper is None or file is None or file.state == "failed":
        await ctx.toast("papers/no_file", alert=True)
    else:
        await ctx.send(message(ONE, paper=paper.id), subject=Subject("household", paper.household_id))


async def one(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A paper (`paper`) itself, while this person may see it."""
    paper = await houses.paper(unit, context["paper"])
    subject = Subject("paper", context["paper"])
    may = await check(unit, viewer.person, Action.SEE_PAPERS, subject) is Verdict.ALLOWED
    if paper is None or paper.file_id is None or not viewer.private or not may:
        return None
    until = paper.valid_until.isoformat() if paper.valid_until else None
    shown = message("papers/caption", kind=paper.kind, until=until)
    return shown.model_copy(update={"attachment": await attached(unit, paper.file_id), "protect": True})


# Giving one, or another instead.


class GivenPaper(BaseModel):
    """A photo or document, and the last day it is valid (a permit: without end)."""

    file: FileId
    until: date | None = None


async def add(ctx: Context, household: int, index: int) -> None:
    """Ask for a paper of a kind."""
    if 0 <= index < len(KINDS):
        await open_form(ctx, _FORMS[KINDS[index]], about={"household": household})
    else:
        await ctx.toast("refused/old_button")


async def replace(ctx: Context, paper_id: int) -> None:
    """Ask for the one that takes the place of another."""
    paper = await houses.paper(ctx.unit, paper_id)
    if paper is None:
        await ctx.toast("papers/replaced_already", alert=True)
    else:
        about = {"household": paper.household_id, "replaces": paper.id}
        await open_form(ctx, _FORMS[paper.kind], about=about)


async def _keep(ctx: Context, kind: houses.Kind, given: GivenPaper, about: dict[str, Any]) -> None:
    household = about["household"]
    if not await allowed(ctx, Action.SEE_PAPERS, Subject("household", household)):
        return
    await houses.add_paper(
        ctx.unit, household, kind, ctx.me.id, file=given.file, valid_until=given.until, replaces=about.get("replaces")
    )
    await gate.refresh_household(ctx.unit, household, ctx.choices)
    await ctx.toast("papers/kept")
    await show(ctx, household)


async def _insured(ctx: Context, given: GivenPaper, about: dict[str, Any]) -> None:
    await _keep(ctx, "insurance", given, about)


async def _permitted(ctx: Context, given: GivenPaper, about: dict[str, Any]) -> None:
    await _keep(ctx, "permit", given, about)


_FORMS: dict[houses.Kind, Form] = {
    "insurance": Form("house_insurance", GivenPaper, INSURANCE.steps, _insured),
    "permit": Form("house_permit", GivenPaper, PERMIT.steps, _permitted),
}
FORMS = tuple(_FORMS.values())
VIEWS = {HOUSE: card, ONE: one}
ROUTES: tuple[Route, ...] = (
    Press("pahouse", show, Action.SEE_PAPERS, subject="household"),
    Press("pasee", see, Action.SEE_PAPERS, subject="paper"),
    Press("paadd", add, Action.SEE_PAPERS, subject="household"),
    Press("pareplace", replace, Action.SEE_PAPERS, subject="paper"),
)
