"""The charter and the data notice in the cooperative's own words: a new version, and everyone is asked again."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from storage import choices as chosen
from storage import own_texts
from storage.choices import Choices
from storage.own_texts import LENGTH, NEWS_LENGTH, TextKind
from storage.permissions import Action

KINDS: tuple[TextKind, ...] = ("charter", "notice")


class Text(BaseModel):
    """A text and what changes with it."""

    kind: TextKind
    text: str | None = None
    news: str


async def show(ctx: Context, which: int) -> None:
    """The text in force, whose it is, and how it is changed."""
    if which not in (0, 1):
        await ctx.toast("refused/old_button")
        return
    kind, now = KINDS[which], await chosen.load(ctx.unit)
    own = await own_texts.text(ctx.unit, kind, _version(now, kind))
    again = [button("choices.program_text", "owback", which)] if own is not None else []
    await ctx.show(
        "choices/text",
        [[button("choices.write", "owwrite", which)], again, [button("choices.back", "chshow")]],
        kind=kind, own=own is not None, charter=now.charter_version, notice=now.notice_version,
        **await own_texts.both(ctx.unit, now),
    )  # fmt: skip


def _version(choices: Choices, kind: TextKind) -> int:
    return choices.charter_version if kind == "charter" else choices.notice_version


async def write(ctx: Context, which: int) -> None:
    """Ask for the new text."""
    if which in (0, 1):
        await open_form(ctx, WRITE, prefill={"kind": KINDS[which]})
    else:
        await ctx.toast("refused/old_button")


async def give_back(ctx: Context, which: int) -> None:
    """The program's text again: what changes is asked, for everyone reads it anew."""
    if which in (0, 1):
        await open_form(ctx, BACK, prefill={"kind": KINDS[which]})
    else:
        await ctx.toast("refused/old_button")


async def _read_text(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    text = given.text.strip()
    return text if 40 <= len(text) <= LENGTH else Trouble("choices/text_unusable", {"length": LENGTH})


async def _read_news(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    text = " ".join(given.text.split())
    return text if 0 < len(text) <= NEWS_LENGTH else Trouble("choices/news_unusable", {"length": NEWS_LENGTH})


async def _limits(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"kind": answers["kind"], "length": LENGTH}


async def _summary(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    return {"kind": answers["kind"], "text": answers.get("text"), "news": answers["news"]}


async def _written(ctx: Context, given: Text, about: dict[str, Any]) -> None:
    if not await allowed(ctx, Action.SET_CHOICES):
        return
    now = await chosen.load(ctx.unit)
    await own_texts.publish(ctx.unit, given.kind, given.text, given.news, now, ctx.me.id)
    await ctx.toast("choices/text_published")
    await show(ctx, KINDS.index(given.kind))


_NEWS = Step("news", "choices/ask_news", read=_read_news, details=_limits)
WRITE = Form(
    "own_text", Text, (Step("text", "choices/ask_text", read=_read_text, details=_limits), _NEWS), _written,
    summary="choices/text_summary", summary_context=_summary, confirm_label="choices.publish",
)  # fmt: skip
BACK = Form(
    "program_text", Text, (_NEWS,), _written, summary="choices/text_summary", summary_context=_summary,
    confirm_label="choices.publish",
)  # fmt: skip
FORMS = (WRITE, BACK)
_C = Action.SET_CHOICES
ROUTES: tuple[Route, ...] = (
    Press("owshow", show, _C),
    Press("owwrite", write, _C),
    Press("owback", give_back, _C),
)
