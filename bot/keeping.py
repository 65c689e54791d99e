"""`coopter backup`, `coopter restore` and `coopter check`: what the operator does with the data folder."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.lock import hold
from storage import backups
from storage.restoring import restore


class RefusedError(Exception):
    """What was asked would do harm; the text is one line that says why."""


def make_backup(database: Path, target: Path) -> None:
    """Copy the database to `target` while the bot runs or not; an older backup of that name is replaced.

    Raises RefusedError, UnsoundFileError, OSError or sqlite3.Error; `target` is then as it was.
    """
    if target.exists():
        _replaceable(database, target)
    backups.copy_file(database, target)
    click.echo(f"backup: {target} ({target.stat().st_size / 1e6:.1f} MB), verified")


def _replaceable(database: Path, target: Path) -> None:
    """Only a file that is a database of ours, and not the one in use, gives way."""
    if target.is_dir():
        raise RefusedError(f"{target} is a folder: name a file")
    if database.exists() and target.samefile(database):
        raise RefusedError(f"{target} is the database itself: name another file")
    if target.stat().st_size:
        try:
            backups.verify(target)
        except backups.UnsoundFileError as error:
            raise RefusedError(f"{target} exists and is no backup that could be replaced: {error}") from None


def put_back(database: Path, backup: Path) -> None:
    """Put a backup in the place of the database; what was there is kept beside it.

    Raises DataInUseError while the bot runs, RefusedError, UnsoundFileError, OSError or sqlite3.Error.
    """
    with closing(hold(database.parent)):
        if database.exists() and backup.exists() and backup.samefile(database):
            raise RefusedError(f"{backup} is the database itself: name a backup")
        done = restore(backup, database, datetime.now(UTC))
    if done.old is not None:
        click.echo(f"kept: the database that was there is now {done.old}")
    click.echo(f"restored: {database} is {backup} (schema {done.version}), verified")
    click.echo(
        f"waiting in it: {done.updates_waiting} updates to handle, {done.messages_waiting} messages to send "
        "(a message sent after the backup was made goes out again at the next start)"
    )


def look_through(database: Path) -> bool:
    """Print what is wrong with the data folder; return whether nothing is. Raises as `check` does."""
    from bot.check import check
    from handlers.routes import table

    lines = check(database, table(), datetime.now(UTC))
    for line in lines:
        click.echo(str(line))
    return all(line.level != "wrong" for line in lines)
