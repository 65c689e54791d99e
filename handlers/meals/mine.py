"""«Repas»: the diet, allergies and night of a seat, never asked before it is taken; allergies with a consent apart.

What is ticked is drawn from the database when the screen leaves, so that no queue holds it.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Form, Step
from handlers.forms.forms import open_form
from handlers.forms.plan_steps import read_words
from handlers.meals.kitchen import tell_aloud
from handlers.routing import Press, Route, Viewer
from storage import meals, people, seats, sessions, work_days
from storage.ids import PersonId, Subject
from storage.meals import Diet, Table
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import WorkDay

SCREEN = "meals/screen"
MAX_WORDS = 200
DIETS = tuple(Diet)


async def show(ctx: Context, sign_up: int) -> None:
    """The button «Repas» of a seat."""
    if await _open(ctx, sign_up):
        await _display(ctx, sign_up)


async def _display(ctx: Context, sign_up: int) -> None:
    found = await seats.get(ctx.unit, sign_up)
    await ctx.display(message(SCREEN, sign_up=sign_up), subject=Subject("session", found.session_id))


async def _open(ctx: Context, sign_up: int) -> tuple[SignUp, Session, WorkDay] | None:
    """The seat, its session and its work day while something may be said of it; else they are told."""
    found = await seats.get(ctx.unit, sign_up)
    session = await sessions.get_session(ctx.unit, found.session_id)
    day = await work_days.get_work_day(ctx.unit, session.work_day_id)
    if found.state is not SignUpState.SEATED or not session.is_open or session.ends_at <= ctx.now:
        await ctx.toast("meals/no_seat", alert=True)
    elif not meals.is_asked(day):
        await ctx.toast("meals/not_asked", alert=True)
    else:
        return found, session, day
    return None


async def screen(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What was said of a seat (`sign_up`), for who has it or brings who has; the allergies themselves are not shown."""
    subject = Subject("sign_up", context["sign_up"])
    if not viewer.private or await check(unit, viewer.person, Action.CHANGE_SIGN_UP, subject) is not Verdict.ALLOWED:
        return None
    found = await seats.get(unit, subject.id)
    if viewer.person is None or found.state is not SignUpState.SEATED:
        return None
    session = await sessions.get_session(unit, found.session_id)
    day = await work_days.get_work_day(unit, session.work_day_id)
    said = await meals.of(unit, found.id)
    return message(
        "meals/mine",
        _keyboard(found, said, day),
        who=None if found.person_id == viewer.person.id else (await people.get(unit, found.person_id)).name,
        meal=day.meal if meals.is_shared(day) else None,
        lodging=day.lodging,
        diets=list(said.diets),
        words=said.diet_words,
        allergies=said.allergies is not None,
        aloud=said.aloud,
        sleeps=said.sleeps,
    )


def _keyboard(found: SignUp, said: Table, day: WorkDay) -> list[list[Button]]:
    keyboard = []
    if meals.is_shared(day):
        ticks = [(number, diet, diet in said.diets) for number, diet in enumerate(DIETS)]
        keyboard = [
            [button(f"meals.{diet}", "mldiet", found.id, number, not ticked, ticked=ticked)]
            for number, diet, ticked in ticks
        ]
        keyboard.append([button("meals.words", "mlwords", found.id), button("meals.allergies", "mlallergy", found.id)])
    if day.lodging:
        keyboard.append([button("meals.sleeps", "mlsleep", found.id, not said.sleeps, ticked=said.sleeps)])
    return [*keyboard, [button("sign_ups.back", "wdsession", found.session_id)]]


async def choose(ctx: Context, sign_up: int, diet: int, wished: int) -> None:
    """Tick a diet, or untick it."""
    place = await _open(ctx, sign_up)
    if place is None:
        return
    if not 0 <= diet < len(DIETS) or not meals.is_shared(place[2]):
        await ctx.toast("refused/old_button")
        return
    await meals.choose(ctx.unit, *place[:2], DIETS[diet], ctx.me.id, wished=bool(wished))
    await _display(ctx, sign_up)


async def sleep(ctx: Context, sign_up: int, here: int) -> None:
    """Say whether they sleep there."""
    place = await _open(ctx, sign_up)
    if place is None:
        return
    if not place[2].lodging:
        await ctx.toast("meals/not_asked", alert=True)
        return
    await meals.sleep(ctx.unit, *place[:2], ctx.me.id, here=bool(here))
    await _display(ctx, sign_up)


# Words: another diet; allergies, after a screen that says what becomes of them.


class Words(BaseModel):
    """A few words; None: nothing after all."""

    words: str | None = None


async def ask_words(ctx: Context, sign_up: int) -> None:
    """Another diet, in their words."""
    if await _shared(ctx, sign_up):
        await open_form(ctx, DIET, about={"sign_up": sign_up})


