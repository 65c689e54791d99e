"""A bot of a few lines over plain HTTP, so that the page is tested and not a library."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp

Json = dict[str, Any]
CARD = "<b>Isolation des combles</b>\nSamedi 14 mars, de 9 h à 12 h 30, à Limours"
BUTTONS = [
    [{"text": "Je participe", "callback_data": "yes"}, {"text": "Complet ?", "callback_data": "alert"}],
    [{"text": "Ouvrir en privé", "url": "https://t.me/coopter_bot?start=private"}],
]


class ScriptedBot:
    """Greets on /start, shows a card on /agenda, a poll on /sondage, a calendar on /ics, repeats the rest."""

    def __init__(self, base: str) -> None:
        self._base = base

    async def run(self) -> None:
        """Poll and answer until cancelled; a server that is away is asked again."""
        async with aiohttp.ClientSession() as self._http:
            offset = 0
            while True:
                try:
                    updates = await self._call("getUpdates", offset=offset, timeout=20)
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(0.05)
                    continue
                for update in updates or []:
                    offset = update["update_id"] + 1
                    await self._handle(update)

    async def _call(self, method: str, **params: Any) -> Any:
        async with self._http.post(f"{self._base}/{method}", json=params) as response:
            return (await response.json()).get("result")

    async def _handle(self, update: Json) -> None:
        if "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "text" in update.get("message", {}):
            await self._said(update["message"])

    async def _pressed(self, query: Json) -> None:
        answer: Json = {"text": "C’est noté."}
        if query["data"] == "alert":
            answer = {"text": "Vous êtes la troisième personne sur la liste.", "show_alert": True}
        await self._call("answerCallbackQuery", callback_query_id=query["id"], **answer)
        if query["data"] == "yes":
            message = query["message"]
            place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            undo = {"inline_keyboard": [[{"text": "Me désister", "callback_data": "no"}]]}
            await self._call(
                "editMessageText", **place, text="<b>Vous participez.</b>", parse_mode="HTML", reply_markup=undo
            )

    async def _said(self, message: Json) -> None:
        text, chat = message["text"], message["chat"]["id"]
        command = text.split("@")[0]
        if command.startswith("/start"):
            await self._call("sendMessage", chat_id=chat, text=f"Bonjour. Commande : {text}")
        elif command == "/agenda":
            markup = {"inline_keyboard": BUTTONS}
            await self._call("sendMessage", chat_id=chat, text=CARD, parse_mode="HTML", reply_markup=markup)
        elif command == "/sondage":
            options = [{"text": "samedi"}, {"text": "dimanche"}]
            await self._call("sendPoll", chat_id=chat, question="Quel jour ?", options=options, is_anonymous=False)
        elif command == "/ics":
            form = aiohttp.FormData({"chat_id": str(chat), "caption": "Pour votre agenda"})
            form.add_field("document", b"BEGIN:VCALENDAR", filename="combles.ics", content_type="text/calendar")
            async with self._http.post(f"{self._base}/sendDocument", data=form):
                pass
        else:
            replied = {"message_id": message["message_id"]}
            await self._call("sendMessage", chat_id=chat, text=f"Reçu : {text}", reply_parameters=replied)
