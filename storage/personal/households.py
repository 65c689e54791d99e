"""Households, their houses and papers, what they ask to be looked at, and the files that go with it."""

from __future__ import annotations

from storage.personal_data import NOBODY, Erasure, Purpose, Retention, Table, held, links, plain

_DELETE = (Purpose.FOLLOWING, Retention.HOUSEHOLD, Erasure.DELETE)
_EMPTY = (Purpose.FOLLOWING, Retention.HOUSEHOLD, Erasure.EMPTY)
_FIGURES = (Purpose.FOLLOWING, Retention.FIGURES, Erasure.ANONYMOUS)
_THEIR_DIAGNOSTICS = "diagnostic_id IN (SELECT id FROM diagnostics WHERE household_id = :id)"

TABLES = {
    "households": Table(
        held("name", *_EMPTY, empty=NOBODY)
        | held("project", *_EMPTY)
        | held("state created_at", *_FIGURES)
        | links("coach_id asked_by"),
        plain("id cohort_id"),
        household="id = :id",
    ),
    "household_members": Table(
        held("household_id", *_DELETE) | held("person_id", *_DELETE, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "cohorts": Table({}, plain("id name starts_on")),
    "houses": Table(
        held("commune address access built_year permit_on asbestos_cleared lead_cleared", *_DELETE),
        plain("household_id"),
        household="household_id = :id",
    ),
    "papers": Table(
        held("kind valid_from valid_until given_at replaced_at", *_DELETE)
        | held("file_id", *_DELETE, exported=False)
        | links("given_by"),
        plain("id household_id reminded_at"),
        household="household_id = :id",
        file="file_id",
    ),
    "files": Table(
        held("name media_type size created_at", Purpose.FOLLOWING, Retention.HOUSEHOLD, Erasure.DELETE)
        | held("owner_id path telegram_file_id", *_DELETE, exported=False),
        plain("id bot_id state attempts"),
        person="owner_id = :id",
    ),
    "diagnostics": Table(
        held("need state created_at updated_at", *_FIGURES)
        | held("intake", *_EMPTY, empty="{}")
        | held("wishes", *_EMPTY, empty="[]")
        | held("why", *_EMPTY)
        | links("asked_by coach_id"),
        plain("id household_id"),
        household="household_id = :id",
    ),
    "diagnostic_files": Table(
        held("diagnostic_id file_id", *_DELETE, exported=False),
        plain(""),
        household=_THEIR_DIAGNOSTICS,
        file="file_id",
    ),
    "availabilities": Table(
        held("starts_at ends_at state", Purpose.ORGANISING, Retention.ACCOUNT, Erasure.DELETE)
        | held("coach_id", Purpose.ORGANISING, Retention.ACCOUNT, Erasure.DELETE, exported=False),
        plain("id"),
        person="coach_id = :id",
    ),
    "appointments": Table(
        held("starts_at ends_at state proposed_by created_at decided_at", *_FIGURES) | links("coach_id"),
        plain("id diagnostic_id version reminded asked_about"),
        household=_THEIR_DIAGNOSTICS,
    ),
    "opinions": Table(
        held("text", *_EMPTY, empty="")
        | held("file_id", *_EMPTY, exported=False)
        | held("state valid_until created_at delivered_at", *_FIGURES)
        | links("author_id entered_by"),
        plain("id diagnostic_id"),
        household=_THEIR_DIAGNOSTICS,
        file="file_id",
    ),
}  # fmt: skip
