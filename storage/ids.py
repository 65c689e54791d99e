"""Identifiers: one type each, so that a session is never taken for a person."""

from __future__ import annotations

from typing import NamedTuple, NewType

PersonId = NewType("PersonId", int)
ChatId = NewType("ChatId", int)
MessageId = NewType("MessageId", int)
HouseholdId = NewType("HouseholdId", int)
CohortId = NewType("CohortId", int)
WorkDayId = NewType("WorkDayId", int)
SessionId = NewType("SessionId", int)
SignUpId = NewType("SignUpId", int)
FileId = NewType("FileId", int)
DiagnosticId = NewType("DiagnosticId", int)
AppointmentId = NewType("AppointmentId", int)
BroadcastId = NewType("BroadcastId", int)
ThreadId = NewType("ThreadId", int)
LotId = NewType("LotId", int)
IncidentId = NewType("IncidentId", int)


class Subject(NamedTuple):
    """What a message, a right or an entry of the trail is about: a kind (`session`, `household`, …) and its id."""

    kind: str
    id: int
