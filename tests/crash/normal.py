"""`coopter run` with `synchronous = NORMAL`: what the bot does not do, run to see what that would risk."""

from __future__ import annotations

import functools

from bot.cli import main
from storage.store import Store

if __name__ == "__main__":
    Store.open = functools.partial(Store.open, synchronous="NORMAL")
    main(["run"])
