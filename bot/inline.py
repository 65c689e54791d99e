"""Inline answers: cards offered for sharing in any chat."""

from __future__ import annotations

from collections.abc import Callable

from telegram import InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions

from bot.prepare import Outgoing
from locales import texts
from storage.outbox import Button, Message

Keyboard = Callable[[tuple[tuple[Button, ...], ...]], InlineKeyboardMarkup | None]


def results(out: Outgoing, keyboard: Keyboard) -> list[InlineQueryResultArticle]:
    """Turn `context["results"]` into articles: each `{"id", "title": Message, "line": Message, "card": Message}`."""
    found = []
    for item in out.message.context["results"][:50]:
        title, line, card = (Message.model_validate(item[name]) for name in ("title", "line", "card"))
        content = InputTextMessageContent(
            texts.render(out.language, card.name, card.context),
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        found.append(
            InlineQueryResultArticle(
                item["id"],
                texts.plain(out.language, title.name, title.context),
                content,
                description=texts.plain(out.language, line.name, line.context),
                reply_markup=keyboard(card.keyboard),
            )
        )
    return found
