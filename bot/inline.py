"""Inline answers: cards offered for sharing in any chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.prepare import Outgoing
from locales import texts
from storage.outbox import Button, Message

Keyboard = Callable[[Outgoing, tuple[tuple[Button, ...], ...]], dict[str, Any] | None]


def results(out: Outgoing, keyboard: Keyboard) -> list[dict[str, Any]]:
    """Turn `context["results"]` into articles: each `{"id", "title": Message, "line": Message, "card": Message}`.

    Title and line are for whoever searches; the card is for the chat it goes to, in `context["language"]`.
    """
    found = []
    posted = replace(out, language=out.message.context["language"])
    for item in out.message.context["results"][:50]:
        title, line, card = (Message.model_validate(item[name]) for name in ("title", "line", "card"))
        article = {
            "type": "article",
            "id": item["id"],
            "title": texts.plain(out.language, title.name, title.context),
            "description": texts.plain(out.language, line.name, line.context),
            "input_message_content": {
                "message_text": texts.render(posted.language, card.name, card.context),
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            },
        }
        buttons = keyboard(posted, card.keyboard)
        found.append({**article, "reply_markup": buttons} if buttons else article)
    return found
