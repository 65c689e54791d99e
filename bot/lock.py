"""One process on one data folder: a second one is refused."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO


class DataInUseError(Exception):
    """Another process works on this data folder."""


def hold(data: Path) -> IO[str]:
    """Lock a data folder until the returned file is closed (or the process ends); raise DataInUseError."""
    data.mkdir(parents=True, exist_ok=True)
    file = (data / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise DataInUseError(
            f"another process works on {data}: stop it, or set COOPTER_DATA to another folder"
        ) from None
    return file
