"""Coming with somebody: a named adult who accepts the charter, or a minor of 16 or 17 registered by their guardian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.profile_steps import read_name
from handlers.routing import Press, Route
from handlers.sessions.kinds_of_seats import otherwise_line
from handlers.sign_ups.seat_messages import line_message, seat_message
from handlers.sign_ups.seat_points import complete
from handlers.threads.asides import aside
from locales.fr.birth_date import read_birth_date
from locales.fr.names import read_somebody
from locales.fr.numbers import read_yes_no
from storage import companions, seats, sessions
from storage.clock import PARIS
from storage.ids import Subject
from storage.people import Person
from storage.permissions import Action
from storage.seat_kinds import SeatKind
from storage.seats import ACTIVE, SignUpState
from storage.sessions import Session
from storage.sign_ups import ADULT_AGE, HELPING_AGE, Verdict, age_on, sign_up


class Companion(BaseModel):
    """An adult who comes with somebody."""

    name: str
    kind: SeatKind = SeatKind.BUILDING
    accepted: bool


class Minor(BaseModel):
    """A minor whom their guardian registers."""

    name: str
    kind: SeatKind = SeatKind.BUILDING
    born_on: date
    consent: bool


async def ask(ctx: Context, session: int) -> None:
    """The button «Venir à plusieurs»: an adult, or where it is allowed a minor."""
    found = await sessions.get_session(ctx.unit, session)
    if not found.is_open or found.starts_at <= ctx.now:
        await ctx.toast("sign_ups/begun", alert=True)
        return
    counted = await seats.count(ctx.unit, found, ctx.choices)
    welcome = _welcomes_minors(found)
    keyboard = [[button("companions.adult", "soadult", session)]]
    if welcome:
        keyboard.append([button("companions.minor", "sominor", session)])
    keyboard.append([button("sign_ups.back", "wdsession", session)])
    await ctx.say(
        "companions/ask", keyboard, free=counted.free, minors=welcome, risky=found.risky,
        otherwise=await otherwise_line(ctx.unit, found),
    )  # fmt: skip


def _welcomes_minors(session: Session) -> bool:
    """Whether there is a seat they may take: none for risky work, where they may still help otherwise."""
    return session.minors and (not session.risky or bool(session.otherwise))


async def adult(ctx: Context, session: int) -> None:
    """An adult comes along: who brings them has a seat, or waits for one."""
    mine = await seats.find(ctx.unit, ctx.me.id, session)
    if mine is None or mine.state not in ACTIVE:
        await ctx.toast("companions/first_you", alert=True)
        return
    found = await sessions.get_session(ctx.unit, session)
    kinds = [SeatKind.BUILDING, *found.otherwise] if found.otherwise else []
    await open_form(ctx, ADULT, prefill={"kinds": kinds}, about={"session": session})


async def minor(ctx: Context, session: int) -> None:
    """A guardian registers a minor, whether they come along or not."""
    found = await sessions.get_session(ctx.unit, session)
    if not _welcomes_minors(found):
        await ctx.toast("companions/no_minors", alert=True)
        return
    if ctx.me.guardian_id is not None:
        await ctx.toast("sign_ups/no_age", alert=True)
        return
    kinds = [*([] if found.risky else [SeatKind.BUILDING]), *found.otherwise] if found.otherwise else []
    await open_form(ctx, MINOR, prefill={"kinds": kinds}, about={"session": session})


async def _kinds(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(kind, f"otherwise.{kind}") for kind in answers["kinds"]]


async def _known_adults(ctx: Context, answers: Answers) -> Sequence[Choice]:
    found = await companions.known(ctx.unit, ctx.me.id, minors=False)
    return [Choice(one.name, "companions.known", {"who": one.name}) for one in found]


async def _read_name(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    name = read_somebody(given.text, ctx.now.astimezone(PARIS))
    if name is not None:
        return await read_name(ctx, Given(name), answers)
    return Trouble("companions/back_to_name" if await aside(ctx) else "companions/no_name")


async def _read_consent(ctx: Context, given: Given, answers: Answers) -> bool | Trouble:
    said = read_yes_no(given.text)
    if said:
        return True
    back = {"who": answers.get("name", "")}
    if await aside(ctx):
        return Trouble("companions/back_to_consent", back)
    return Trouble("companions/consent_unclear" if said is None else "companions/no_consent", back)


async def _read_birth(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    born = read_birth_date(given.text)
    today = ctx.now.astimezone(PARIS).date()
    if born is None or not 0 <= age_on(born, today) < 120:
        return Trouble("companions/birth_unclear")
    age = age_on(born, today)
    if age >= ADULT_AGE:
        return Trouble("companions/adult_already")
    if age < HELPING_AGE - 1:
        return Trouble("companions/too_young")
    return born.isoformat()


async def _who(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"who": answers.get("name", ""), "cooperative": ctx.choices.cooperative_name}


async def _adult_done(ctx: Context, given: Companion, about: dict[str, Any]) -> None:
    known = await companions.add_adult(ctx.unit, given.name, ctx.me.id, ctx.choices)
    await _seat(ctx, known, about["session"], given.kind)


async def _minor_done(ctx: Context, given: Minor, about: dict[str, Any]) -> None:
    found = await sessions.get_session(ctx.unit, about["session"])
    if age_on(given.born_on, found.starts_at.astimezone(PARIS).date()) < HELPING_AGE:
        await ctx.show("companions/too_young_that_day", who=given.name)
        return
    known = await companions.add_minor(ctx.unit, given.name, given.born_on, ctx.me.id, ctx.choices)
    await _seat(ctx, known, found.id, given.kind)


async def _seat(ctx: Context, known: Person, session: int, kind: SeatKind) -> None:
    verdict, theirs = await sign_up(ctx.unit, known.id, session, ctx.choices, kind=kind, brought_by=ctx.me.id)
    if theirs is None or verdict not in (Verdict.FREE, Verdict.FULL, Verdict.CEILING):
        await ctx.show(f"companions/no_{verdict}", who=known.name)
        return
    what = seat_message(theirs) if theirs.state is SignUpState.SEATED else line_message(theirs)
    await ctx.send(what, subject=Subject("session", session), asks=True)
    await complete(ctx, theirs)


ACCEPTED = (Choice(True, "companions.accepted"),)
CONSENT = (Choice(True, "companions.consent"),)
KIND = Step(
    "kind", "companions/ask_kind", choices=_kinds, applies=lambda answers: bool(answers.get("kinds")), details=_who
)
ADULT = Form(
    "companion",
    Companion,
    (
        Step("name", "companions/ask_name", read=_read_name, choices=_known_adults),
        KIND,
        Step("accepted", "companions/ask_charter", read=_read_consent, choices=ACCEPTED, details=_who),
    ),
    _adult_done,
)
MINOR = Form(
    "minor",
    Minor,
    (
        Step("name", "companions/ask_minor_name", read=_read_name),
        KIND,
        Step("born_on", "companions/ask_birth", read=_read_birth, details=_who),
        Step("consent", "companions/ask_consent", read=_read_consent, choices=CONSENT, details=_who),
    ),
    _minor_done,
)
FORMS = (ADULT, MINOR)
ROUTES: tuple[Route, ...] = (
    Press("socompany", ask, Action.SIGN_UP, subject="session"),
    Press("soadult", adult, Action.SIGN_UP, subject="session"),
    Press("sominor", minor, Action.SIGN_UP, subject="session"),
)
