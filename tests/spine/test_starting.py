"""The bot receives as soon as it can: what is heavy comes afterwards, and nothing that arrives meanwhile is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bot.app import App
from bot.local_telegram import LocalTelegram
from storage import inbox
from storage.clock import SystemClock

HEAVY = {
    "babel", "bot.deliver", "bot.monitoring", "dateparser", "handlers", "holidays", "icalendar", "jinja2",
    "locales.fr.dates", "prometheus_client", "rapidfuzz",
}  # fmt: skip


def test_nothing_heavy_is_imported_before_the_first_poll() -> None:
    code = "import sys, bot.run, bot.settings; print('\\n'.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(found.stdout.splitlines())


async def test_what_arrives_before_the_bot_is_ready_is_stored_and_answered_later(tmp_path: Path) -> None:
    async with LocalTelegram(flood=None) as telegram:
        app = App(
            telegram.token, tmp_path, SystemClock(), base_url=telegram.base_url, base_file_url=telegram.base_file_url
        )
        await app.receive()
        lea = await telegram.person("Léa")
        await lea.start()
        assert await telegram.idle(), "the update was not confirmed"
        assert len(await app.store.read(inbox.waiting)) == 1
        await app.start()
        serving = asyncio.create_task(app.run())
        await lea.sees("charte")
        serving.cancel()
        await asyncio.wait([serving])
        await app.stop()
