"""What was understood of a volunteer's answer."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Intent = Literal[
    "coming", "not_coming", "late", "early_leave", "companion", "question", "thanks", "later", "unsure", "other"
]
Topic = Literal[
    "place",
    "time",
    "what_to_bring",
    "supervisor",
    "meal",
    "parking",
    "carpool",
    "who_comes",
    "weather",
    "contact",
    "work",
    "duration",
    "minors",
    "other",
]


class Reply(BaseModel):
    """The meaning of an answer; whatever changes something is confirmed with a button before it does.

    `late`, `early_leave` and `companion` all say that the person comes. `time` is when they arrive (or leave, with
    `early_leave`), `until` when they leave, in Paris; `minutes` is the delay they announce; `people` counts the
    writer too. `topic` tells what is asked, also beside another intent («oui, c’est où ?»). `dates` are the days
    accepted or, with `not_coming`, declined, and `date` is the only one of them. `conflict`: the day or the hour named
    is not the one in question. `likely` is what an `unsure` answer leans to. `sure` is false where a reader would
    hesitate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: Intent
    sure: bool = True
    time: dt.time | None = None
    until: dt.time | None = None
    minutes: int | None = None
    people: int | None = None
    topic: Topic | None = None
    date: dt.date | None = None
    dates: tuple[dt.date, ...] = ()
    conflict: bool = False
    likely: Intent | None = None
