"""Keyboards under and below messages: what Telegram accepts, and what it makes of them."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.entities.links import usable_url
from bot.local_telegram.errors import bad_request

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def inline_keyboard(markup: Json) -> Json | None:
    """The keyboard as the message carries it; None when it has no button. Raises ApiError 400."""
    rows = [row for row in (_row(row) for row in markup["inline_keyboard"]) if row]
    if sum(len(row) for row in rows) > limits.BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _row(row: list[Json]) -> list[Json]:
    if len(row) > limits.BUTTONS_A_ROW:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in row:
        _check(button)
    return row


def _check(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text buttons must be non-empty")
    if not button.keys() & ACTIONS:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None:
        if not data:
            raise bad_request("text buttons are unallowed in the inline keyboard")
        if len(data) > limits.CALLBACK_DATA_BYTES or len(data.encode()) > limits.CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None:
        address = usable_url(url)
        if address is None:
            raise bad_request(
                f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL",
            )
    if "web_app" in button and not button["web_app"].get("url", "").startswith("https://"):
        raise bad_request("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")


def reply_keyboard(markup: Json) -> Json:
    """The keyboard below the text field, checked. Raises ApiError 400."""
    rows = [row for row in markup["keyboard"] if row]
    if not rows:
        raise bad_request("reply markup must have at least one button")
    if any(len(row) > 12 for row in rows) or sum(map(len, rows)) > 300:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise bad_request("keyboard button text must be non-empty")
    return {**markup, "keyboard": rows}


def button_kind(button: Json) -> str:
    """What pressing an inline button does, in the words of the control interface."""
    for field, kind in KINDS.items():
        if field in button:
            return kind
    return "other"


KINDS = {
    "callback_data": "callback",
    "url": "url",
    "switch_inline_query": "switch_inline",
    "switch_inline_query_chosen_chat": "switch_inline",
    "switch_inline_query_current_chat": "switch_inline_here",
    "web_app": "web_app",
    "login_url": "login",
    "copy_text": "copy",
    "pay": "pay",
}


def key_kind(button: Json) -> str:
    """What pressing a button of a reply keyboard sends."""
    for field in ("request_contact", "request_location", "request_poll"):
        if button.get(field):
            return field
    return "other" if button.keys() & {"request_users", "request_chat", "web_app"} else "text"
