"""The bot as its own process, killed hundreds of times while people act: what is lost, what happens twice.

    python bench/crash.py --kills 200 [--seed S]

Prints one JSON line (see bench/README.md); how far it has come goes to standard error. The play itself lives in
`tests/crash/`, whose short form runs with the tests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Play; the exit status is 1 where the promise was not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = options.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))  # `tests` is no installed package
    from tests.crash.campaign import campaign

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(campaign(Path(folder), given.kills, given.seed))
    print(json.dumps({**figures.view(), "seconds": round(time.monotonic() - began)}, ensure_ascii=False))
    return 0 if figures.kept else 1


if __name__ == "__main__":
    sys.exit(main())
