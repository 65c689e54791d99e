"""Words about a session in the middle of a form that is about it: they are answered, the form's question stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.context import Context
from handlers.forms.form import Answers, Given, Reader, Step, Trouble
from handlers.forms.forms import current
from locales.fr.numbers import read_yes_no
from locales.fr.reply import read_reply
from locales.fr.second_thoughts import speaks_of_oneself
from storage import seats, sessions
from storage.clock import PARIS
from storage.sessions import Session

_HEARD = frozenset({"not_coming", "late", "early_leave", "question"})


def hearing(step: Step, back: str) -> Step:
    """Return a step that hears such words; the template `back` leads back to its question, for `who`."""
    read = step.read
    assert read is not None
    return replace(step, read=_reader(read, back))


def _reader(read: Reader, back: str) -> Reader:
    async def heard(ctx: Context, given: Given, answers: Answers) -> Any:
        if given.text and await aside(ctx):
            return Trouble(back, {"who": answers.get("who", "")})
        return await read(ctx, given, answers)

    return heard


async def aside(ctx: Context) -> bool:
    """Answer a text about the session of the open form, as ever; False where it is none."""
    from handlers.sessions.session_replies import understood  # it shows cards, and cards open forms

    session = await _session(ctx)
    if session is None or not session.is_open or session.starts_at <= ctx.now:
        return False
    if read_yes_no(ctx.text) is not None and not speaks_of_oneself(ctx.text):
        return False
    meant = read_reply(ctx.text, ctx.now.astimezone(PARIS)).intent
    return meant in _HEARD and await understood(ctx, session)


async def _session(ctx: Context) -> Session | None:
    talk = await current(ctx)
    about = talk.about if talk else {}
    if "sign_up" in about:
        return await sessions.get_session(ctx.unit, (await seats.get(ctx.unit, about["sign_up"])).session_id)
    return await sessions.get_session(ctx.unit, about["session"]) if "session" in about else None
