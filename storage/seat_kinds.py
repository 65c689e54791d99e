"""Kinds of seats: building, and helping otherwise than by carrying."""

from __future__ import annotations

from enum import StrEnum


class SeatKind(StrEnum):
    """What a seat is for. Only builders count for the supervisor's ceiling and the gate's «helpers»."""

    BUILDING = "building"
    COOKING = "cooking"
    WELCOMING = "welcoming"
    CHILD_MINDING = "child_minding"


KINDS = tuple(SeatKind)
"""Kinds by number: what callback data says of them."""
OTHERWISE = KINDS[1:]
"""The kinds without carrying; each is a column of `sessions`."""


def numbered(number: int) -> SeatKind | None:
    """Return the kind of a number of callback data; None for one that is none of ours."""
    return KINDS[number] if 0 <= number < len(KINDS) else None
