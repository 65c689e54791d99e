"""From the start of the process to the first question to Telegram, beside the time of importing its library alone.

    python bench/startup.py [--runs 7]

Interleaved: `import telegram` in a fresh process, and `coopter run` on a database that exists, until its first
getUpdates arrives. Then the memory that one bot holds after five idle seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from updates import HERE, TOKEN, ask, bot, rss_mb, server

IDLE_SECONDS = 5.0


def main() -> None:
    """Measure, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="interleaved runs of each")
    given = parser.parse_args()
    imports, polls = [], []
    with tempfile.TemporaryDirectory() as folder:
        first_poll(Path(folder))  # makes the database
        for _ in range(given.runs):
            imports.append(import_alone())
            polls.append(first_poll(Path(folder))[0])
        memory = first_poll(Path(folder), idle=IDLE_SECONDS)[1]
    figures = {
        "first_poll_ms": round(median(polls)),
        "import_ms": round(median(imports)),
        "ratio_import": round(median(polls) / median(imports), 2),
        "rss_mb": round(memory, 1),
        "runs": {"first_poll_ms": [round(one) for one in polls], "import_ms": [round(one) for one in imports]},
    }
    print(json.dumps(figures))


def import_alone() -> float:
    """Milliseconds of a process that imports python-telegram-bot and ends."""
    began = time.time()
    subprocess.run([sys.executable, "-c", "import telegram"], check=True)
    return (time.time() - began) * 1e3


def first_poll(data: Path, idle: float = 0.0) -> tuple[float, float]:
    """Milliseconds from the start of the bot to its first getUpdates, and its megabytes after some idle seconds."""
    with server() as url:
        environment = {
            **os.environ, "COOPTER_TOKEN": TOKEN, "COOPTER_TELEGRAM_URL": url, "COOPTER_DATA": str(data),
        }  # fmt: skip
        began = time.time()
        with bot([sys.executable, "-m", "bot", "run"], cwd=HERE.parent, env=environment) as process:
            moment = float(ask(f"{url}/ready")["first_poll_at"])
            time.sleep(idle)
            return (moment - began) * 1e3, rss_mb(process.pid)


if __name__ == "__main__":
    main()
