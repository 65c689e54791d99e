"""The one table: every command, button, reply, link, view and job of the program, gathered from its conversations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from handlers.forms.form import Form
from handlers.routing import Command, Event, Job, Link, Maker, Page, Plain, Press, Reply, Route, View

CONVERSATIONS = (
    "forms.forms",
    "sessions.session_card",
    "sessions.supervisor_search",
    "sessions.handing_back",
    "sessions.supervising",
    "work_days.work_day_form",
    "work_days.work_day",
    "work_days.work_day_changes",
    "work_days.sharing",
    "work_days.poster",
    "threads.threads",
    "threads.open_threads",
    "threads.passing_on",
    "work_days.gate_points",
    "work_days.gate_news",
    "before_the_day.steps",
    "before_the_day.owed",
    "before_the_day.still_coming",
    "before_the_day.helper_call",
    "before_the_day.decision",
    "papers.house_papers",
    "papers.own_papers",
    "papers.ending",
    "sign_ups.seat_messages",
    "sign_ups.sign_ups",
    "sign_ups.otherwise",
    "lifts.board",
    "lifts.lift_form",
    "lifts.rides",
    "meals.mine",
    "meals.kitchen",
    "sign_ups.whole_day",
    "sign_ups.offers",
    "sign_ups.withdrawals",
    "sign_ups.companions",
    "sign_ups.seat_points",
    "agenda.agenda",
    "agenda.calendar",
    "sessions.reminders",
    "sessions.session_replies",
    "threads.own_words",
    "sessions.attendance",
    "sessions.emergency",
    "sessions.addresses",
    "the_day.answers",
    "the_day.incident",
    "the_day.incident_record",
    "the_day.briefing",
    "the_day.rain",
    "the_day.numbers",
    "the_day.numbers_rounds",
    "the_day.my_number",
    "the_day.taking_back",
    "agenda.search",
    "work_days.announcement",
    "people.charter",
    "people.welcome",
    "home.menu",
    "home.waiting",
    "home.digest",
    "people.profile",
    "people.language",
    "without_telegram.relays",
    "without_telegram.card",
    "without_telegram.register_form",
    "without_telegram.details",
    "without_telegram.their_seats",
    "without_telegram.tellings",
    "imports.imports",
    "households.household_requests",
    "households.households",
    "households.notes",
    "households.handovers",
    "households.absences",
    "people.invitations",
    "people.memberships",
    "home.groups",
    "people.directory",
    "home.wishes",
    "home.help",
    "diagnostics.diagnostic_form",
    "diagnostics.visits",
    "diagnostics.visit_changes",
    "diagnostics.visit_replies",
    "diagnostics.visit_reminders",
    "diagnostics.availability",
    "financing.plan",
    "financing.line_form",
    "financing.lines",
    "financing.months",
    "broadcasts.broadcasts",
    "broadcasts.broadcast_form",
    "home.health",
    "choices.choice_screens",
    "choices.own_texts",
    "journal.journal",
    "rights.my_data",
    "rights.copies",
    "rights.retention",
    "web.work_day_page",
    "web.calendar_link",
)
"""The modules of `handlers` that have ROUTES, FORMS, VIEWS, MAKERS, JOBS or PAGES."""

T = TypeVar("T", bound=Route)


class Table:
    """All routes, by what finds them. Two routes under one name are an error at start."""

    def __init__(
        self,
        routes: Iterable[Route],
        forms: Iterable[Form],
        views: dict[str, View],
        makers: dict[str, Maker],
        jobs: Iterable[Job],
        pages: Iterable[Page] = (),
    ) -> None:
        routes = list(routes)
        self.commands = _by(routes, Command, "name")
        self.presses = _by(routes, Press, "name")
        self.replies = _by(routes, Reply, "subject")
        self.links = _by(routes, Link, "prefix")
        self.events = _by(routes, Event, "kind")
        self.plains = sorted((r for r in routes if isinstance(r, Plain)), key=lambda r: r.order)
        self.views = views
        self.makers = makers
        self.jobs = list(jobs)
        self.pages = {page.name: page for page in pages}
        self._forms: dict[str, Form] = {}
        for form in forms:
            if form.name in self._forms:
                raise ValueError(f"two forms are named {form.name}")
            self._forms[form.name] = form

    def form(self, name: str) -> Form:
        """Return a form by its name."""
        return self._forms[name]

    @property
    def form_names(self) -> list[str]:
        """The names of all forms."""
        return sorted(self._forms)

    def link(self, payload: str) -> tuple[Link, str] | None:
        """Return the link of a deep-link payload, and what follows its prefix."""
        prefix, _, rest = payload.partition("-")
        found = self.links.get(prefix)
        return (found, rest) if found else None


def _by(routes: Iterable[Route], kind: type[T], name: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for route in routes:
        if isinstance(route, kind):
            key = getattr(route, name)
            if key in found:
                raise ValueError(f"two routes of kind {kind.__name__} are named {key}")
            found[key] = route
    return found


@cache
def table() -> Table:
    """Gather the table from all conversations, once."""
    modules = [import_module(f"handlers.{name}") for name in CONVERSATIONS]
    return Table(
        routes=[route for module in modules for route in getattr(module, "ROUTES", ())],
        forms=[form for module in modules for form in getattr(module, "FORMS", ())],
        views=_merged(modules, "VIEWS"),
        makers=_merged(modules, "MAKERS"),
        jobs=[job for module in modules for job in getattr(module, "JOBS", ())],
        pages=[page for module in modules for page in getattr(module, "PAGES", ())],
    )


def _merged(modules: list[ModuleType], attribute: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in modules:
        for name, entry in getattr(module, attribute, {}).items():
            if name in found:
                raise ValueError(f"{attribute}: two are named {name}")
            found[name] = entry
    return found
