"""The questions about a person, asked on arrival, later, or to change one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from handlers.context import Context
from handlers.forms.form import Answers, Choice, Given, Step, Trouble
from handlers.forms.place_step import commune_step
from locales.fr.works import WORKS, read_works

NAME_LENGTH = 60
LIKED_WORKS = (
    "insulation", "plaster", "earth_straw", "hemp_lime", "masonry", "partition", "painting", "tiling", "flooring",
    "timber_frame", "roofing", "joinery", "plumbing", "electricity", "demolition", "garden",
)  # fmt: skip
OTHERWISE = ("cooking", "welcoming", "child_minding")
"""Helping otherwise than by carrying."""


class Profile(BaseModel):
    """What a person says of themselves."""

    name: str | None = None
    commune: str | None = None
    likes: list[str] = []
    notifications: Literal["all", "fewer", "none"] | None = None


async def read_name(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    """Read a name: some letters on one line."""
    name = " ".join(given.text.split())
    if not any(char.isalpha() for char in name) or len(name) > NAME_LENGTH or name.startswith("/"):
        return Trouble("profile/name_unusable", {"length": NAME_LENGTH})
    return name


async def _present_name(ctx: Context, answers: Answers) -> Sequence[Choice]:
    return [Choice(ctx.me.name, "profile.this_name", {"person": ctx.me.name})]


async def _read_likes(ctx: Context, given: Given, answers: Answers) -> list[str] | Trouble:
    """What is typed is added to what is ticked."""
    found = read_works(given.text)
    if not found:
        return Trouble("profile/likes_unusable", {"said": given.text[:60]})
    return list(dict.fromkeys([*(answers.get("likes") or []), *found]))


def _liked(work: str) -> Choice:
    return Choice(work, f"profile.{work}") if work in OTHERWISE else Choice(work, "profile.work", {"work": work})


def work_choices() -> tuple[Choice, ...]:
    """Every kind of work that may be done with helpers, as choices."""
    return tuple(_liked(work.identifier) for work in WORKS.values() if not work.reserved)


NAME = Step("name", "profile/ask_name", read=read_name, choices=_present_name)
COMMUNE = commune_step("profile/ask_commune", optional=True)
LIKES = Step(
    "likes", "profile/ask_likes", read=_read_likes, choices=tuple(_liked(work) for work in (*OTHERWISE, *LIKED_WORKS)),
    many=True, per_line=2,
)  # fmt: skip
NOTIFICATIONS = Step(
    "notifications", "profile/ask_notifications",
    choices=tuple(Choice(kind, f"profile.notifications_{kind}") for kind in ("all", "fewer", "none")),
)  # fmt: skip


def told(given: Profile) -> dict[str, Any]:
    """What the person answered, as fields to change; what was skipped stays as it is."""
    return {name: value for name, value in given.model_dump(exclude_unset=True).items() if value is not None}
