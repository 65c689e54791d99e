"""The form engine: every conversation that asks for more than one thing is one of these (see `form`).

The engine keeps where each person stands in the database, in the transaction of each answer: a restart asks the same
question again. It gives back, skip, cancel, a summary from which any field is corrected, leaving and resuming, and
expiry. A press is tied to the turn in which its button was shown: an older one changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from handlers.buttons import in_pairs
from handlers.context import Context, message
from handlers.forms.day_picker import MONTHS_AHEAD, month_ahead, month_grid
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.form_screens import LIKELY, UNTICK, Op, choices_of, form_button, screen_of
from handlers.kinds import kind_of
from handlers.routing import Press, Reply, Route
from storage import conversations
from storage.conversations import Conversation
from storage.ids import Subject


async def open_form(
    ctx: Context, form: Form, *, prefill: Answers | None = None, about: dict[str, Any] | None = None, at: str = ""
) -> None:
    """Open a form for the person who speaks and ask what is missing first, or the step `at`, filled in before."""
    lasts = timedelta(days=ctx.choices.form_days)
    opened = await conversations.start(ctx.unit, ctx.chat_id, ctx.me.id, form.name, prefill or {}, about or {}, lasts)
    await (_show(ctx, form, _at(opened, at, correcting=False)) if at else _next(ctx, form, opened))


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
    untick = step.many and UNTICK <= index < LIKELY
    at = index - UNTICK if untick else index % LIKELY
    likely = talk.about.get("_likely", [])
    offered = likely if index >= LIKELY else [choice.value for choice in await choices_of(ctx, step, talk)]
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
    keyboard = [[form_button(shown, "forms.give_up", Op.CANCEL, 1)], [form_button(shown, "forms.go_on", Op.AGAIN)]]
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
    buttons = [form_button(shown, f"{form.name}.{step.field}", Op.CORRECT, form.steps.index(step)) for step in fields]
    keyboard = [*in_pairs(buttons), [form_button(shown, "forms.back", Op.AGAIN)]]
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
        lambda day: form_button(talk, "dates.number", Op.DAY, day.toordinal(), number=day.day),
        lambda label, **context: form_button(talk, label, Op.NOTHING, **context),
    )
    turns = [form_button(talk, "dates.previous_month", Op.PICK, months - 1)] if months else []
    turns += [form_button(talk, "dates.next_month", Op.PICK, months + 1)] if months + 1 < MONTHS_AHEAD else []
    told = message(
        "dates/pick", [*keyboard, turns, [form_button(talk, "forms.back", Op.AGAIN)]], month=first.isoformat()
    )
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
    put = ctx.send if talk.step is None and form.summary_below else ctx.display
    await put(await screen_of(ctx, form, talk), subject=Subject("conversation", talk.id), asks=True)


async def _explain(ctx: Context, form: Form, talk: Conversation, trouble: Trouble) -> None:
    """Say why an answer cannot be used; the question stays open, with its buttons or the likely readings."""
    talk = talk.model_copy(update={"turn": talk.turn + 1})
    if trouble.choices:
        talk = talk.model_copy(update={"about": {**talk.about, "_likely": [c.value for c in trouble.choices]}})
    if "day" in trouble.context:
        talk = talk.model_copy(update={"about": {**talk.about, "_day": trouble.context["day"]}})
    await conversations.save(ctx.unit, talk, timedelta(days=ctx.choices.form_days))
    screen = await screen_of(ctx, form, talk)
    buttons = tuple(
        form_button(talk, choice.label, Op.CHOOSE, LIKELY + index, **choice.context)
        for index, choice in enumerate(trouble.choices)
    )
    likely = tuple(buttons[at : at + trouble.per_line] for at in range(0, len(buttons), trouble.per_line))
    told = message(trouble.name, likely + screen.keyboard, **trouble.context)
    await ctx.display(told, subject=Subject("conversation", talk.id), asks=True)


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


ROUTES: tuple[Route, ...] = (Press("f", press, anyone=True), Reply("conversation", _reply, anyone=True))
