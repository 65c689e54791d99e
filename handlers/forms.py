"""The form engine: every conversation that asks for more than one thing is one of these.

A form is a pydantic model and an ordered list of steps. Each step has a question (a template), a way to read what is
typed or sent, and perhaps choices as buttons. The engine keeps where each person stands in the database, in the
transaction of each answer: a restart asks the same question again. It gives back, skip, cancel, a summary from which
any field is corrected, leaving and resuming, and expiry. A press is tied to the turn in which its button was shown:
an older one changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.day_picker import MONTHS_AHEAD, month_ahead, month_grid
from handlers.kinds import kind_of
from handlers.routing import Press, Reply, Route
from storage import conversations
from storage.conversations import Conversation
from storage.ids import Subject
from storage.outbox import Button, Message

Answers = dict[str, Any]
_UNTICK = 500  # from here on a ticked choice is to be unticked: a second tap on an old button changes nothing more
SEVERAL = 3
_LIKELY = 1000  # choices from here on are the likely readings of an answer that was not clear


@dataclass(frozen=True)
class Choice:
    """An answer offered as a button: a JSON value and the key of its label."""

    value: Any
    label: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trouble:
    """An answer that cannot be used: the template that says what was understood and gives an example.

    `choices` are likely readings, offered as buttons, `per_line` side by side. A `day` in the context was understood:
    what is typed next without one (`lacks_day`) is read with it.
    """

    name: str
    context: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    per_line: int = 1


class Given(NamedTuple):
    """What a person sent: text, or a file, a place, a contact; `kind` says which (see `kinds`)."""

    text: str = ""
    photo: Any = None
    document: Any = None
    location: Any = None
    contact: Any = None
    kind: str = "text"


Reader = Callable[[Context, Given, Answers], Awaitable[Any]]
Chooser = Callable[[Context, Answers], Awaitable[Sequence[Choice]]]


@dataclass(frozen=True)
class Step:
    """One question. `read` returns a JSON value or a Trouble; without it only the choices answer.

    `many`: several choices may be ticked; the answer is a list. `optional`: may be skipped (None).
    `applies`: whether the step is asked at all, given the answers so far. `takes`: the kinds of message it reads.
    `details`: what else the question's template shows.
    `gather`: a message adds to the list instead of ending the step (photos), until «C'est tout».
    `dated`: a day may also be picked from a small calendar; `read` gets it as typed.
    """

    field: str
    question: str
    read: Reader | None = None
    choices: tuple[Choice, ...] | Chooser = ()
    many: bool = False
    gather: bool = False
    dated: bool = False
    optional: bool = False
    per_line: int = 1
    takes: frozenset[str] = frozenset({"text"})
    applies: Callable[[Answers], bool] = lambda _: True
    details: Callable[[Context, Answers], Awaitable[dict[str, Any]]] | None = None


@dataclass(frozen=True)
class Form:
    """A conversation. `done` gets the validated model and what the form was opened for.

    `summary`: the template shown before the last tap; None ends the form at its last answer.
    `check` looks at the whole before it is done: a Trouble keeps the summary open and says why.
    """

    name: str
    model: type[BaseModel]
    steps: tuple[Step, ...]
    done: Callable[[Context, Any, dict[str, Any]], Awaitable[None]]
    summary: str | None = None
    summary_context: Callable[[Context, Answers, dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
    check: Callable[[Context, Answers, dict[str, Any]], Awaitable[Trouble | None]] | None = None
    cancelled: Callable[[Context, dict[str, Any]], Awaitable[None]] | None = None
    confirm_label: str = "forms.confirm"
    cancel_label: str = "forms.cancel"
    private: frozenset[str] = frozenset()  # answers that no question repeats: they stay out of queued messages

    def step(self, name: str) -> Step:
        """Return the step of a field."""
        return next(step for step in self.steps if step.field == name)

    def is_long(self, talk: Conversation) -> bool:
        """Whether giving it up would lose something: several answers, or all of them."""
        several = talk.step is None or len(talk.asked) >= SEVERAL
        return several and self.cancel_label == Form.cancel_label


async def open_form(
    ctx: Context, form: Form, *, prefill: Answers | None = None, about: dict[str, Any] | None = None
) -> None:
    """Open a form for the person who speaks and ask what is missing first."""
    lasts = timedelta(days=ctx.choices.form_days)
    opened = await conversations.start(ctx.unit, ctx.chat_id, ctx.me.id, form.name, prefill or {}, about or {}, lasts)
    await _next(ctx, form, opened)


async def current(ctx: Context) -> Conversation | None:
    """Return the form that a text of this person answers."""
    if ctx.person is None or not ctx.private:
        return None
    return await conversations.newest(ctx.unit, ctx.chat_id, ctx.person.id)


async def resume(ctx: Context, talk: Conversation) -> None:
    """Ask the open question again."""
    await _show(ctx, ctx.table.form(talk.form), talk)


async def receive(ctx: Context, talk: Conversation, given: Given) -> None:
    """Take what a person sent as the answer to the open question."""
    form = ctx.table.form(talk.form)
    if talk.step is None:
        await _explain(ctx, form, talk, Trouble("forms/use_summary"))
        return
    step = form.step(talk.step)
    if given.kind not in step.takes:
        await _explain(ctx, form, talk, Trouble("forms/wrong_kind", {"kind": given.kind, "takes": sorted(step.takes)}))
        return
    if step.read is None:
        await _explain(ctx, form, talk, Trouble("forms/use_buttons"))
        return
    value = await step.read(ctx, given, talk.answers)
    if isinstance(value, Trouble) and value.context.get("lacks_day") and talk.about.get("_day"):
        with_day = await step.read(ctx, given._replace(text=f"{talk.about['_day']} {given.text}"), talk.answers)
        value = value if isinstance(with_day, Trouble) else with_day
    await _take(ctx, form, talk, step, value)


async def _take(ctx: Context, form: Form, talk: Conversation, step: Step, value: Any) -> None:
    """Take what a step read: an answer, one more of several, or what is wrong with it."""
    if isinstance(value, Trouble):
        await _explain(ctx, form, talk, value)
    elif step.gather:
        gathered = [*(talk.answers.get(step.field) or []), value]
        await _show(ctx, form, _with_answer(talk, step.field, gathered))
    else:
        await _answered(ctx, form, talk, step, value)


async def press(ctx: Context, talk_id: int, turn: int, what: int, index: int) -> None:
    """A press in a form: the route `f`, with the form, its turn, and one of the operations below."""
    talk = await conversations.get(ctx.unit, talk_id)
    if talk is None or ctx.person is None or talk.person_id != ctx.person.id or talk.chat_id != ctx.chat_id:
        await ctx.toast("forms/over")
        return
    if turn != talk.turn or not 0 <= what < len(_OPERATIONS):
        await ctx.toast("forms/answered_already")
        if 0 < turn < talk.turn and 0 <= what < len(_OPERATIONS):
            await _show(ctx, ctx.table.form(talk.form), talk, new_turn=False)  # the open question, wherever it stands
        return
    await _OPERATIONS[what](ctx, ctx.table.form(talk.form), talk, index)


async def _choose(ctx: Context, form: Form, talk: Conversation, index: int) -> None:
    if talk.step is None:
        return
    step = form.step(talk.step)
    untick = step.many and _UNTICK <= index < _LIKELY
    at = index - _UNTICK if untick else index % _LIKELY
    likely = talk.about.get("_likely", [])
    offered = likely if index >= _LIKELY else [choice.value for choice in await _choices(ctx, step, talk)]
    if not 0 <= at < len(offered):
        await ctx.toast("forms/answered_already")
        return
    value = offered[at]
    if not step.many:
        await _answered(ctx, form, talk, step, value)
        return
    others = [other for other in talk.answers.get(step.field) or [] if other != value]
    ticked = others if untick else [*others, value]
    await _show(ctx, form, _with_answer(talk, step.field, ticked), new_turn=False)


async def _enough(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    if talk.step is not None:
        step = form.step(talk.step)
        await _answered(ctx, form, talk, step, talk.answers.get(step.field) or [])


async def _skip(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    if talk.step is not None and form.step(talk.step).optional:
        await _answered(ctx, form, talk, form.step(talk.step), None)


async def _back(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    if talk.correcting:
        await _show(ctx, form, _at(talk, None, correcting=False))
    elif talk.asked:
        await _show(ctx, form, talk.model_copy(update={"step": talk.asked[-1], "asked": talk.asked[:-1]}))


async def _cancel(ctx: Context, form: Form, talk: Conversation, surely: int) -> None:
    """Give up at once while little was said; else ask once more, for nothing of it could be brought back."""
    if surely or not form.is_long(talk):
        await cancel(ctx, talk)
        return
    shown = await _turned(ctx, talk)
    keyboard = [[_button(shown, "forms.give_up", _Op.CANCEL, 1)], [_button(shown, "forms.go_on", _Op.AGAIN)]]
    await ctx.show("forms/surely_cancel", keyboard, subject=Subject("conversation", talk.id), asks=True)


async def cancel(ctx: Context, talk: Conversation) -> None:
    """Give up a form."""
    form = ctx.table.form(talk.form)
    await conversations.end(ctx.unit, talk.id)
    if form.cancelled is not None:
        await form.cancelled(ctx, talk.about)
    else:
        await ctx.show("forms/cancelled")


async def _confirm(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    if talk.step is None:
        await _finish(ctx, form, talk)


async def _list_fields(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    shown = await _turned(ctx, talk)
    fields = [step for step in form.steps if step.applies(talk.answers)]
    buttons = [_button(shown, f"{form.name}.{step.field}", _Op.CORRECT, form.steps.index(step)) for step in fields]
    keyboard = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    keyboard.append([_button(shown, "forms.back", _Op.AGAIN)])
    await ctx.show("forms/what_to_correct", keyboard, subject=Subject("conversation", talk.id), asks=True)


async def _correct(ctx: Context, form: Form, talk: Conversation, index: int) -> None:
    if talk.step is None and 0 <= index < len(form.steps):
        await _show(ctx, form, _at(talk, form.steps[index].field, correcting=True))


async def _pick(ctx: Context, form: Form, talk: Conversation, months: int) -> None:
    """Show a month to pick a day from."""
    if talk.step is None or not form.step(talk.step).dated or not 0 <= months < MONTHS_AHEAD:
        return
    talk = talk.model_copy(update={"turn": talk.turn + 1})
    await conversations.save(ctx.unit, talk, timedelta(days=ctx.choices.form_days))
    first = month_ahead(ctx.now, months)
    keyboard = month_grid(
        first,
        ctx.now,
        lambda day: _button(talk, "dates.number", _Op.DAY, day.toordinal(), number=day.day),
        lambda label, **context: _button(talk, label, _Op.NOTHING, **context),
    )
    turns = [_button(talk, "dates.previous_month", _Op.PICK, months - 1)] if months else []
    turns += [_button(talk, "dates.next_month", _Op.PICK, months + 1)] if months + 1 < MONTHS_AHEAD else []
    told = message("dates/pick", [*keyboard, turns, [_button(talk, "forms.back", _Op.AGAIN)]], month=first.isoformat())
    await ctx.display(told, subject=Subject("conversation", talk.id), asks=True)


async def _day(ctx: Context, form: Form, talk: Conversation, ordinal: int) -> None:
    """A day of the small calendar, read as if it had been typed."""
    step = form.step(talk.step) if talk.step is not None else None
    if step is not None and step.dated and step.read is not None and 0 < ordinal < date.max.toordinal():
        typed = Given(f"{date.fromordinal(ordinal):%d/%m/%Y}")
        await _take(ctx, form, talk, step, await step.read(ctx, typed, talk.answers))


async def _nothing(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    """A cell of the small calendar without a day."""


async def _to_summary(ctx: Context, form: Form, talk: Conversation, _: int) -> None:
    await _show(ctx, form, talk)


async def _turned(ctx: Context, talk: Conversation) -> Conversation:
    """The form in a new turn, for a screen beside its questions."""
    turned = talk.model_copy(update={"turn": talk.turn + 1})
    await conversations.save(ctx.unit, turned, timedelta(days=ctx.choices.form_days))
    return turned


class _Op:
    """The operations of a press, numbers because callback data is short."""

    CHOOSE, ENOUGH, SKIP, BACK, CANCEL, CONFIRM, FIELDS, CORRECT, AGAIN, PICK, DAY, NOTHING = range(12)


_OPERATIONS: tuple[Callable[[Context, Form, Conversation, int], Awaitable[None]], ...] = (
    _choose, _enough, _skip, _back, _cancel, _confirm, _list_fields, _correct, _to_summary, _pick, _day, _nothing,
)  # fmt: skip


def _at(talk: Conversation, step: str | None, *, correcting: bool) -> Conversation:
    return talk.model_copy(update={"step": step, "correcting": correcting})


def _with_answer(talk: Conversation, name: str, value: Any) -> Conversation:
    return talk.model_copy(update={"answers": {**talk.answers, name: value}})


async def _answered(ctx: Context, form: Form, talk: Conversation, step: Step, value: Any) -> None:
    talk = _with_answer(talk, step.field, value)
    if not talk.correcting:
        talk = talk.model_copy(update={"asked": [*talk.asked, step.field]})
    await _next(ctx, form, _at(talk, talk.step, correcting=False))


async def _next(ctx: Context, form: Form, talk: Conversation) -> None:
    missing = next((s for s in form.steps if s.field not in talk.answers and s.applies(talk.answers)), None)
    talk = _at(talk, missing.field if missing else None, correcting=False)
    if missing is None and form.summary is None:
        await _finish(ctx, form, talk)
    else:
        await _show(ctx, form, talk)


async def _finish(ctx: Context, form: Form, talk: Conversation) -> None:
    trouble = await form.check(ctx, talk.answers, talk.about) if form.check else None
    if trouble is not None:
        await _explain(ctx, form, talk, trouble)
        return
    asked = {step.field for step in form.steps if step.applies(talk.answers)}
    kept = {name: value for name, value in talk.answers.items() if name in asked or name not in _fields(form)}
    model = form.model.model_validate({name: value for name, value in kept.items() if value is not None})
    await conversations.end(ctx.unit, talk.id)
    await form.done(ctx, model, talk.about)


def _fields(form: Form) -> set[str]:
    return {step.field for step in form.steps}


async def _show(ctx: Context, form: Form, talk: Conversation, *, new_turn: bool = True) -> None:
    """Ask the open question, or show the summary, as a new turn; ticks stay in theirs, for they come fast."""
    talk = talk.model_copy(update={"turn": talk.turn + new_turn})
    await conversations.save(ctx.unit, talk, timedelta(days=ctx.choices.form_days))
    await ctx.display(await _screen(ctx, form, talk), subject=Subject("conversation", talk.id), asks=True)


async def _explain(ctx: Context, form: Form, talk: Conversation, trouble: Trouble) -> None:
    """Say why an answer cannot be used; the question stays open, with its buttons or the likely readings."""
    talk = talk.model_copy(update={"turn": talk.turn + 1})
    if trouble.choices:
        talk = talk.model_copy(update={"about": {**talk.about, "_likely": [c.value for c in trouble.choices]}})
    if "day" in trouble.context:
        talk = talk.model_copy(update={"about": {**talk.about, "_day": trouble.context["day"]}})
    await conversations.save(ctx.unit, talk, timedelta(days=ctx.choices.form_days))
    screen = await _screen(ctx, form, talk)
    buttons = tuple(
        _button(talk, choice.label, _Op.CHOOSE, _LIKELY + index, **choice.context)
        for index, choice in enumerate(trouble.choices)
    )
    likely = tuple(buttons[at : at + trouble.per_line] for at in range(0, len(buttons), trouble.per_line))
    told = message(trouble.name, likely + screen.keyboard, **trouble.context)
    await ctx.display(told, subject=Subject("conversation", talk.id), asks=True)


async def _choices(ctx: Context, step: Step, talk: Conversation) -> Sequence[Choice]:
    return step.choices if isinstance(step.choices, tuple) else await step.choices(ctx, talk.answers)


async def _screen(ctx: Context, form: Form, talk: Conversation) -> Message:
    if talk.step is None:
        return await _summary(ctx, form, talk)
    step = form.step(talk.step)
    offered = await _choices(ctx, step, talk)
    ticked = talk.answers.get(step.field) or []
    buttons = [_choice_button(talk, step, choice, index) for index, choice in enumerate(offered)]
    keyboard = [buttons[at : at + step.per_line] for at in range(0, len(buttons), step.per_line)]
    if step.many or (step.gather and (ticked or step.optional)):
        keyboard.append([_button(talk, "forms.enough", _Op.ENOUGH)])
    if step.dated:
        keyboard.append([_button(talk, "dates.calendar", _Op.PICK)])
    keyboard.append(_moves(form, talk, skip=step.optional and not step.gather))
    details = await step.details(ctx, talk.answers) if step.details else {}
    return message(step.question, keyboard, answers=_shown(form, talk.answers), **details)


def _shown(form: Form, answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if name not in form.private}


def _choice_button(talk: Conversation, step: Step, choice: Choice, index: int) -> Button:
    ticked = step.many and choice.value in (talk.answers.get(step.field) or [])
    return _button(talk, choice.label, _Op.CHOOSE, index + _UNTICK * ticked, ticked=ticked, **choice.context)


def _moves(form: Form, talk: Conversation, *, skip: bool) -> list[Button]:
    moves = []
    if talk.asked or talk.correcting:
        moves.append(_button(talk, "forms.back", _Op.BACK))
    if skip:
        moves.append(_button(talk, "forms.skip", _Op.SKIP))
    return [*moves, _button(talk, form.cancel_label, _Op.CANCEL)]


async def _summary(ctx: Context, form: Form, talk: Conversation) -> Message:
    assert form.summary is not None
    details = await form.summary_context(ctx, talk.answers, talk.about) if form.summary_context else {}
    keyboard = [
        [_button(talk, form.confirm_label, _Op.CONFIRM)],
        [_button(talk, "forms.correct", _Op.FIELDS), _button(talk, form.cancel_label, _Op.CANCEL)],
    ]
    return message(form.summary, keyboard, answers=_shown(form, talk.answers), **details)


def _button(talk: Conversation, label: str, operation: int, index: int = 0, **context: Any) -> Button:
    return button(label, "f", talk.id, talk.turn, operation, index, **context)


async def _reply(ctx: Context, subject: Subject) -> bool:
    talk = await conversations.get(ctx.unit, subject.id)
    if talk is None or ctx.person is None or talk.person_id != ctx.person.id:
        return False
    await receive(ctx, talk, given(ctx))
    return True


def given(ctx: Context) -> Given:
    """Return what the message of this update holds."""
    sent = ctx.message
    if sent is None:
        return Given(ctx.text)
    photo = sent.photo[-1] if sent.photo else None
    return Given(ctx.text, photo, sent.document, sent.location, sent.contact, kind_of(sent))


ROUTES: tuple[Route, ...] = (Press("f", press, anyone=True), Reply("conversation", _reply))
