"""What a form shows: the open question with its buttons, or the summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.forms.form import Answers, Choice, Form, Step
from storage.conversations import Conversation
from storage.outbox import Button, Message

UNTICK = 500  # from here on a ticked choice is to be unticked: a second tap on an old button changes nothing more


LIKELY = 1000  # choices from here on are the likely readings of an answer that was not clear


class Op:
    """The operations of a press, numbers because callback data is short."""

    CHOOSE, ENOUGH, SKIP, BACK, CANCEL, CONFIRM, FIELDS, CORRECT, AGAIN, PICK, DAY, NOTHING = range(12)


async def choices_of(ctx: Context, step: Step, talk: Conversation) -> Sequence[Choice]:
    """Return what a step offers now."""
    return step.choices if isinstance(step.choices, tuple) else await step.choices(ctx, talk.answers)


async def screen_of(ctx: Context, form: Form, talk: Conversation) -> Message:
    """Return the open question, or the summary when nothing is missing."""
    if talk.step is None:
        return await _summary(ctx, form, talk)
    step = form.step(talk.step)
    offered = await choices_of(ctx, step, talk)
    ticked = talk.answers.get(step.field) or []
    buttons = [_choice_button(talk, step, choice, index) for index, choice in enumerate(offered)]
    keyboard = [buttons[at : at + step.per_line] for at in range(0, len(buttons), step.per_line)]
    if step.many or (step.gather and (ticked or step.optional)):
        keyboard.append([form_button(talk, "forms.enough", Op.ENOUGH)])
    if step.dated:
        keyboard.append([form_button(talk, "dates.calendar", Op.PICK)])
    keyboard.append(_moves(form, talk, skip=step.optional and not step.gather))
    details = await step.details(ctx, talk.answers) if step.details else {}
    return message(step.question, keyboard, answers=_shown(form, talk.answers), **details)


def _shown(form: Form, answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if name not in form.private}


def _choice_button(talk: Conversation, step: Step, choice: Choice, index: int) -> Button:
    ticked = step.many and choice.value in (talk.answers.get(step.field) or [])
    return form_button(talk, choice.label, Op.CHOOSE, index + UNTICK * ticked, ticked=ticked, **choice.context)


def _moves(form: Form, talk: Conversation, *, skip: bool) -> list[Button]:
    moves = []
    if talk.asked or talk.correcting:
        moves.append(form_button(talk, "forms.back", Op.BACK))
    if skip:
        moves.append(form_button(talk, "forms.skip", Op.SKIP))
    return [*moves, form_button(talk, form.cancel_label, Op.CANCEL)]


async def _summary(ctx: Context, form: Form, talk: Conversation) -> Message:
    assert form.summary is not None
    details = await form.summary_context(ctx, talk.answers, talk.about) if form.summary_context else {}
    keyboard = [
        [form_button(talk, form.confirm_label, Op.CONFIRM)],
        [form_button(talk, "forms.correct", Op.FIELDS), form_button(talk, form.cancel_label, Op.CANCEL)],
    ]
    return message(form.summary, keyboard, answers=_shown(form, talk.answers), **details)


def form_button(talk: Conversation, label: str, operation: int, index: int = 0, **context: Any) -> Button:
    """Return a button of a form, tied to its turn."""
    return button(label, "f", talk.id, talk.turn, operation, index, **context)
