"""A broadcast on its way: what each receives, the answers, the progress its author sees, stopping and correcting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Job, Plain, Press, Reply, Route, Viewer
from handlers.threads.passing_on import ask_back, pass_on, pass_on_written
from locales.fr.numbers import asks_to_stop
from locales.fr.reply import read_reply
from storage import broadcasts, messages, people
from storage.broadcasts import BroadcastState
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.store import Unit

MAX_BODY = 3500
ASK_QUESTION = "broadcasts/ask_question"


# What each recipient has.


async def received(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The message as its recipient sees it: with the buttons, their own answer marked."""
    found = await broadcasts.get(unit, context["broadcast"])
    if viewer.person is None or viewer.person.notifications == "none":
        return None
    given = await broadcasts.answer_of(unit, found.id, viewer.person.id)
    lines = recipient_buttons(found.id, with_answers=found.with_buttons, given=given)
    author = (await people.get(unit, found.author_id)).name if found.author_id else None
    shown = message("broadcasts/signed", lines, body=found.body, author=author)
    return shown.model_copy(update={"attachment": broadcasts.attachment(found)})


_ANSWERS = ("coming", "not_coming", "question")


def recipient_buttons(broadcast: int, *, with_answers: bool, given: str | None = None) -> list[list[Button]]:
    """Return the buttons under a broadcast, the recipient's own answer marked."""
    coming, not_coming, question = (
        button(f"broadcasts.{name}", "bcanswer", broadcast, index, ticked=given == name)
        for index, name in enumerate(_ANSWERS)
    )
    answers = [[coming, not_coming], [question]] if with_answers else []
    return [*answers, [button("broadcasts.fewer", "bcfewer", broadcast)]]


def preview_buttons(*, with_answers: bool) -> list[list[Button]]:
    """Return the same buttons, which only show what recipients will press."""
    shows = button("", "bcpreview").press
    lines = recipient_buttons(0, with_answers=with_answers)
    return [[one.model_copy(update={"press": shows}) for one in line] for line in lines]


async def previewed(ctx: Context) -> None:
    """A button of a preview: it shows what recipients will press."""
    await ctx.toast("broadcasts/only_preview")


async def answer(ctx: Context, broadcast: int, index: int) -> None:
    """A press on one of the buttons."""
    if not 0 <= index < len(_ANSWERS):
        await ctx.toast("refused/old_button")
        return
    if _ANSWERS[index] == "question":
        await _ask_question(ctx, broadcast)
        return
    await _note(ctx, broadcast, _ANSWERS[index])
    await ctx.toast(f"broadcasts/noted_{_ANSWERS[index]}")


async def _ask_question(ctx: Context, broadcast: int) -> None:
    """*Question*: what is written next goes to the author; an answer already given stands beside it."""
    author = (await broadcasts.get(ctx.unit, broadcast)).author_id
    if author is None:
        await ctx.toast("threads/nobody", alert=True)
        return
    await _note_question(ctx, broadcast)
    name = (await people.get(ctx.unit, author)).name
    await ctx.say(ASK_QUESTION, to=name, subject=Subject("broadcast", broadcast), asks=True)


async def _note_question(ctx: Context, broadcast: int) -> None:
    if await broadcasts.answer_of(ctx.unit, broadcast, ctx.me.id) is None:
        await _note(ctx, broadcast, "question")


async def _note(ctx: Context, broadcast: int, given: Any) -> None:
    await broadcasts.answer(ctx.unit, broadcast, ctx.me.id, given)
    await messages.touch(ctx.unit, Subject("broadcast", broadcast))
    found = await broadcasts.get(ctx.unit, broadcast)
    if ctx.pressed_message is not None and found.file_id is None:
        await ctx.display(message(broadcasts.MESSAGE, broadcast=broadcast), subject=Subject("broadcast", broadcast))


async def replied(ctx: Context, subject: Subject) -> bool:
    """A text that answers a broadcast: a clear yes or no is confirmed by a button, anything else goes to its author.

    What follows *Question* goes there whatever it says.
    """
    if not ctx.text:
        return False
    if not ctx.pointed and ctx.asked is not None and ctx.asked.name == ASK_QUESTION:
        await messages.answered(ctx.unit, ctx.asked.chat_id, ctx.asked.message_id)
        return await pass_on(ctx, subject, ctx.text)
    found = await broadcasts.get(ctx.unit, subject.id)
    meant = read_reply(ctx.text, ctx.now.astimezone(PARIS)).intent
    if found.with_buttons and meant in ("coming", "not_coming"):
        confirm = button(f"broadcasts.confirm_{meant}", "bcanswer", found.id, _ANSWERS.index(meant))
        lines = [[confirm], [button("threads.pass_on", "bcpass", found.id)]]
        await ask_back(ctx, message(f"broadcasts/understood_{meant}", lines), subject)
        return True
    if found.with_buttons:
        await _note_question(ctx, found.id)
    return await pass_on(ctx, subject, ctx.text)


async def pass_instead(ctx: Context, broadcast: int) -> None:
    """It was no answer but a message: it goes to the author as it was written."""
    await pass_on_written(ctx, Subject("broadcast", broadcast))


async def fewer(ctx: Context, broadcast: int) -> None:
    """*Moins de messages*: only what concerns oneself and one's sessions, with a way back."""
    await people.change(ctx.unit, ctx.me.id, ctx.me.id, notifications="fewer")
    await ctx.say("broadcasts/fewer", [[button("broadcasts.all_again", "bcall")]])


