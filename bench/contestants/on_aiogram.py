"""A plain bot on aiogram 3, default settings: it answers each press with a toast and an edited card."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

dispatcher = Dispatcher()


@dispatcher.callback_query()
async def joined(query: CallbackQuery) -> None:
    """The button «Je participe»."""
    await query.answer("C’est noté : vous avez une place.")
    assert isinstance(query.message, Message)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Me désister", callback_data="leave")]])
    await query.message.edit_text(
        "<b>Remplissage des murs</b>\n\nsamedi 14 mars 2027, de 9 h à 17 h\nPlaces : 5 libres sur 6",
        parse_mode="HTML",
        reply_markup=keyboard,
    )


async def main(url: str, token: str) -> None:
    """Poll until ended."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
