"""The cooperative's choices: numbers and texts it may change, each with a default that DOMAIN gives."""

from __future__ import annotations

import json
from datetime import date, time

from storage.recalling import recalled
from storage.records import Frozen
from storage.store import Unit


class Choices(Frozen):
    """What the cooperative decided. Durations are in the unit that the name tells."""

    cooperative_name: str = "Coop’Ter"
    group_language: str = "fr"  # what groups and shared cards read
    helpers_per_supervisor: int = 6
    helpers_per_supervisor_risky: int = 4
    max_work_day_sessions: int = 14
    gate_points: tuple[str, ...] = (
        "supervisor", "host", "insurance", "work_allowed", "permit", "materials", "equipment", "helpers",
        "meal", "access", "toilets",
    )  # fmt: skip
    seat_points: tuple[str, ...] = ("charter", "membership", "emergency_contact", "consent")
    reserved_works: tuple[str, ...] = ("live_electricity", "gas", "load_bearing", "asbestos")
    disturbing_works: tuple[str, ...] = (  # they open walls, roofs or floors: asbestos and lead are asked about
        "demolition", "roofing", "facade", "cladding", "flooring", "partition", "windows", "insulation", "plaster",
    )  # fmt: skip
    open_works: tuple[str, ...] = ("handling", "clearing", "garden", "other")  # any supervisor may lead them
    asbestos_before: date = date(1997, 7, 1)  # building permits before this day
    lead_before_year: int = 1949
    address_hours_before: int = 72
    supervisor_wave: int = 20  # so many are asked at once to lead a session, the nearest first
    supervisor_first_hours: int = 12  # which the coach, and then each wave, has before others are asked
    supervisor_soon_hours: int = 1  # as above, for a session that is near
    supervisor_wait_hours: int = 48  # then a coordinator is told
    offer_hours: int = 12
    offer_share: int = 3  # at most one part in so many of the waking time that is left
    offer_shortest_minutes: int = 30
    hold_minutes: int = 60
    max_held_seats_per_session: int = 2
    relay_hours: int = 12  # then who was asked to pass something on is asked again
    import_lines: int = 2000  # as many lines may stand in one list of people
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    briefing_words: str = ""  # the cooperative's own words, after those of the safety briefing
    incident_words: str = ""  # what to do after an incident, in the cooperative's words, in place of ours
    numbers_from: time = time(18, 0)  # the evening before: numbers of those who agreed are shared until the end
    digest_at: time = time(8, 0)  # when coaches and coordinators read what waits for them
    invitation_days: int = 7
    group_approval_days: int = 7  # then the bot leaves a group that no coordinator approved
    form_days: int = 7
    visit_minutes: int = 90
    travel_margin_minutes: int = 30
    charter_version: int = 1  # its text: welcome/_charter_v<n>.j2 of each language; raised, everyone is asked again
    notice_version: int = 1
    charter_news: str = ""  # what the newest charter changes, in a sentence
    notice_news: str = ""
    season_starts_month: int = 9
    works_days_per_week: int = 2  # how many days a week a household works, alone or with helpers
    frost_from_month: int = 11  # from the first of this month
    frost_until_month: int = 4  # until the first of this one
    contingency_percent: int = 10  # added to the costs of a financing plan for what nobody foresees
    paid_broadcasts: bool = False
    left_account_days: int = 365  # then the account of who left is erased
    message_days: int = 365  # what a message of ours was about: so long a reply to it is understood
    words_days: int = 1095  # what people wrote to each other
    trail_days: int = 1095  # who changed what
    register_years: int = 10  # attendance, incidents, the fund: as the law and the insurer ask
    owed_days_before: tuple[int, int] = (7, 3)  # who owes something for a session is asked, and asked again
    still_days_before: int = 3  # «are you still coming?»; the day after once more
    decide_days_before: int = 2  # household and supervisor decide of a session that is not complete
    call_days_before: int = 3  # from then on people near by are called where helpers are lacking
    call_most: int = 50  # people called for one session
    min_helpers: int = 0  # proposed where a household says nothing; 0: none
    paper_warning_days: int = 30  # a paper's end is told so long before
    consent_months: int = 12  # a guardian is asked again after


@recalled
async def load(unit: Unit) -> Choices:
    """Return the choices in force; a stored value that no longer reads stands at its default."""
    rows = await unit.all("SELECT name, value FROM choices")
    known = {row["name"]: json.loads(row["value"]) for row in rows if row["name"] in Choices.model_fields}
    return Choices.model_validate(known) if known else DEFAULTS


DEFAULTS = Choices()


async def choose(unit: Unit, name: str, value: object) -> None:
    """Set one choice (a JSON value); raise ValueError when it is unknown or unusable."""
    if name not in Choices.model_fields:
        raise ValueError(f"unknown choice: {name}")
    Choices.model_validate({name: value})
    await unit.run(
        "INSERT INTO choices (name, value, changed_at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        (name, json.dumps(value), unit.now),
    )
    for job in (job for job, names in _CLOCKED.items() if name in names):
        await unit.run("UPDATE session_dues SET due_at = '' WHERE job = ?", (job,))  # looked at anew, in portions


_CLOCKED = {
    "addresses": ("address_hours_before",),
    "supervisors": ("supervisor_first_hours", "supervisor_soon_hours", "supervisor_wait_hours", "supervisor_wave"),
    "offers": ("helpers_per_supervisor", "helpers_per_supervisor_risky"),
}
"""Jobs of the clock whose moments follow from a choice."""


async def remembered(unit: Unit, name: str) -> str | None:
    """Return something the program noted of itself."""
    value: str | None = await unit.value("SELECT value FROM memory WHERE name = ?", (name,))
    return value


async def remembered_names(unit: Unit, prefix: str) -> list[str]:
    """Return the names under which something was noted that begin so."""
    rows = await unit.all("SELECT name FROM memory WHERE name >= ? AND name < ?", (prefix, prefix + "\uffff"))
    return [row["name"] for row in rows]


async def note(unit: Unit, name: str, value: str) -> None:
    """Note something of the program itself."""
    await unit.run(
        "INSERT INTO memory (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