async def _shared(ctx: Context, sign_up: int) -> tuple[SignUp, Session, WorkDay] | None:
    place = await _open(ctx, sign_up)
    if place is not None and not meals.is_shared(place[2]):
        await ctx.toast("meals/not_asked", alert=True)
        return None
    return place


async def _described(ctx: Context, given: Words, about: dict[str, Any]) -> None:
    subject = Subject("sign_up", about["sign_up"])
    if not await allowed(ctx, Action.CHANGE_SIGN_UP, subject):
        return
    place = await _shared(ctx, subject.id)
    if place is not None:
        await meals.describe(ctx.unit, *place[:2], given.words, ctx.me.id)
        await _display(ctx, subject.id)


async def ask_consent(ctx: Context, sign_up: int) -> None:
    """Say what allergies are asked for, who reads them and when they are gone; then they consent, or speak instead."""
    place = await _shared(ctx, sign_up)
    if place is None:
        return
    mine = place[0]
    keyboard = [[button("meals.speak", "mlspeak", mine.id)]]
    if await _may_consent(ctx.unit, ctx.me.id, mine):
        keyboard.insert(0, [button("meals.consent", "mlconsent", mine.id)])
    if (said := await meals.of(ctx.unit, mine.id)).allergies is not None or said.aloud:
        keyboard.append([button("meals.forget", "mlforget", mine.id)])
    other = None if mine.person_id == ctx.me.id else (await people.get(ctx.unit, mine.person_id)).name
    await ctx.show("meals/consent", [*keyboard, [button("sign_ups.back", "mlmine", mine.id)]], who=other)


async def _may_consent(unit: Unit, person: PersonId, mine: SignUp) -> bool:
    """Health is one's own, or a guardian's matter: nobody consents for another adult."""
    return mine.person_id == person or (await people.get(unit, mine.person_id)).guardian_id == person


async def write(ctx: Context, sign_up: int) -> None:
    """They consent, and write."""
    place = await _shared(ctx, sign_up)
    if place is not None and not await _may_consent(ctx.unit, ctx.me.id, place[0]):
        await ctx.toast("refused/scope", alert=True)
    elif place is not None:
        await open_form(ctx, ALLERGIES, about={"sign_up": sign_up})


async def _consented(ctx: Context, given: Words, about: dict[str, Any]) -> None:
    subject = Subject("sign_up", about["sign_up"])
    if not await allowed(ctx, Action.CHANGE_SIGN_UP, subject):
        return
    place = await _shared(ctx, subject.id)
    if place is not None and await _may_consent(ctx.unit, ctx.me.id, place[0]):
        if given.words:
            await meals.consent(ctx.unit, *place[:2], given.words, ctx.me.id)
        await _display(ctx, subject.id)


async def speak(ctx: Context, sign_up: int) -> None:
    """They rather speak: nothing is written, and who cooks learns that somebody will come to them."""
    place = await _shared(ctx, sign_up)
    if place is None:
        return
    if await meals.speak(ctx.unit, *place[:2], ctx.me.id):
        await tell_aloud(ctx, place[1])
    await _display(ctx, sign_up)


async def forget(ctx: Context, sign_up: int) -> None:
    """They take it back: it is gone at once, whatever the state of the seat."""
    found = await seats.get(ctx.unit, sign_up)
    await meals.take_back(ctx.unit, found, await sessions.get_session(ctx.unit, found.session_id), ctx.me.id)
    await ctx.toast("meals/forgotten")
    await show(ctx, sign_up)


async def _dismissed(ctx: Context, about: dict[str, Any]) -> None:
    await show(ctx, about["sign_up"])


PRIVATE = frozenset({"words"})
DIET = Form(
    "diet_words", Words, (Step("words", "meals/ask_words", read_words(MAX_WORDS), optional=True),), _described,
    cancelled=_dismissed, private=PRIVATE,
)  # fmt: skip
ALLERGIES = Form(
    "allergies", Words, (Step("words", "meals/ask_allergies", read_words(MAX_WORDS)),), _consented,
    cancelled=_dismissed, private=PRIVATE,
)  # fmt: skip
FORMS = (DIET, ALLERGIES)
VIEWS = {SCREEN: screen}
_A = Action.CHANGE_SIGN_UP
ROUTES: tuple[Route, ...] = (
    Press("mlmine", show, _A, subject="sign_up"),
    Press("mldiet", choose, _A, subject="sign_up"),
    Press("mlsleep", sleep, _A, subject="sign_up"),
    Press("mlwords", ask_words, _A, subject="sign_up"),
    Press("mlallergy", ask_consent, _A, subject="sign_up"),
    Press("mlconsent", write, _A, subject="sign_up"),
    Press("mlspeak", speak, _A, subject="sign_up"),
    Press("mlforget", forget, _A, subject="sign_up", always=True),
)
