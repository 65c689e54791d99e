"""With what status the bot ends, for whoever starts it again: some causes pass by themselves, others need a hand.

The numbers are those of `sysexits.h`, so that a service manager can be told which of them not to start again after.
"""

from __future__ import annotations

import sqlite3
from enum import IntEnum

from bot.lock import DataInUseError
from bot.receive import StoppedByTelegramError
from bot.settings import SettingsError
from storage.disk import DiskError
from storage.migrations import ForeignFileError


class Status(IntEnum):
    """How the bot ended. `UNUSABLE_DATA` and `SETTINGS` will not pass by themselves."""

    REFUSED = 2
    UNUSABLE_DATA = 65  # the file is damaged, somebody else's, or a newer program's
    DISK = 74  # full, locked, read-only
    BUSY = 75  # another process has the data or polls with the token
    SETTINGS = 78  # a setting is missing or wrong, the token is refused


def status(cause: BaseException) -> Status:
    """Return with what status a cause ends the bot."""
    if isinstance(cause, SettingsError) or (isinstance(cause, StoppedByTelegramError) and cause.token_refused):
        return Status.SETTINGS
    if isinstance(cause, DataInUseError | StoppedByTelegramError):
        return Status.BUSY
    if isinstance(cause, ForeignFileError) or (isinstance(cause, DiskError) and cause.for_good):
        return Status.UNUSABLE_DATA
    return Status.DISK if isinstance(cause, sqlite3.DatabaseError | OSError) else Status.REFUSED
