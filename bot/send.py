"""One message to Telegram, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api import Api
from bot.inline import results
from bot.prepare import Outgoing
from bot.request import BrokenConnectionError, NotSentError
from bot.split import split
from handlers.routing import Made
from storage.outbox import IN_PLACE, Button

NO_PREVIEW = {"is_disabled": True}
CAPTION_LIMIT = 1024

State = Literal["delivered", "dropped", "failed", "unreachable", "wait", "again", "migrated", "halt"]


@dataclass(frozen=True)
class Outcome:
    """What became of a row.

    `seconds`: how long to wait where it stays; `cost`: what an attempt of which nobody knows whether it was sent takes
    from the patience with this message; `chat`: the new id of a group that moved.
    """

    state: State
    message_id: int | None = None
    error: str | None = None
    seconds: float = 0.0
    cost: int = 0
    chat: int | None = None
    file_id: str | None = None


async def send(api: Api, data: Path, out: Outgoing, *, paid: bool = False) -> Outcome:
    """Send a prepared row (`paid`: past the free limit); every error Telegram can answer becomes an outcome."""
    try:
        if out.row.kind == "say":
            return await _say(api, data, out, paid=paid)
        return await _BY_KIND[out.row.kind](api, data, out)
    except TelegramError as error:
        return outcome(error, out.row.attempts)


PATIENCE = 60
"""The cost at which a message is given up: sixty refusals of a server in trouble (an hour), or six attempts that may
each have arrived, of which each may show the message once more."""
REFUSED, PERHAPS_SENT = 1, 10
LONGEST_PAUSE = 60.0  # seconds between two attempts


def outcome(error: TelegramError, spent: int = 0) -> Outcome:
    """Say what an error of Telegram means for a message; `spent`: the cost of its attempts so far."""
    text = str(error)
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        return Outcome("wait", error=text, seconds=seconds if isinstance(seconds, int) else seconds.total_seconds())
    if isinstance(error, ChatMigrated):
        return Outcome("migrated", error=text, chat=error.new_chat_id)
    if isinstance(error, InvalidToken):
        return Outcome("halt", error=text, cost=PERHAPS_SENT)
    if isinstance(error, Forbidden):
        return Outcome("unreachable", error=_UNREACHABLE.sub("", text).strip())
    if isinstance(error, BadRequest):
        return _bad_request(text.lower())
    if isinstance(error, NotSentError):
        return Outcome("wait", error=text, seconds=1.0)
    if isinstance(error, NetworkError):
        cost = PERHAPS_SENT if isinstance(error, TimedOut | BrokenConnectionError) else REFUSED
        return Outcome("again", error=text, seconds=min(2.0 * 2 ** min(spent // cost, 9), LONGEST_PAUSE), cost=cost)
    return Outcome("failed", error=text)


_UNREACHABLE = re.compile(r"^forbidden: ?", re.IGNORECASE)


def _bad_request(text: str) -> Outcome:
    if "not modified" in text:
        return Outcome("delivered")
    if "chat not found" in text or "user not found" in text or "peer_id_invalid" in text:
        return Outcome("unreachable", error=text)
    if "query is too old" in text or "query id is invalid" in text:
        return Outcome("dropped", error=text)
    return Outcome("failed", error=text)


async def _say(api: Api, data: Path, out: Outgoing, *, paid: bool = False) -> Outcome:
    text = out.text()
    upload = _upload(api, data, out)
    whole = {
        "chat_id": out.row.chat_id,
        "parse_mode": "HTML",
        "reply_markup": keyboard(api, out),
        "protect_content": out.message.protect or None,
        "reply_parameters": _reply(out.row.reply_to),
        "allow_paid_broadcast": paid or None,
    }
    if upload is None:
        *first, last = split(text)
        await _parts(api, out, first)
        return _sent(await api.call("sendMessage", text=last, link_preview_options=NO_PREVIEW, **whole))
    too_long = len(text) > CAPTION_LIMIT
    if too_long:
        await _parts(api, out, split(text))
    whole["caption"] = None if too_long else text or None
    if out.message.attachment is not None and out.message.attachment.kind == "photo":
        return _sent(await api.call("sendPhoto", photo=upload, **whole))
    return _sent(await api.call("sendDocument", document=upload, **whole))


async def _parts(api: Api, out: Outgoing, parts: list[str]) -> None:
    """What goes before the message that has the buttons."""
    for part in parts:
        await api.call(
            "sendMessage", chat_id=out.row.chat_id, text=part, parse_mode="HTML", link_preview_options=NO_PREVIEW
        )


def _reply(to: int | None) -> dict[str, Any] | None:
    return {"message_id": to, "allow_sending_without_reply": True} if to else None


def _sent(message: dict[str, Any]) -> Outcome:
    file = message.get("document") or (message.get("photo") or [{}])[-1]
    return Outcome("delivered", message_id=message["message_id"], file_id=file.get("file_id"))


def _upload(api: Api, data: Path, out: Outgoing) -> str | InputFile | None:
    if isinstance(out.made, Made):
        return InputFile(out.made.content, filename=out.made.filename)
    if out.file is None:
        return None
    if out.file.telegram_file_id and out.file.bot_id == api.bot.id:
        return out.file.telegram_file_id
    if out.file.path is None:
        raise BadRequest("the file was never fetched")
    return InputFile((data / out.file.path).read_bytes(), filename=out.file.name)


NO_LONGER_EDITABLE = ("message to edit not found", "message can't be edited", "there is no text in the message")


async def _edit(api: Api, data: Path, out: Outgoing) -> Outcome:
    """Edit in place; a message that cannot be edited any more is replaced by a new one, unless it was to be emptied."""
    text = out.text()
    if out.message.attachment is not None or len(split(text)) > 1 or out.row.target is None:
        return await _say(api, data, out)
    if _asks_for_keys(out):
        return await _say(api, data, out)
    target = int(out.row.target)
    try:
        await api.call(
            "editMessageText", chat_id=out.row.chat_id, message_id=target, text=text, parse_mode="HTML",
            reply_markup=keyboard(api, out), link_preview_options=NO_PREVIEW,
        )  # fmt: skip
    except BadRequest as error:
        if any(words in str(error).lower() for words in NO_LONGER_EDITABLE):
            if out.message.context.get(IN_PLACE):
                return Outcome("dropped", error="no longer editable")
            return await _say(api, data, out)
        if "not modified" not in str(error).lower():
            raise
    return Outcome("delivered", message_id=target)


async def _toast(api: Api, data: Path, out: Outgoing) -> Outcome:
    link = out.message.context.get("_link")
    await api.call(
        "answerCallbackQuery",
        callback_query_id=out.row.target or "",
        text=out.plain()[:200] or None,
        show_alert=out.message.context.get("_alert") or None,
        url=f"https://t.me/{api.bot.username}?start={link}" if link else None,
    )
    return Outcome("delivered")


async def _inline(api: Api, data: Path, out: Outgoing) -> Outcome:
    found = results(out, partial(inline_keyboard, api))
    await api.call(
        "answerInlineQuery", inline_query_id=out.row.target or "", results=found, cache_time=0, is_personal=True
    )
    return Outcome("delivered")


async def _erase(api: Api, data: Path, out: Outgoing) -> Outcome:
    """Delete a message; one that is gone, or too old to be deleted, stays as it is."""
    try:
        await api.call("deleteMessage", chat_id=out.row.chat_id, message_id=int(out.row.target or 0))
    except BadRequest as error:
        return Outcome("dropped", error=str(error))
    return Outcome("delivered")


_BY_KIND = {"edit": _edit, "toast": _toast, "inline": _inline, "erase": _erase}


def _asks_for_keys(out: Outgoing) -> bool:
    """Whether the buttons are those of a keyboard below the chat: a message with one cannot be edited."""
    return any(button.contact or button.location for row in out.message.keyboard for button in row)


def keyboard(api: Api, out: Outgoing) -> dict[str, Any] | None:
    """Build the buttons below a message, or None."""
    if not _asks_for_keys(out):
        return inline_keyboard(api, out, out.message.keyboard)
    keys = [
        [
            {
                "text": out.label(key.label, key.context),
                "request_contact": key.contact,
                "request_location": key.location,
            }
            for key in row
        ]
        for row in out.message.keyboard
    ]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}


def inline_keyboard(api: Api, out: Outgoing, rows: tuple[tuple[Button, ...], ...]) -> dict[str, Any] | None:
    """Build the buttons of a message, or None."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(api, out, button) for button in row] for row in rows]}


def _button(api: Api, out: Outgoing, button: Button) -> dict[str, str]:
    text = out.label(button.label, button.context)
    if button.press is not None:
        return {"text": text, "callback_data": button.press}
    if button.share is not None:
        return {"text": text, "switch_inline_query": button.share}
    url = button.url if button.url is not None else f"https://t.me/{api.bot.username}?start={button.link}"
    return {"text": text, "url": url}
