"""Updates a second: our whole durable sign-up against plain bots that answer the same and store nothing.

    python bench/updates.py [--presses 1500] [--runs 3]          (needs the extra `bench`)

Each run starts one bot and the answering server, each as a process of its own, lets some people press to warm up, and
then releases all presses at once; runs are interleaved. Every press is by another person on another session's card.

`ptb`, `aiogram`: a toast and an edited card. `ours`: the same two calls after the whole sign-up is committed with
`synchronous=FULL` (the card stands in a group, and who presses never started the bot in private). `ours_private`: the
usual tap in private, which gets a third call, the message of the seat with its calendar file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

HERE = Path(__file__).parent
TOKEN = "7000000001:Answering-Token-For-Benchmarks-Only1"
TICKS = os.sysconf("SC_CLK_TCK")
CHATS = {"ptb": "private", "aiogram": "private", "ours": "group", "ours_private": "private"}
WARM_UP = 200


def main() -> None:
    """Run everything and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=1500, help="measured presses in each run")
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs of each bot")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=HERE.parent, prefix=".bench-") as folder:
        worlds = {chats: seeded(Path(folder), chats, given.presses + WARM_UP) for chats in ("private", "group")}
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in CHATS}
        for number in range(given.runs):
            for name in CHATS:
                world = shutil.copytree(worlds[CHATS[name]], Path(folder) / f"{name}{number}")
                runs[name].append(one_run(name, world, given.presses))
                print(f"{name} {runs[name][-1]}", file=sys.stderr)
        fsync = fsync_share(shutil.copytree(worlds["group"], Path(folder) / "fsync"), given.presses)
    print(json.dumps(summary(runs, fsync)))


def seeded(folder: Path, chats: str, count: int) -> Path:
    """A database of people who have not signed up yet, to be copied for each run."""
    data = folder / f"seed-{chats}"
    subprocess.run([sys.executable, HERE / "contestants/ours.py", "seed", data, str(count), chats], check=True)
    return data


def one_run(name: str, data: Path, presses: int) -> dict[str, float]:
    """Let a bot answer presses; return its figures."""
    with server() as url, bot(command(name, url, data)) as process:
        ask(f"{url}/ready")
        sends = "&sends=1" if name == "ours_private" else ""
        path = f"{url}/go?chats={CHATS[name]}{sends}"
        ask(f"{path}&presses={WARM_UP}")
        before, server_before = cpu_seconds(process.pid), ask(f"{url}/cost")["cpu_s"]
        seconds = ask(f"{path}&presses={presses}")["seconds"]
        spent, server_spent = cpu_seconds(process.pid) - before, ask(f"{url}/cost")["cpu_s"] - server_before
        return {
            "per_s": round(presses / seconds, 1),
            "cpu_ms": round(spent / presses * 1e3, 3),
            "server_cpu_ms": round(server_spent / presses * 1e3, 3),
            "rss_mb": round(rss_mb(process.pid), 1),
        }


def command(name: str, url: str, data: Path) -> list[str]:
    """How to start a bot."""
    program = {"ptb": "on_ptb.py", "aiogram": "on_aiogram.py"}.get(name, "ours.py")
    return [sys.executable, str(HERE / "contestants" / program), url, TOKEN, str(data)]


@contextmanager
def server() -> Iterator[str]:
    """The answering server, as a process; yields its address."""
    process = subprocess.Popen([sys.executable, HERE / "answering.py"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.wait()


@contextmanager
def bot(arguments: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A bot, as a process."""
    process = subprocess.Popen(arguments, start_new_session=True, **options)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # the group: under strace the bot is a child
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def ask(url: str) -> dict[str, Any]:
    """One question to the answering server."""
    with urlopen(url, timeout=300) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def cpu_seconds(pid: int) -> float:
    """The processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mb(pid: int) -> float:
    """The memory a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def fsync_share(data: Path, presses: int) -> dict[str, Any]:
    """One more run of ours under strace: how much of the time the disk was waited for."""
    if not shutil.which("strace"):
        return {"share": None, "why": "strace is not installed"}
    report = data / "strace.txt"
    wrapped = ["strace", "-f", "--seccomp-bpf", "-T", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(report)]
    with server() as url, bot([*wrapped, *command("ours", url, data)]):
        ask(f"{url}/ready")
        ask(f"{url}/go?chats=group&presses={WARM_UP}")
        before = len(_taken(report))
        seconds = ask(f"{url}/go?chats=group&presses={presses}")["seconds"]
        time.sleep(0.2)
        taken = _taken(report)[before:]
    return {
        "share": round(sum(taken) / seconds, 3),
        "per_update": round(len(taken) / presses, 3),
        "ms_each": round(sum(taken) / max(len(taken), 1) * 1e3, 3),
    }


def _taken(report: Path) -> list[float]:
    return [float(found) for found in re.findall(r"<(\d+\.\d+)>$", report.read_text(), re.MULTILINE)]


def summary(runs: dict[str, list[dict[str, float]]], fsync: dict[str, Any]) -> dict[str, Any]:
    """Medians, ratios, and the figures of each run."""

    def middle(name: str, what: str) -> float:
        return median(run[what] for run in runs[name])

    ours = middle("ours", "per_s")
    return {
        "ours_per_s": ours,
        "ptb_echo_per_s": middle("ptb", "per_s"),
        "aiogram_echo_per_s": middle("aiogram", "per_s"),
        "ratio_ptb": round(ours / middle("ptb", "per_s"), 2),
        "ratio_aiogram": round(ours / middle("aiogram", "per_s"), 2),
        "ours_private_per_s": middle("ours_private", "per_s"),
        "cpu_ms_per_update": {name: middle(name, "cpu_ms") for name in runs},
        "server_cpu_ms_per_update": {name: middle(name, "server_cpu_ms") for name in runs},
        "rss_mb": {name: middle(name, "rss_mb") for name in runs},
        "fsync": fsync,
        "runs": runs,
    }


if __name__ == "__main__":
    main()
