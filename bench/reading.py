"""How long the readers of French take once warm, over their own corpora.

    python bench/reading.py

Prints one JSON line: for dates, announcements and replies the median and p99 in milliseconds, and the number of texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

from locales.fr.announcement import read_announcement
from locales.fr.reply import read_reply
from locales.fr.when import read_when

CORPORA = Path(__file__).parents[1] / "tests" / "fr"
NOW = datetime(2027, 3, 1, 10, 0)  # noqa: DTZ001 — the readers take Paris time
READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "dates": ("when_cases.jsonl", lambda text: read_when(text, NOW)),
    "announcements": ("announcements.jsonl", lambda text: read_announcement(text, NOW)),
    "replies": ("replies.jsonl", lambda text: read_reply(text, NOW)),
}


def figures(corpus: str, read: Callable[[str], object]) -> dict[str, float]:
    """Read every text twice, and time the second time."""
    texts = [json.loads(line)["text"] for line in (CORPORA / corpus).read_text(encoding="utf-8").splitlines()]
    taken = []
    for text in texts:
        read(text)
        began = perf_counter()
        read(text)
        taken.append(perf_counter() - began)
    taken.sort()
    median, high = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return {"texts": len(texts), "median_ms": round(median * 1e3, 2), "p99_ms": round(high * 1e3, 2)}


if __name__ == "__main__":
    print(json.dumps({name: figures(*reader) for name, reader in READERS.items()}))
