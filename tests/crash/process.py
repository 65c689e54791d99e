"""`coopter run` as a process of its own, which can be killed at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import deque
from pathlib import Path

from bot.local_telegram import LocalTelegram

ROOT = Path(__file__).parents[2]


class BotProcess:
    """The bot on a data folder; what it says on standard error is kept, newest last."""

    def __init__(
        self, telegram: LocalTelegram, data: Path, token: str = "", module: str = "bot", **settings: str
    ) -> None:
        """`module`: another program to run; `settings`: more of the environment, without prefix (`web_port="0"`)."""
        self.data = data
        self.said: deque[str] = deque(maxlen=200)
        self._command = [sys.executable, "-m", module, *(["run"] if module == "bot" else [])]
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COOPTER_")},
            "COOPTER_TOKEN": token or telegram.token,
            "COOPTER_TELEGRAM_URL": telegram.url,
            "COOPTER_CLOCK_URL": f"{telegram.url}/control/clock",
            "COOPTER_DATA": str(data),
            "PYTHONPATH": str(ROOT),
            **{f"COOPTER_{name.upper()}": value for name, value in settings.items()},
        }
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._serving = asyncio.Event()

    async def start(self, *wrapper: str, user: int | None = None) -> None:
        """Start the process, and return at once; `wrapper` is a command that runs it, `user` who owns it."""
        self._serving.clear()
        self._process = await asyncio.create_subprocess_exec(
            *wrapper, *self._command, env=self._environment, cwd=self.data.parent, stderr=asyncio.subprocess.PIPE,
            user=user,
        )  # fmt: skip
        self._listening = asyncio.create_task(self._listen(self._process))

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.said.append(line.decode(errors="replace").rstrip())
            if '"event": "serving"' in self.said[-1]:
                self._serving.set()

    async def serves(self, seconds: float = 30) -> None:
        """Wait until the bot serves; AssertionError, with what it said, when it ends or takes longer."""
        assert self._listening is not None
        serving = asyncio.ensure_future(self._serving.wait())
        await asyncio.wait([serving, self._listening], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        serving.cancel()
        if not self._serving.is_set():
            raise AssertionError("the bot does not serve. It said:\n" + "\n".join(self.said))

    async def kill(self) -> None:
        """End it with SIGKILL, whatever it is doing."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self.ends()

    async def stop(self) -> int:
        """End it as an operator does; return its exit status."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        return (await self.ends())[0]

    async def ends(self, seconds: float = 30) -> tuple[int, str]:
        """Wait for its end; return its exit status and the last line it said."""
        assert self._process is not None
        assert self._listening is not None
        async with asyncio.timeout(seconds):
            status = await self._process.wait()
            await self._listening
        return status, self.said[-1] if self.said else ""

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None
