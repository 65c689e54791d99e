"""The bot as a process of its own, which can be killed as a power cut would."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.local_telegram import LocalTelegram


class BotProcess:
    """`coopter run` on a local Telegram of the test's own process, following its clock."""

    def __init__(self, telegram: LocalTelegram, data: Path) -> None:
        self._telegram = telegram
        self._data = data
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; what is sent to it meanwhile waits at the local Telegram."""
        given = {
            "COOPTER_TOKEN": self._telegram.token,
            "COOPTER_DATA": str(self._data),
            "COOPTER_TELEGRAM_URL": self._telegram.url,
            "COOPTER_CLOCK_URL": f"{self._telegram.url}/control/clock",
        }
        with (self._data / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=os.environ | given, cwd=self._data, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        assert self._process is not None
        assert self._process.returncode is None, f"the bot stopped by itself: {self._data / 'bot.log'}"
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def kill_and_start(self) -> None:
        """A power cut, and the machine is back."""
        await self.kill()
        await self.start()
