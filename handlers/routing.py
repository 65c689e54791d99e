"""What a route is: how a command, a press, a reply or a plain text finds its handler, and with which right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from storage.choices import Choices
from storage.ids import ChatId, Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action
from storage.store import Unit

if TYPE_CHECKING:
    from handlers.context import Context


@dataclass(frozen=True)
class Command:
    """`/name`: `anyone` may call it before the charter; `in_groups` where it makes sense there.

    `always`: a newer charter is not asked about first.
    """

    name: str
    handler: Callable[[Context], Awaitable[None]]
    action: Action = Action.USE
    anyone: bool = False
    in_groups: bool = False
    always: bool = False


@dataclass(frozen=True)
class Press:
    """A button. `subject`: the kind of the matter whose id is the first argument; the right is checked on it.

    Only a route `in_groups` may be pressed in a group: the others show what is for one person only.
    `always`: a newer charter is not asked about first: giving something back, ending messages.
    """

    name: str
    handler: Callable[..., Awaitable[None]]
    action: Action = Action.USE
    subject: str | None = None
    anyone: bool = False
    in_groups: bool = False
    always: bool = False


@dataclass(frozen=True)
class Reply:
    """A text that answers a message of ours about a kind of matter; returns whether it took the text.

    The right is checked on the matter, or on what `right_on` names: it may have gone since the message came.
    """

    subject: str
    handler: Callable[[Context, Subject], Awaitable[bool]]
    action: Action = Action.USE
    right_on: str | None = None
    anyone: bool = False


@dataclass(frozen=True)
class Plain:
    """A text of its own; the first that returns True took it. Lower `order` is asked first.

    `always`: asked before anything else, whatever question is open.
    """

    handler: Callable[[Context], Awaitable[bool]]
    order: int = 50
    always: bool = False


@dataclass(frozen=True)
class Link:
    """A deep link, `t.me/<bot>?start=<prefix>-<rest>`: `handler` follows it, with the rest.

    For someone new it is followed after the charter; `arrive` is called at once (to hold a seat meanwhile).
    """

    prefix: str
    handler: Callable[[Context, str], Awaitable[None]]
    arrive: Callable[[Context, str], Awaitable[None]] | None = None
    action: Action = Action.USE
    anyone: bool = False


@dataclass(frozen=True)
class Event:
    """Another kind of update, by the name of its field: `my_chat_member`, `inline_query`, …"""

    kind: str
    handler: Callable[[Context], Awaitable[None]]


@dataclass(frozen=True)
class Job:
    """Work of the clock: `run` is called on every tick, in a unit of its own, and must be safe to call twice.

    What may be long is done in portions: `run` answers True when more is left, and is called again in a unit of its
    own, so that nobody's tap waits for more than a portion. `next_due` says when it will have something to do (None:
    nothing in sight).
    """

    name: str
    run: Callable[[Unit, Choices], Awaitable[bool | None]]
    next_due: Callable[[Unit, Choices], Awaitable[datetime | None]] | None = None


class Viewer(NamedTuple):
    """Who will read a message: a person, or a group or inline place (person None)."""

    person: Person | None
    chat_id: ChatId | int
    private: bool


class Made(NamedTuple):
    """A file made when it leaves."""

    filename: str
    content: bytes


REDRAWN = "_redrawn"
"""In a view's context when a card that stands in a chat is drawn again: what may no longer be read is emptied then."""


class Sheet(NamedTuple):
    """A sheet, printed when it leaves by a process of its own: `locales/<language>/sheets/<name>.typ`, plain data."""

    filename: str
    language: str
    name: str
    data: dict[str, Any]
    format: Literal["pdf", "png"] = "pdf"


class Shown(NamedTuple):
    """A web page for whoever asks, robots too: nothing personal, and nothing was changed. `links`: label, payload."""

    title: Message
    body: Message
    links: tuple[Button, ...] = ()
    status: int = 200


class Page(NamedTuple):
    """What answers a GET of `/<name>/<rest>`: a page or a file, None where there is nothing.

    It reads only. `private`: `rest` is a token, whoever guesses is slowed down sooner.
    """

    name: str
    handler: Callable[[Unit, Choices, str], Awaitable[Shown | Made | None]]
    private: bool = False


Maker = Callable[[Unit, Viewer, dict[str, Any]], Awaitable[Made | Sheet | None]]
View = Callable[[Unit, Viewer, dict[str, Any]], Awaitable[Message | None]]
Route = Command | Press | Reply | Plain | Link | Event
