"""`/diffuser`: to whom, what, with which buttons, when — shown exactly as it will be received before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from handlers.broadcasts.broadcasts import preview_buttons, progress_message, read_body
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.asked_back import Reading, asked_back, hour_missing
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.received import keep_file
from handlers.routing import Command, Press, Route
from locales.fr.communes import find_commune
from locales.fr.when import read_when
from storage import audience, broadcasts, cohorts
from storage.audience import COUNTED, GLANCED, Audience
from storage.clock import PARIS
from storage.ids import FileId, Subject
from storage.outbox import Attachment
from storage.people import Role
from storage.permissions import Action

NOW = "now"


class Draft(BaseModel):
    """What the form asks."""

    audience: Audience
    body: str
    file: dict[str, Any] | None = None
    with_buttons: bool
    when: str


async def start(ctx: Context) -> None:
    """Open the form."""
    await open_form(ctx, FORM)


async def follow_up(ctx: Context, broadcast: int) -> None:
    """Write again to those who did not answer."""
    found = await broadcasts.get(ctx.unit, broadcast)
    to = found.audience.model_copy(update={"unanswered": broadcast})
    await open_form(ctx, FORM, prefill={"audience": to.model_dump()})


async def to_session(ctx: Context, session: int) -> None:
    """Write to the people of a session."""
    await open_form(ctx, FORM, prefill={"audience": Audience(session=session).model_dump()})


async def _audiences(ctx: Context, answers: Answers) -> Sequence[Choice]:
    offered: list[tuple[str, Audience, dict[str, Any]]] = [("everyone", Audience(), {})]
    offered += [(role.value, Audience(role=role.value), {}) for role in Role]
    offered += [("cohort", Audience(cohort=c.id), {"title": c.name}) for c in await cohorts.recent(ctx.unit)]
    counted = []
    for name, to, context in offered:
        size, more = await _size(ctx, to, GLANCED)
        if size:
            counted.append(Choice(to.model_dump(), f"broadcasts.to_{name}", {"size": size, "more": more, **context}))
    return counted


async def _size(ctx: Context, to: Audience, most: int) -> tuple[int, bool]:
    """How many, as far as one counts, and whether there are more."""
    found = await audience.size(ctx.unit, to, most + 1)
    return min(found, most), found > most


async def _read_audience(ctx: Context, given: Given, answers: Answers) -> dict[str, Any] | Trouble:
    """A typed audience is a commune."""
    match = find_commune(given.text)
    if match.found is None:
        return Trouble("broadcasts/no_such_commune", {"said": given.text})
    return Audience(commune=match.found.insee).model_dump()


async def _read_file(ctx: Context, given: Given, answers: Answers) -> dict[str, Any] | Trouble:
    file = await keep_file(ctx, given)
    return file if isinstance(file, Trouble) else {"id": file, "photo": given.photo is not None}


async def _read_when(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return asked_back(found, _moment)
    moment = _moment(found.slots)
    if moment is None:
        return hour_missing(found.slots[0].date, lambda reading: _later(ctx, reading))
    return moment if datetime.fromisoformat(moment) > ctx.now else Trouble("dates/past", {"problem": None})


def _later(ctx: Context, slots: Reading) -> str | None:
    moment = _moment(slots)
    return moment if moment and datetime.fromisoformat(moment) > ctx.now else None


def _moment(slots: Reading) -> str | None:
    slot = slots[0]
    return datetime.combine(slot.date, slot.start, PARIS).isoformat() if slot.start else None


async def _preview(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    """Send the message as it will be received, then say to how many it goes."""
    file = answers.get("file")
    attached = Attachment(kind="photo" if file["photo"] else "document", file_id=file["id"]) if file else None
    buttons = preview_buttons(with_answers=answers["with_buttons"])
    shown = message("broadcasts/signed", buttons, body=answers["body"], author=ctx.me.name)
    await ctx.send(shown.model_copy(update={"attachment": attached}))
    when = answers["when"]
    size, more = await _size(ctx, Audience.model_validate(answers["audience"]), COUNTED)
    return {
        "size": size,
        "more": more,
        "when": None if when == NOW else when,
        "with_buttons": answers["with_buttons"],
    }


async def _check(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    if not await audience.size(ctx.unit, Audience.model_validate(answers["audience"]), 1):
        return Trouble("broadcasts/nobody")
    late = answers["when"] != NOW and datetime.fromisoformat(answers["when"]) <= ctx.now
    return Trouble("dates/past") if late else None


async def _done(ctx: Context, draft: Draft, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.BROADCAST):
        return
    added = await broadcasts.add(
        ctx.unit,
        ctx.me.id,
        draft.audience,
        draft.body,
        file=FileId(draft.file["id"]) if draft.file else None,
        is_photo=bool(draft.file and draft.file["photo"]),
        with_buttons=draft.with_buttons,
        send_at=None if draft.when == NOW else datetime.fromisoformat(draft.when),
    )
    await broadcasts.feed(ctx.unit)
    await ctx.display(progress_message(added.id), subject=Subject("broadcast", added.id), is_card=True)


FORM = Form(
    name="broadcast",
    model=Draft,
    steps=(
        Step("audience", "broadcasts/ask_audience", read=_read_audience, choices=_audiences),
        Step("body", "broadcasts/ask_body", read=read_body),
        Step(
            "file", "broadcasts/ask_file", read=_read_file, optional=True, takes=frozenset({"photo", "document"}),
        ),
        Step(
            "with_buttons", "broadcasts/ask_buttons",
            choices=(Choice(True, "broadcasts.with_buttons"), Choice(False, "broadcasts.without_buttons")),
        ),
        Step("when", "broadcasts/ask_when", read=_read_when, choices=(Choice(NOW, "broadcasts.now"),), dated=True),
    ),
    done=_done,
    summary="broadcasts/summary",
    summary_below=True,
    summary_context=_preview,
    check=_check,
    confirm_label="broadcasts.send",
)  # fmt: skip

FORMS = (FORM,)
ROUTES: tuple[Route, ...] = (
    Command("diffuser", start, Action.BROADCAST),
    Press("bcnew", start, Action.BROADCAST),
    Press("bcfollow", follow_up, Action.STEER_BROADCAST, subject="broadcast"),
    Press("bcsession", to_session, Action.BROADCAST, subject="session"),
)
