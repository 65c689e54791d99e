"""A power cut before each sync of the bot's database, under `synchronous = FULL` and under `NORMAL`.

    python bench/power_cut.py [--seconds 10] [--seed S]

Needs strace. Prints one JSON line (see bench/README.md).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path


def main() -> int:
    """Record and replay both; the exit status is 1 where FULL lost something."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=10.0, help="how long people act")
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = options.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))  # `tests` is no installed package
    from tests.crash.power import cut_the_power

    found = {}
    for name, module in (("full", "bot"), ("normal", "tests.crash.normal")):
        with tempfile.TemporaryDirectory() as folder:
            found[name] = asdict(asyncio.run(cut_the_power(Path(folder), given.seed, given.seconds, module)))
    print(json.dumps({"seed": given.seed, "seconds": given.seconds, **found}, ensure_ascii=False))
    return 1 if found["full"]["most_lost"] or found["full"]["damaged"] else 0


if __name__ == "__main__":
    sys.exit(main())
