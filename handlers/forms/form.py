"""What a form is: its steps, the answers they take, and what cannot be used.

A form is a pydantic model and an ordered list of steps. Each step has a question (a template), a way to read what is
typed or sent, and perhaps choices as buttons. `forms` is the engine that asks them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from handlers.context import Context
from storage.conversations import Conversation

Answers = dict[str, Any]


SEVERAL = 3


@dataclass(frozen=True)
class Choice:
    """An answer offered as a button: a JSON value and the key of its label."""

    value: Any
    label: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trouble:
    """An answer that cannot be used: the template that says what was understood and gives an example.

    `choices` are likely readings, offered as buttons, `per_line` side by side. A `day` in the context was understood:
    what is typed next without one (`lacks_day`) is read with it.
    """

    name: str
    context: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    per_line: int = 1


class Given(NamedTuple):
    """What a person sent: text, or a file, a place, a contact; `kind` says which (see `kinds`)."""

    text: str = ""
    photo: Any = None
    document: Any = None
    location: Any = None
    contact: Any = None
    kind: str = "text"


Reader = Callable[[Context, Given, Answers], Awaitable[Any]]


Chooser = Callable[[Context, Answers], Awaitable[Sequence[Choice]]]


@dataclass(frozen=True)
class Step:
    """One question. `read` returns a JSON value or a Trouble; without it only the choices answer.

    `many`: several choices may be ticked; the answer is a list. `optional`: may be skipped (None).
    `applies`: whether the step is asked at all, given the answers so far. `takes`: the kinds of message it reads.
    `details`: what else the question's template shows.
    `gather`: a message adds to the list instead of ending the step (photos), until «C'est tout».
    `dated`: a day may also be picked from a small calendar; `read` gets it as typed.
    """

    field: str
    question: str
    read: Reader | None = None
    choices: tuple[Choice, ...] | Chooser = ()
    many: bool = False
    gather: bool = False
    dated: bool = False
    optional: bool = False
    per_line: int = 1
    takes: frozenset[str] = frozenset({"text"})
    applies: Callable[[Answers], bool] = lambda _: True
    details: Callable[[Context, Answers], Awaitable[dict[str, Any]]] | None = None


@dataclass(frozen=True)
class Form:
    """A conversation. `done` gets the validated model and what the form was opened for.

    `summary`: the template shown before the last tap; None ends the form at its last answer.
    `check` looks at the whole before it is done: a Trouble keeps the summary open and says why.
    """

    name: str
    model: type[BaseModel]
    steps: tuple[Step, ...]
    done: Callable[[Context, Any, dict[str, Any]], Awaitable[None]]
    summary: str | None = None
    summary_context: Callable[[Context, Answers, dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
    check: Callable[[Context, Answers, dict[str, Any]], Awaitable[Trouble | None]] | None = None
    cancelled: Callable[[Context, dict[str, Any]], Awaitable[None]] | None = None
    summary_below: bool = False  # the summary follows what was sent before it, instead of replacing a question
    confirm_label: str = "forms.confirm"
    cancel_label: str = "forms.cancel"
    private: frozenset[str] = frozenset()  # answers that no question repeats: they stay out of queued messages

    def step(self, name: str) -> Step:
        """Return the step of a field."""
        return next(step for step in self.steps if step.field == name)

    def is_long(self, talk: Conversation) -> bool:
        """Whether giving it up would lose something: several answers, or all of them."""
        several = talk.step is None or len(talk.asked) >= SEVERAL
        return several and self.cancel_label == Form.cancel_label