async def all_again(ctx: Context) -> None:
    """All messages again."""
    await people.change(ctx.unit, ctx.me.id, ctx.me.id, notifications="all")
    await ctx.show("broadcasts/all_again")


async def stop_word(ctx: Context) -> bool:
    """«STOP»: no broadcast at all any more."""
    if ctx.person is None or not asks_to_stop(ctx.text):
        return False
    await people.change(ctx.unit, ctx.me.id, ctx.me.id, notifications="none")
    await ctx.say("broadcasts/stopped_for_me", [[button("broadcasts.all_again", "bcall")]])
    return True


# What its author sees.


def progress_message(broadcast: int) -> Message:
    """The card that follows a broadcast."""
    return message("broadcasts/progress_card", broadcast=broadcast)


async def progress(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """How far it is, and what can be done now."""
    subject = Subject("broadcast", context["broadcast"])
    if await check(unit, viewer.person, Action.STEER_BROADCAST, subject) is not Verdict.ALLOWED:
        return None
    found = await broadcasts.get(unit, subject.id)
    tally = await broadcasts.tally_of(unit, found.id)
    keyboard = []
    if found.state in (BroadcastState.SENDING, BroadcastState.SCHEDULED):
        keyboard.append([button("broadcasts.stop", "bcstop", found.id)])
    if found.state is not BroadcastState.SCHEDULED and found.file_id is None:
        keyboard.append([button("broadcasts.correct", "bccorrect", found.id)])
    keyboard.append([button("broadcasts.mine", "bcmine")])
    silent = tally.delivered - tally.coming - tally.not_coming - tally.question
    if found.state is BroadcastState.SENT and found.with_buttons and silent > 0:
        keyboard.append([button("broadcasts.follow_up", "bcfollow", found.id, silent=silent)])
    return message(
        "broadcasts/progress",
        keyboard,
        state=found.state,
        send_at=found.send_at.isoformat() if found.send_at else None,
        tally=tally.model_dump(),
        with_buttons=found.with_buttons,
    )


async def show(ctx: Context, broadcast: int) -> None:
    """Open the card of a broadcast."""
    await ctx.display(progress_message(broadcast), subject=Subject("broadcast", broadcast), is_card=True)


async def mine(ctx: Context) -> None:
    """One's broadcasts."""
    found = await broadcasts.of_author(ctx.unit, ctx.me.id)
    keyboard = [[button("broadcasts.open", "bcshow", b.id, body=b.body)] for b in found]
    await ctx.show("broadcasts/mine", [*keyboard, [button("broadcasts.new", "bcnew")]], count=len(found))


async def stop(ctx: Context, broadcast: int) -> None:
    """Send it to nobody else."""
    stopped = await broadcasts.stop(ctx.unit, broadcast, ctx.me.id)
    await messages.touch(ctx.unit, Subject("broadcast", broadcast))
    await ctx.toast("broadcasts/stopped" if stopped else "broadcasts/over_already")


async def correct(ctx: Context, broadcast: int) -> None:
    """Ask for the corrected text."""
    await open_form(ctx, CORRECT, about={"broadcast": broadcast})


class Corrected(BaseModel):
    """The new text."""

    body: str


async def read_body(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read a text with its formatting, as Telegram HTML."""
    html = ctx.message.text_html if ctx.message and ctx.message.text else ""
    if not html:
        return Trouble("forms/use_words")
    return html if len(html) <= MAX_BODY else Trouble("broadcasts/too_long", {"over": len(html) - MAX_BODY})


async def _corrected(ctx: Context, given: Corrected, about: dict[str, Any]) -> None:
    subject = Subject("broadcast", about["broadcast"])
    if await allowed(ctx, Action.STEER_BROADCAST, subject):
        count = await broadcasts.correct(ctx.unit, subject.id, given.body, ctx.me.id)
        await ctx.show("broadcasts/corrected", count=count)


CORRECT = Form("correct_broadcast", Corrected, (Step("body", "broadcasts/ask_correction", read_body),), _corrected)


# The clock's work.


async def advance(unit: Unit, choices: Choices) -> bool:
    """Begin the next that is due, queue the next portion, end what is through; its card follows."""
    begun = await broadcasts.begin_next(unit)
    await broadcasts.feed(unit)
    for found in await broadcasts.under_way(unit):
        await broadcasts.finish_if_done(unit, found)
        await messages.touch(unit, Subject("broadcast", found.id))
    return begun


async def next_due(unit: Unit, choices: Choices) -> datetime | None:
    """When the next scheduled broadcast begins."""
    return await broadcasts.next_due(unit)


FORMS = (CORRECT,)
VIEWS = {broadcasts.MESSAGE: received, "broadcasts/progress_card": progress}
JOBS = (Job("broadcasts", advance, next_due),)
ROUTES: tuple[Route, ...] = (
    Press("bcanswer", answer, Action.ANSWER_BROADCAST, subject="recipient"),
    Press("bcpass", pass_instead, Action.ANSWER_BROADCAST, subject="recipient"),
    Press("bcpreview", previewed),
    Press("bcfewer", fewer, always=True),
    Press("bcall", all_again),
    Press("bcmine", mine, Action.BROADCAST),
    Press("bcshow", show, Action.STEER_BROADCAST, subject="broadcast"),
    Press("bcstop", stop, Action.STEER_BROADCAST, subject="broadcast"),
    Press("bccorrect", correct, Action.STEER_BROADCAST, subject="broadcast"),
    Reply("broadcast", replied, Action.ANSWER_BROADCAST, right_on="recipient"),
    Plain(stop_word, order=5, always=True),
)
