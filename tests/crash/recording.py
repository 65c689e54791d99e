"""What a process really wrote to its database and when it asked for it to be on the disk: recorded with strace."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CALLS = "trace=pwrite64,fsync,fdatasync,ftruncate,unlink"
_STRACE = ["strace", "-D", "-f", "-y", "--seccomp-bpf", "-ttt", "-qq", "-xx", "-s", "200000", "-e", _CALLS, "-o"]
_LINE = re.compile(r"(\d+) +(\d+\.\d+) (\w+)\((?:\d+<|\")([^>\"]*)[>\"](?:, )?(.*)", re.DOTALL)
_RESUMED = re.compile(r"(\d+) +\d+\.\d+ <\.\.\. (fsync|fdatasync) resumed>.*= 0")
_WRITTEN = re.compile(r'"([^"]*)", \d+, (\d+)')


class Event(NamedTuple):
    """One call, which began `at`. `kind`: write (of `data` at `offset`), cut (to the size `offset`), gone, sync."""

    at: float
    kind: str
    file: str
    offset: int = 0
    data: bytes = b""


def missing() -> str | None:
    """Return why nothing can be recorded here, or None."""
    if shutil.which("strace") is None:
        return "strace is not installed (apt-get install strace)"
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return f"strace may not trace here: {tried.stderr.decode().strip()}" if tried.returncode else None


def wrapper(record: Path) -> list[str]:
    """Return the command that runs another one and records it; the process stays our own child."""
    return [*_STRACE, str(record)]


def read(record: Path, database: Path) -> Iterator[Event]:
    """Read what concerned a database and its log. A sync counts from its end, and is dated from its beginning."""
    begun: dict[str, Event] = {}
    with record.open() as lines:
        for line in lines:
            resumed = _RESUMED.match(line)
            if resumed is not None:
                if resumed[1] in begun:
                    yield begun.pop(resumed[1])
                continue
            found = _LINE.match(line)
            if found is None:
                continue
            event = _event(found, database)
            if event is not None and event.kind == "sync" and "unfinished" in found[5]:
                begun[found[1]] = event
            elif event is not None:
                yield event


def _event(found: re.Match[str], database: Path) -> Event | None:
    path = _bytes(found[4]).decode()
    if path not in (str(database), f"{database}-wal", f"{database}-journal"):
        return None
    at, name = float(found[2]), Path(path).name
    if found[3] in ("fsync", "fdatasync"):
        return Event(at, "sync", name)
    if found[3] == "unlink":
        return Event(at, "gone", name)
    if found[3] == "ftruncate":
        return Event(at, "cut", name, int(found[5].split(")")[0].split()[0]))
    written = _WRITTEN.match(found[5])
    assert written is not None, found[0][:200]
    return Event(at, "write", name, int(written[2]), _bytes(written[1]))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()
