"""What drivers hand to tests: messages, presses and toasts as a person sees them."""

from dataclasses import dataclass

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.entities.rendering import rendered
from bot.local_telegram.markup import button_kind
from bot.local_telegram.media import carried
from bot.local_telegram.posting import kind_of
from bot.local_telegram.state import State
from bot.local_telegram.views import display_name, shown_text


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: ``kind`` is callback, url, switch_inline, …"""

    text: str
    kind: str
    data: str | None = None
    url: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press; without text it only ends the waiting."""

    text: str
    alert: bool = False
    url: str | None = None
    query_id: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A press: ``query_id`` of the callback, or ``url`` or ``query`` of a button that opens something."""

    kind: str
    query_id: str = ""
    url: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SeenMessage:
    """A message as it was when it was seen; ``now`` is what it has become. Equal when it is the same message."""

    state: State
    message: Message
    payload: Json

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SeenMessage) and self.message is other.message

    def __hash__(self) -> int:
        return id(self.message)

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def chat(self) -> Chat:
        return self.message.chat

    @property
    def kind(self) -> str:
        """text, photo, document, …, service"""
        return kind_of(self.payload)

    @property
    def text(self) -> str:
        """The text or caption, without formatting."""
        return shown_text(self.payload, self.kind)[0]

    @property
    def entities(self) -> list[Json]:
        return shown_text(self.payload, self.kind)[1]

    @property
    def html(self) -> str:
        return rendered(*shown_text(self.payload, self.kind))

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard."""
        markup = self.payload.get("reply_markup") or {}
        return [[_button(button) for button in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]

    @property
    def urls(self) -> list[str]:
        """Addresses behind buttons and links."""
        links = [entity["url"] for entity in self.entities if entity["type"] == "text_link"]
        return [button.url for button in self.buttons if button.url] + links

    @property
    def edited(self) -> bool:
        return "edit_date" in self.payload

    @property
    def deleted(self) -> bool:
        """Whether it is gone by now."""
        return self.message.deleted

    @property
    def author(self) -> str:
        return display_name(self.payload.get("sender_chat") or self.payload["from"])

    @property
    def file(self) -> bytes | None:
        """The bytes of its file."""
        found = carried(self.payload)
        return self.state.files.read(found[1]["file_unique_id"]) if found else None

    @property
    def file_name(self) -> str | None:
        found = carried(self.payload)
        return self.state.files.known[found[1]["file_unique_id"]].name if found else None

    @property
    def reply_to(self) -> int | None:
        """The number of the message it answers to."""
        replied = self.payload.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def inline_id(self) -> str | None:
        return self.message.inline_id

    @property
    def now(self) -> "SeenMessage":
        """The same message as it is now."""
        return SeenMessage(self.state, self.message, self.message.payload)

    def __str__(self) -> str:
        labels = " ".join(f"[{label}]" for label in self.labels)
        shown = self.text or f"({self.kind})"
        return f"{self.author}: {shown} {labels}".rstrip()


def _button(button: Json) -> Button:
    chosen = button.get("switch_inline_query_chosen_chat", {}).get("query")
    query = button.get("switch_inline_query", button.get("switch_inline_query_current_chat", chosen))
    return Button(button["text"], button_kind(button), button.get("callback_data"), button.get("url"), query)
