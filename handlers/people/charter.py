"""A newer charter: who accepted an older one is asked at their next action, then goes on with what they were doing."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.commands import NUMBERS
from handlers.context import Context
from handlers.forms import forms
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Command, Route
from locales.fr.numbers import read_yes_no
from storage import conversations, own_texts, people
from storage.ids import Subject


class Consent(BaseModel):
    """The answer to the charter; there is only one, the other ends the form."""

    accepted: bool


async def asked_first(ctx: Context, subject: Subject | None = None) -> bool:
    """Ask for the charter in place of what this update wants; False where nothing has to be asked.

    `subject`: the matter of a press, to come back to from a group.
    """
    me = ctx.person
    if me is None or not me.accepted:
        return False
    if (me.charter_version or 0) >= ctx.choices.charter_version:
        await _tell_notice(ctx)
        return False
    if not ctx.private or (ctx.query is not None and ctx.query.message is None):  # a group, or a card elsewhere
        await ctx.open_link(f"s-{subject.id}" if subject and subject.kind == "session" else "bonjour")
        return True
    await open_form(ctx, RENEWAL, about={"update": ctx.raw})
    return True


async def answers_it(ctx: Context, conversation: int | None) -> bool:
    """Whether what came is the answer to the charter: a press in its form, or a text while it is the open question."""
    talk = await forms.current(ctx) if conversation is None else await conversations.get(ctx.unit, conversation)
    return talk is not None and talk.form == RENEWAL.name


async def _tell_notice(ctx: Context) -> None:
    """A newer notice about data is told once; nothing is asked."""
    if ctx.private and (ctx.me.notice_version or 0) < ctx.choices.notice_version:
        await people.notice_shown(ctx.unit, ctx.me.id, ctx.choices.notice_version)
        text = await own_texts.text(ctx.unit, "notice", ctx.choices.notice_version)
        await ctx.say(
            "welcome/notice_new", notice=ctx.choices.notice_version, notice_text=text, news=ctx.choices.notice_news
        )


async def read_consent(ctx: Context, given: Given, answers: Answers) -> bool | Trouble:
    """Read a yes; anything else is asked again, for a no has its button."""
    return True if read_yes_no(given.text) else Trouble("welcome/consent_unclear")


async def versions(ctx: Context, answers: Answers) -> dict[str, Any]:
    """What the texts of the charter and of the notice need."""
    return {
        "cooperative": ctx.choices.cooperative_name,
        "charter": ctx.choices.charter_version,
        "notice": ctx.choices.notice_version,
        **await own_texts.both(ctx.unit, ctx.choices),
    }


async def _news(ctx: Context, answers: Answers) -> dict[str, Any]:
    notice = ctx.choices.notice_version if (ctx.me.notice_version or 0) < ctx.choices.notice_version else None
    told = {"news": ctx.choices.charter_news, "notice_news": ctx.choices.notice_news}
    return {**await versions(ctx, answers), **told, "notice": notice}


async def _accepted(ctx: Context, given: Consent, about: dict[str, Any]) -> None:
    """Note it, and do what had to wait: a press goes on in the same message, with the answer this press owes."""
    await people.accept_charter(ctx.unit, ctx.me.id, ctx.choices.charter_version, ctx.choices.notice_version)
    update = deepcopy(about.get("update"))
    if update is None or "callback_query" not in update:
        await ctx.show("welcome/renewed")
    elif ctx.query is not None and not ctx.answered:
        update["callback_query"]["id"] = ctx.query.id
        ctx.answered = True
    ctx.then = update


async def _declined(ctx: Context, about: dict[str, Any]) -> None:
    await ctx.show("welcome/not_renewed", [[button("welcome.read_again", "mncmd", NUMBERS["charte"])]])


async def show(ctx: Context) -> None:
    """`/charte`: the charter and the data notice, to read again, or to accept when they are new."""
    accepted = ctx.person.charter_version if ctx.person else None
    if ctx.private and ctx.person and ctx.person.accepted and (accepted or 0) < ctx.choices.charter_version:
        await open_form(ctx, RENEWAL)
    else:
        await ctx.say("welcome/charter_again", accepted=accepted, **await versions(ctx, {}))


ACCEPT = (Choice(True, "welcome.accept"),)
RENEWAL = Form(
    "charter_again",
    Consent,
    (Step("accepted", "welcome/charter_new", read=read_consent, choices=ACCEPT, details=_news),),
    _accepted,
    cancelled=_declined,
    cancel_label="welcome.decline",
)
FORMS = (RENEWAL,)
ROUTES: tuple[Route, ...] = (Command("charte", show, anyone=True, always=True),)
