"""The buttons about meals and nights: one's own, on one's seat; the kitchen's, for who cooks and who receives."""

from __future__ import annotations

from handlers.buttons import button
from storage import meals
from storage.ids import Subject
from storage.outbox import Button
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.seat_kinds import SeatKind
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import Plan


def of_a_seat(seat: SignUp | None, plan: Plan) -> list[Button]:
    """Return the button «Repas» of a seat, where a meal is taken together or there is a bed."""
    if seat is None or seat.state is not SignUpState.SEATED or not meals.is_asked(plan):
        return []
    return [button("meals.mine", "mlmine", seat.id, meal=meals.is_shared(plan), lodging=plan.lodging)]


async def of_the_kitchen(
    unit: Unit, person: Person, session: Session, seat: SignUp | None, plan: Plan, *, oversees: bool
) -> list[Button]:
    """Return the button of the kitchen's list, for who cooks and who receives, until the session is over."""
    cooks = seat is not None and seat.state is SignUpState.SEATED and seat.kind is SeatKind.COOKING
    if not meals.is_asked(plan) or not session.is_open or session.ends_at <= unit.now or not (cooks or oversees):
        return []
    may = await check(unit, person, Action.SEE_MEALS, Subject("session", session.id)) is Verdict.ALLOWED
    return [button("meals.kitchen", "mlkitchen", session.id)] if may else []
