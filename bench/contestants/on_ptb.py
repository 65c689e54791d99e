"""A plain bot on python-telegram-bot, default settings: it answers each press with a toast and an edited card."""

from __future__ import annotations

import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes


async def joined(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The button «Je participe»."""
    query = update.callback_query
    assert query is not None
    await query.answer("C’est noté : vous avez une place.")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Me désister", callback_data="leave")]])
    await query.edit_message_text(
        "<b>Remplissage des murs</b>\n\nsamedi 14 mars 2027, de 9 h à 17 h\nPlaces : 5 libres sur 6",
        parse_mode="HTML",
        reply_markup=keyboard,
    )


def main(url: str, token: str) -> None:
    """Poll until ended."""
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(CallbackQueryHandler(joined))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:3])
