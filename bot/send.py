"""One message to Telegram, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram import Message as Sent
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.inline import results
from bot.prepare import Outgoing
from bot.request import NotSentError
from bot.split import split
from storage.outbox import Button

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
CAPTION_LIMIT = 1024

State = Literal["delivered", "dropped", "failed", "unreachable", "wait", "again", "migrated", "halt"]


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `seconds`: how long to wait where it stays; `chat`: the new id of a group that moved."""

    state: State
    message_id: int | None = None
    error: str | None = None
    seconds: float = 0.0
    chat: int | None = None
    file_id: str | None = None


async def send(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    """Send a prepared row; every error Telegram can answer becomes an outcome."""
    try:
        return await _BY_KIND[out.row.kind](bot, data, out)
    except TelegramError as error:
        return outcome(error)


def outcome(error: TelegramError) -> Outcome:
    """Say what an error of Telegram means for a message."""
    text = str(error)
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        return Outcome("wait", error=text, seconds=seconds if isinstance(seconds, int) else seconds.total_seconds())
    if isinstance(error, ChatMigrated):
        return Outcome("migrated", error=text, chat=error.new_chat_id)
    if isinstance(error, InvalidToken):
        return Outcome("halt", error=text)
    if isinstance(error, Forbidden):
        return Outcome("unreachable", error=_UNREACHABLE.sub("", text).strip())
    if isinstance(error, BadRequest):
        return _bad_request(text.lower())
    if isinstance(error, NotSentError):
        return Outcome("wait", error=text, seconds=1.0)
    if isinstance(error, NetworkError):
        return Outcome("again", error=text, seconds=2.0)
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


async def _say(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    text = out.text()
    upload = _upload(bot, data, out)
    markup = keyboard(bot, out)
    reply = ReplyParameters(out.row.reply_to, allow_sending_without_reply=True) if out.row.reply_to else None
    if upload is None:
        *first, last = split(text)
        for part in first:
            await bot.send_message(out.row.chat_id, part, parse_mode="HTML", link_preview_options=NO_PREVIEW)
        return _sent(
            await bot.send_message(
                out.row.chat_id,
                last,
                parse_mode="HTML",
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
                reply_parameters=reply,
                protect_content=out.message.protect or None,
            )
        )
    too_long = len(text) > CAPTION_LIMIT
    if too_long:
        for part in split(text):
            await bot.send_message(out.row.chat_id, part, parse_mode="HTML", link_preview_options=NO_PREVIEW)
    photo = out.message.attachment is not None and out.message.attachment.kind == "photo"
    sent = await (bot.send_photo if photo else bot.send_document)(
        out.row.chat_id, upload, caption=None if too_long else text or None, parse_mode="HTML", reply_markup=markup,
        reply_parameters=reply, protect_content=out.message.protect or None,
    )  # fmt: skip
    return _sent(sent)


def _sent(message: Sent) -> Outcome:
    file_id = message.document.file_id if message.document else message.photo[-1].file_id if message.photo else None
    return Outcome("delivered", message_id=message.message_id, file_id=file_id)


def _upload(bot: Bot, data: Path, out: Outgoing) -> str | InputFile | None:
    if out.made is not None:
        return InputFile(out.made.content, filename=out.made.filename)
    if out.file is None:
        return None
    if out.file.telegram_file_id and out.file.bot_id == bot.id:
        return out.file.telegram_file_id
    if out.file.path is None:
        raise BadRequest("the file was never fetched")
    return InputFile((data / out.file.path).read_bytes(), filename=out.file.name)


NO_LONGER_EDITABLE = ("message to edit not found", "message can't be edited", "there is no text in the message")


async def _edit(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    """Edit in place; a message that cannot be edited any more is replaced by a new one."""
    text = out.text()
    if out.message.attachment is not None or len(split(text)) > 1 or out.row.target is None:
        return await _say(bot, data, out)
    markup = keyboard(bot, out)
    if isinstance(markup, ReplyKeyboardMarkup):
        return await _say(bot, data, out)
    target = int(out.row.target)
    try:
        await bot.edit_message_text(
            text, out.row.chat_id, target, parse_mode="HTML", reply_markup=markup, link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        if any(words in str(error).lower() for words in NO_LONGER_EDITABLE):
            return await _say(bot, data, out)
        if "not modified" not in str(error).lower():
            raise
    return Outcome("delivered", message_id=target)


async def _toast(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    link = out.message.context.get("_link")
    url = f"https://t.me/{bot.username}?start={link}" if link else None
    text = out.plain() or None
    await bot.answer_callback_query(
        out.row.target or "", text[:200] if text else None, show_alert=out.message.context.get("_alert"), url=url
    )
    return Outcome("delivered")


async def _inline(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    found = results(out, lambda rows: inline_keyboard(bot, out, rows))
    await bot.answer_inline_query(out.row.target or "", found, cache_time=0, is_personal=True)
    return Outcome("delivered")


async def _erase(bot: Bot, data: Path, out: Outgoing) -> Outcome:
    await bot.delete_message(out.row.chat_id, int(out.row.target or 0))
    return Outcome("delivered")


_BY_KIND = {"say": _say, "edit": _edit, "toast": _toast, "inline": _inline, "erase": _erase}


def keyboard(bot: Bot, out: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Build the buttons below a message, or None."""
    rows = out.message.keyboard
    if not rows:
        return None
    if any(button.contact or button.location for row in rows for button in row):
        keys = [
            [
                KeyboardButton(
                    out.label(key.label, key.context), request_contact=key.contact, request_location=key.location
                )
                for key in row
            ]
            for row in rows
        ]
        return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
    return inline_keyboard(bot, out, rows)


def inline_keyboard(bot: Bot, out: Outgoing, rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Build the buttons of a message, or None."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(bot, out, button) for button in row] for row in rows])


def _button(bot: Bot, out: Outgoing, button: Button) -> InlineKeyboardButton:
    text = out.label(button.label, button.context)
    if button.press is not None:
        return InlineKeyboardButton(text, callback_data=button.press)
    if button.share is not None:
        return InlineKeyboardButton(text, switch_inline_query=button.share)
    url = button.url if button.url is not None else f"https://t.me/{bot.username}?start={button.link}"
    return InlineKeyboardButton(text, url=url)
