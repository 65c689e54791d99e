"""Events as JSON, for the page and for programs that wait."""

from collections.abc import Iterable, Iterator

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat
from bot.local_telegram.events import Event
from bot.local_telegram.state import State
from bot.local_telegram.views import bot_view, chat_view, group_view, iso, message_view, person_view

WITH_MESSAGE = ("message", "edited", "reaction")


def event_views(state: State, events: Iterable[Event], person: int = 0) -> Iterator[Json]:
    """The events as that person sees them; without a person, as the first of those who see each does."""
    for event in events:
        yield event_view(state, event, person or (event.people[0] if event.people else 0))


def event_view(state: State, event: Event, viewer: int) -> Json:
    """One event. A chat between two people is named as ``viewer`` names it."""
    view: Json = {"seq": event.seq, "at": iso(event.at), "kind": event.kind, "people": list(event.people)}
    chat = event.chat
    if chat is not None:
        view["chat"] = chat.id_for(viewer) if viewer else chat.id
        if viewer and (chat.friend or event.kind == "chat"):
            view["people"] = [viewer]
    if event.kind in WITH_MESSAGE and event.message is not None and event.payload is not None:
        view["message"] = message_view(state, event.message, event.payload, viewer)
    elif event.kind == "deleted":
        view["ids"] = event.data
    elif event.kind == "toast":
        view |= {"chat": view.get("chat"), "toast": {**event.data, "seq": event.seq}}
    elif event.kind == "typing":
        view["action"] = event.data
    elif event.kind == "chat" and chat is not None:
        view["view"] = chat_view(state, chat, viewer) if viewer else None
    else:
        view |= _about(state, event)
    return view


def _about(state: State, event: Event) -> Json:
    data = event.data
    if event.kind == "bot":
        return {"bot": bot_view(state, data)}
    if event.kind == "person":
        return {"person": person_view(state, data)}
    if event.kind == "group" and isinstance(data, Chat):
        return {"group": group_view(data)}
    return {event.kind: data() if callable(data) else data} if data is not None else {}
