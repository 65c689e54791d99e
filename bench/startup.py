"""Start to first poll, against `import telegram` alone in the same run; resident memory when idle.

    python bench/startup.py [--runs 5]

Prints one JSON line: first_poll_ms, import_ms, ratio_import (medians), rss_mb, and each run's figures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.local_telegram import LocalTelegram

IDLE_SECONDS = 2.0


def import_ms() -> float:
    """How long a fresh interpreter takes to import python-telegram-bot, its own start left out."""
    code = "import time; t = time.perf_counter(); import telegram; print((time.perf_counter() - t) * 1000)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


async def first_poll_ms(telegram: LocalTelegram, data: Path) -> tuple[float, float]:
    """Start `coopter run` and wait for its first getUpdates; return milliseconds, and megabytes once idle."""
    polled = len([call for call in telegram.calls.log if call.method == "getUpdates"])
    environment = {
        **os.environ, "COOPTER_TOKEN": telegram.token, "COOPTER_DATA": str(data),
        "COOPTER_TELEGRAM_URL": telegram.url,
    }  # fmt: skip
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        while len([call for call in telegram.calls.log if call.method == "getUpdates"]) <= polled:
            await asyncio.sleep(0.002)
        taken = (time.perf_counter() - began) * 1000
        await asyncio.sleep(IDLE_SECONDS)
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return taken, int(resident.split()[1]) / 1024
    finally:
        process.terminate()
        await process.wait()


async def main(runs: int) -> None:
    """Measure both in turn."""
    imports, polls, memory = [], [], []
    async with LocalTelegram(flood=None) as telegram:
        for _ in range(runs):
            imports.append(import_ms())
            with tempfile.TemporaryDirectory() as folder:
                taken, megabytes = await first_poll_ms(telegram, Path(folder))
            polls.append(taken)
            memory.append(megabytes)
    first, alone = statistics.median(polls), statistics.median(imports)
    print(json.dumps({
        "first_poll_ms": round(first, 1), "import_ms": round(alone, 1), "ratio_import": round(first / alone, 2),
        "rss_mb": round(statistics.median(memory), 1), "runs_first_poll_ms": [round(x, 1) for x in polls],
        "runs_import_ms": [round(x, 1) for x in imports],
    }))  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    asyncio.run(main(parser.parse_args().runs))
