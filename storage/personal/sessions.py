"""Work days, their sessions, who leads them, who comes, and who came."""

from __future__ import annotations

from storage.personal_data import Erasure, Expiry, Purpose, Retention, Table, held, links, plain

_DAY = (Purpose.ORGANISING, Retention.HOUSEHOLD, Erasure.EMPTY)
_FIGURES = (Purpose.ORGANISING, Retention.FIGURES, Erasure.ANONYMOUS)
_REGISTER = (Purpose.SAFETY, Retention.REGISTER, Erasure.LAW)

TABLES = {
    "work_days": Table(
        held("description skills tools", *_DAY, empty="")
        | held("address access equipment toilets", *_DAY)
        | held("commune state created_at", *_FIGURES)
        | links("posted_by"),
        plain(
            "id household_id works meal materials_ready minors risky permit_needed host_present lodging version"
            " min_helpers lot_id"
        ),
        household="household_id = :id",
    ),
    "sessions": Table(
        held("cancelled_why", *_DAY) | held("starts_at ends_at state", *_FIGURES),
        plain("id work_day_id seats cooking welcoming child_minding version next_step_at steps_until"),
        household="work_day_id IN (SELECT id FROM work_days WHERE household_id = :id)",
    ),
    "session_supervisors": Table(
        held("session_id state changed_at", *_FIGURES) | held("person_id", *_FIGURES, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "sign_ups": Table(
        held("session_id kind state rank_at withdrawn_at created_at confirmed_at", *_FIGURES)
        | held("still_asked_at still_again_at", *_FIGURES)
        | held("word", Purpose.ORGANISING, Retention.WORDS, Erasure.EMPTY)
        | held("person_id", *_FIGURES, exported=False)
        | links("brought_by"),
        plain("id offered_until kept_until"),
        person="person_id = :id",
        expiry=Expiry("words_days", "word IS NOT NULL AND withdrawn_at < :before", ("word",)),
    ),
    "session_decisions": Table(
        links("decided_by"),
        plain("session_id version turn decision decided_at done_at"),
    ),
    "helper_calls": Table({}, plain("session_id place after_id opened_at done_at")),
    "helpers_called": Table(
        held("session_id called_at", *_FIGURES) | held("person_id", *_FIGURES, exported=False),
        plain(""),
        person="person_id = :id",
    ),
    "session_dues": Table({}, plain("session_id job due_at")),
    "attendance": Table(
        held("sign_up_id came minutes recorded_at", *_REGISTER) | links("recorded_by"),
        plain(""),
        person="sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = :id)",
    ),
}  # fmt: skip
