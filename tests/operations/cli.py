"""The command line as a script calls it: a process of its own, its exit code and its lines."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """What a command left."""

    code: int
    out: str
    err: str


async def coopter(*arguments: str | Path, data: Path) -> Ended:
    """Run `coopter` on a data folder to its end."""
    environment = {**os.environ, "COOPTER_DATA": str(data)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *map(str, arguments), env=environment, cwd=data,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


async def python(script: str, *arguments: str | Path) -> int:
    """Run a script to its end, however that comes; return how it ended (negative: the signal)."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, *map(str, arguments))
    return await process.wait()
