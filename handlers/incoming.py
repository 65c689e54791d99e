"""Reading an update: of each message only what we use, so that nothing else in it can keep someone from an answer.

Telegram adds fields all the time, and python-telegram-bot refuses a whole update for one part it cannot read.
"""

from __future__ import annotations

from typing import Any

import structlog
from telegram import Update

log = structlog.get_logger()

_HEAD = ("message_id", "from", "chat", "sender_chat", "via_bot", "migrate_to_chat_id")
_SOMEONE = {"type": "hidden_user", "date": 0, "sender_user_name": ""}
"""That a message was forwarded is all we use of where it came from."""
_WORDS = (*_HEAD, "text", "caption")
_WHOLE = (
    *_WORDS, "entities", "caption_entities", "photo", "document", "location", "contact", "voice", "audio", "video",
    "video_note", "animation", "sticker", "poll", "dice",
)  # fmt: skip
_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError)


def read(raw: dict[str, Any]) -> Update | None:
    """Return an update with what we use of it, its words alone where the rest cannot be read, or None."""
    for fields in (_WHOLE, _WORDS):
        try:
            return Update.de_json(_reduced(raw, fields), None)
        except _UNREADABLE as error:
            log.warning("an update cannot be read", update=raw.get("update_id"), why=type(error).__name__)
    return None


def kind(raw: dict[str, Any]) -> str:
    """Return what an update is: the name of its field."""
    return next((name for name in raw if name != "update_id"), "")


def _reduced(raw: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    reduced = dict(raw)
    if "message" in raw:
        reduced["message"] = _message(raw["message"], fields)
    query = raw.get("callback_query")
    if query and query.get("message"):
        reduced["callback_query"] = {**query, "message": _pressed(query["message"])}
    for name in ("inline_query", "chosen_inline_result"):
        if name in raw:
            reduced[name] = {key: value for key, value in raw[name].items() if key != "location"}
    return reduced


def _message(sent: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: sent[name] for name in fields if name in sent}
    if sent.get("reply_to_message"):
        kept["reply_to_message"] = _answered(sent["reply_to_message"])
    if sent.get("forward_origin"):
        kept["forward_origin"] = _SOMEONE
    return {**kept, "date": 0}


def _pressed(shown: dict[str, Any]) -> dict[str, Any]:
    """Where the button is: text and buttons are ours, nobody reads them. What it replies to is someone's words."""
    answered = shown.get("reply_to_message")
    if not answered:
        return _place(shown)
    words = {name: answered[name] for name in ("text", "caption") if name in answered}
    return {**_place(shown), "reply_to_message": {**_place(answered), **words}}


def _answered(sent: dict[str, Any]) -> dict[str, Any]:
    """Which message is answered; if it is a bot's, with what its buttons carry, which tells its matter."""
    author = sent.get("from")
    if not isinstance(author, dict) or author.get("is_bot") is not True:
        return _place(sent)
    shown = sent.get("reply_markup")
    rows = shown.get("inline_keyboard") if isinstance(shown, dict) else None
    keys = [key for row in rows for key in row] if isinstance(rows, list) else []
    carried = [key["callback_data"] for key in keys if isinstance(key.get("callback_data"), str)]
    markup = {"inline_keyboard": [[{"text": "·", "callback_data": one}] for one in carried]}
    return {**_place(sent), "from": {"id": author["id"], "is_bot": True, "first_name": "·"}, "reply_markup": markup}


def _place(sent: dict[str, Any]) -> dict[str, Any]:
    """Which message it is; when it was written is told by our own records."""
    return {"message_id": sent["message_id"], "chat": sent["chat"], "date": 1}
