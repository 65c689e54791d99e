"""People who act by script: each does one thing after another and waits for the bot's word before going on.

So at any moment at most one act of each is under way, and the model can say what must be true.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.local_telegram import Person, SeenMessage
from locales import texts
from tests.conftest import MONDAY
from tests.crash.claims import Claims

ENOUGH = texts.label("fr", "forms.enough", {})
PATIENCE = 180.0  # seconds a person waits for an answer, restarts included
WHO = "(SELECT id FROM people WHERE telegram_id = ?)"
STEP = f"SELECT COALESCE(MAX(COALESCE(step, 'summary')), 'none') FROM conversations WHERE person_id = {WHO}"
Act = Callable[[], Awaitable[Any]]


class Actor:
    """Someone with a phone. `live` acts until told that the play is over."""

    def __init__(self, person: Person, claims: Claims, dice: random.Random) -> None:
        self.person = person
        self.claims = claims
        self.dice = dice
        self.over = False
        self.interrupted = 0  # forms that a kill found open
        self.resumed = 0  # of those, forms that went on at the same question
        self._interrupted = False

    async def live(self) -> None:
        """One turn after another."""
        while not self.over:
            await asyncio.sleep(self.dice.uniform(0, 0.15))
            await self.turn()

    async def turn(self) -> None:
        """Do one whole thing."""
        raise NotImplementedError

    def killed(self) -> None:
        """The bot was killed: is this person in the middle of a form?"""
        if self.in_a_form and not self._interrupted:
            self.interrupted += 1
            self._interrupted = True

    @property
    def in_a_form(self) -> bool:
        """Whether a question is open."""
        return False

    async def sees(self, pattern: str) -> SeenMessage:
        """Wait for the bot, however often it is killed meanwhile."""
        return await self.person.sees(pattern, timeout=PATIENCE)

    def _continued(self) -> None:
        """An answer within a form was understood as the answer to its question."""
        self.resumed += self._interrupted
        self._interrupted = False


class Volunteer(Actor):
    """Takes a seat, gives it back, and answers broadcasts, by button and in words."""

    def __init__(self, person: Person, claims: Claims, dice: random.Random, session: int) -> None:
        super().__init__(person, claims, dice)
        self.session = session
        self.seat = claims.about(
            f"seat of {person.name}",
            f"SELECT COUNT(*) FROM sign_ups WHERE person_id = {WHO} AND session_id = ? AND state = 'seated'",
            person.id, session,
        )  # fmt: skip
        self.moves = claims.about(
            f"moves of {person.name}",
            f"SELECT COUNT(*) FROM audit WHERE actor_id = {WHO} AND action = 'sign_up'",
            person.id,
        )
        self.left = claims.about(
            f"departures of {person.name} told",
            "SELECT COUNT(*) FROM outbox WHERE name = 'sign_ups/someone_left' AND json_extract(context, '$.who') = ?",
            person.name,
        )
        self.questions = 0
        self._just_asked = False  # two questions in a row would have the same answer, and a doubled one be mistaken

    async def turn(self) -> None:
        """Join or leave; now and then ask something about the newest broadcast."""
        news = [m for m in self.person.chat.messages if "Nouvelle " in m.text and m.labels]
        if news and self.dice.random() < 0.4:
            await (self._answers if self._just_asked or self.dice.random() < 0.5 else self._asks)(news[-1])
            return
        self._just_asked = False
        if self.claims.answer(self.seat):
            await self._leaves()
        else:
            await self._joins()

    async def _joins(self) -> None:
        async with self.claims.act({self.seat: 1, self.moves: self.claims.answer(self.moves) + 1}):
            await self.person.presses(data=f"1.sojoin.{self.session}", on=self.person.chat.last)
            await self.sees("Une place est à vous")

    async def _leaves(self) -> None:
        changes = {name: self.claims.answer(name) + 1 for name in (self.moves, self.left)}
        async with self.claims.act({self.seat: 0, **changes}):
            await self.person.presses(data=f"1.soleave.{self.session}.1", on=self.person.chat.last)
            await self.sees("votre place du .* est libre")

    async def _asks(self, news: SeenMessage) -> None:
        self.questions += 1
        self._just_asked = True
        words = f"Question {self.questions} de {self.person.name} ?"
        asked = self.claims.about(words, "SELECT COUNT(*) FROM thread_messages WHERE text = ?", words)
        async with self.claims.act({asked: 1, self._answer_to(news): "question"}):
            await self.person.says(words, reply_to=news)
            await self.sees("Transmis à")

    async def _answers(self, news: SeenMessage) -> None:
        choice, label = self.dice.choice((("coming", "Je viens"), ("not_coming", "Je ne peux pas")))
        async with self.claims.act({self._answer_to(news): choice}):
            await self.person.presses(label, on=news)
            await self.person.toast(PATIENCE)

    def _answer_to(self, news: SeenMessage) -> str:
        number = news.text.partition("Nouvelle ")[2].split()[0]
        return self.claims.about(
            f"answer of {self.person.name} to {number}",
            "SELECT answer FROM recipients JOIN broadcasts ON broadcasts.id = broadcast_id"
            f" WHERE person_id = {WHO} AND instr(body, ?)",
            self.person.id, f"Nouvelle {number} ", answer=None,
        )  # fmt: skip


class FormFiller(Actor):
    """Fills a form again and again; a kill in its middle must leave the same question open."""

    form = ""

    def __init__(self, person: Person, claims: Claims, dice: random.Random) -> None:
        super().__init__(person, claims, dice)
        self.step = claims.about(
            f"{self.form} of {person.name}", f"{STEP} AND form = ?", person.id, self.form, answer="none"
        )
        self.filled = 0

    @property
    def in_a_form(self) -> bool:
        """Whether a question is open."""
        return bool(self.claims.answer(self.step) != "none")

    async def goes(self, act: Act, pattern: str, step: str, more: dict[str, Any] | None = None) -> None:
        """Answer, and read the next question (or, at the end, the result)."""
        async with self.claims.act({self.step: step, **(more or {})}):
            await act()
            await self.answered(pattern)
        self._continued()
        await asyncio.sleep(self.dice.uniform(0, 0.1))

    async def answered(self, pattern: str) -> None:
        """Wait for what comes after an answer."""
        await self.sees(pattern)

    def says(self, text: str) -> Act:
        """Say it, when the time has come."""
        return lambda: self.person.says(text)

    def presses(self, label: str) -> Act:
        """Press it, when the time has come."""
        return lambda: self.person.presses(label)


class Host(FormFiller):
    """A household that posts work days with the form."""

    form = "work_day"

    def __init__(self, person: Person, claims: Claims, dice: random.Random) -> None:
        super().__init__(person, claims, dice)
        self.days = claims.about(
            "work days", f"SELECT COUNT(*) FROM work_days WHERE posted_by = {WHO} AND description = ''", person.id
        )

    async def turn(self) -> None:
        """Post one work day."""
        self.filled += 1
        day = MONDAY + timedelta(days=13 + self.filled % 60)
        await self.goes(self.says("/proposer"), "Quel jour", "slots")
        await self.goes(self.says(f"le {day:%d/%m/%Y} de 9h à 17h"), "Quels travaux", "works")
        await self.goes(self.says("isolation"), "Combien de personnes", "seats")
        await self.goes(self.says("4"), "Qu’est-ce qui est déjà vrai", "ready")
        await self.goes(self.presses(ENOUGH), "Et le repas", "meal")
        await self.goes(self.presses("Passer"), "Faut-il aussi de l’aide", "otherwise")
        await self.goes(self.presses("Passer"), "mots", "description")
        await self.goes(self.presses("Passer"), "Voici la carte", "summary")
        posted = {self.days: self.claims.answer(self.days) + 1}
        await self.goes(self.presses("Publier"), "C’est publié", "none", posted)


class Coach(FormFiller):
    """A coach who writes to everybody."""

    form = "broadcast"

    def __init__(self, person: Person, claims: Claims, dice: random.Random, readers: int) -> None:
        super().__init__(person, claims, dice)
        self.readers = readers
        self._card = 0  # the message that becomes the card of the broadcast now confirmed

    async def turn(self) -> None:
        """Send one broadcast; leave time to read."""
        await asyncio.sleep(self.dice.uniform(0, 2.0))
        self.filled += 1
        body = f"Nouvelle {self.filled} de Brigitte"
        await self.goes(self.says("/diffuser"), "À qui écrivez-vous", "audience")
        await self.goes(self.presses("Entraidants"), "Écrivez votre message", "body")
        await self.goes(self.says(body), "Une photo ou un document", "file")
        await self.goes(self.presses("Passer"), "boutons de réponse sous", "with_buttons")
        await self.goes(self.presses("Avec boutons"), "Quand part-il", "when")
        await self.goes(self.presses("Maintenant"), "On envoie", "summary")
        sent = self.claims.about(
            body, "SELECT COUNT(*) FROM recipients JOIN broadcasts ON id = broadcast_id WHERE body = ?", body
        )
        self._card = next(one.id for one in reversed(self.person.chat.messages) if "Envoyer" in one.labels)
        await self.goes(self.presses("Envoyer"), "Diffusion", "none", {sent: self.readers})
        self._card = 0

    async def answered(self, pattern: str) -> None:
        """As for any form; cards of earlier broadcasts change meanwhile, so the last answer is known by its place."""
        seen = await self.sees(pattern)
        while self._card and seen.id != self._card:
            seen = await self.sees(pattern)
