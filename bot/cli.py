"""The command line: `coopter demo`, `run`, `backup`, `restore`, `check`, `local-telegram`.

Heavy imports happen inside the commands, so that `--help` and a wrong setting answer at once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

T = TypeVar("T")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("coopter"), "-V", "--version", prog_name="coopter")
def main() -> None:
    """Coop'Ter: the Telegram bot of supervised mutual aid between self-renovators.

    \b
    Try it without token or network:  coopter demo
    Run it for real:                  COOPTER_TOKEN=… coopter run   (see .env.example)
    Look after its data:              coopter backup, restore, check   (see docs/exploitation.md)
    """


@main.command()
@click.option(
    "--port", default=8000, show_default=True, help="Where the page opens, on this machine only; 0: any free port."
)
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="Where the demo keeps its state, so that it goes on where it was.  [default: ~/.local/share/coopter-demo]",
)  # fmt: skip
@click.option("--fresh", is_flag=True, help="Start anew: forget the demo's state.")
def demo(port: int, browser: bool, data: Path | None, fresh: bool) -> None:
    """Play the whole programme in a browser: no token, no network, invented people."""
    from bot.demo import serve

    folder = data or Path.home() / ".local" / "share" / "coopter-demo"
    _finish(serve(port=port, browser=browser, data=folder, fresh=fresh))


@main.command()
def run() -> None:
    """Run the bot for real: by long polling, or by webhook where COOPTER_WEBHOOK_URL is set.

    \b
    Exit codes after which starting it again is of no use until somebody mends the cause:
      65  the database is damaged, or not one this program knows
      78  a setting is missing or wrong, or Telegram refuses the token
    Others pass by themselves: 74 the disk, 75 another process has the data or the token.
    """
    from bot.settings import SettingsError, load

    try:
        settings = load()
    except SettingsError as error:
        _stop(str(error), error)
    from bot.run import serve

    _finish(serve(settings))


_in_data = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="The data folder.  [COOPTER_DATA]"
)
_file = click.argument("file", type=click.Path(path_type=Path))


@main.command()
@_file
@_in_data
def backup(file: Path, data: Path | None) -> None:
    """Copy the database to FILE, whole and verified; the bot may go on.

    Exit code 0: FILE is a good backup; 2: it could not be made, and FILE is as it was.
    """
    from bot.keeping import make_backup

    _do(lambda: make_backup(_database(data), file))


@main.command()
@_file
@_in_data
def restore(file: Path, data: Path | None) -> None:
    """Put the backup FILE in the place of the database, which is kept beside it. The bot must be stopped.

    Exit code 0: done; 2: refused, and nothing was touched.
    """
    from bot.keeping import put_back

    _do(lambda: put_back(_database(data), file))


@main.command()
@_in_data
def check(data: Path | None) -> None:
    """Look through the data folder: the file, its references, orphans, files, queues. The bot may run.

    Exit code 0: nothing is wrong; 1: at least one line begins with «wrong»; 2: there is nothing to look through.
    """
    from bot.keeping import look_through

    if not _do(lambda: look_through(_database(data))):
        sys.exit(1)


@main.command("import")
@_file
@click.option("--dry-run", is_flag=True, required=True, help="Only show; the bot imports, from a file sent to it.")
@_in_data
def import_list(file: Path, data: Path | None, dry_run: bool) -> None:
    """Show what importing the list FILE (CSV) would do, line by line. The bot may run; nothing is changed.

    Exit code 0: every line is shown; 2: FILE is no list.
    """
    from bot.importing import show

    _do(lambda: show(_database(data), file))


@main.command("local-telegram")
@click.option(
    "--port", default=8081, show_default=True, help="Where it listens, on this machine only; 0: any free port."
)
@click.option("--strict", is_flag=True, help="Refuse unknown parameters instead of ignoring them as Telegram does.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="Keep the state in this folder."
)
@click.option("--fresh", is_flag=True, help="Start anew: forget the state in --data.")
@click.option("--no-flood", is_flag=True, help="Do not limit how fast a bot may send.")
def local_telegram(port: int, strict: bool, data: Path | None, fresh: bool, no_flood: bool) -> None:
    """Run only the local Bot API server, for any bot; docs/local-telegram.md tells how to act as people."""
    from bot.demo import serve_telegram

    _finish(serve_telegram(port=port, strict=strict, data=data, fresh=fresh, flood=not no_flood))


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Run until interrupted; an error that the operator can mend is one line, not a traceback."""
    with suppress(KeyboardInterrupt):
        _do(lambda: asyncio.run(work), serving=True)


def _do(work: Callable[[], T], *, serving: bool = False) -> T:
    """Return what `work` does; an error that the operator can mend is one line, not a traceback.

    `serving`: the exit code tells the kinds of causes apart.
    """
    import sqlite3

    from bot.keeping import RefusedError
    from bot.lock import DataInUseError
    from bot.receive import StoppedByTelegramError
    from storage.backups import UnsoundFileError
    from storage.disk import DiskError
    from storage.migrations import ForeignFileError

    mendable = (
        DataInUseError,
        StoppedByTelegramError,
        ForeignFileError,
        UnsoundFileError,
        RefusedError,
        DiskError,
        FileNotFoundError,
    )
    try:
        return work()
    except BaseException as error:
        for cause in _leaves(error):
            told = cause if serving else None
            if isinstance(cause, mendable):
                _stop(str(cause), told)
            if isinstance(cause, sqlite3.DatabaseError | OSError):
                _stop(f"{type(cause).__name__}: {cause}", told)
        raise


def _database(data: Path | None) -> Path:
    from bot.settings import DataSettings

    settings = DataSettings(data=data) if data is not None else DataSettings()
    return settings.database


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for part in error.exceptions for leaf in _leaves(part)]
    return [error]


def _stop(line: str, serving: BaseException | None = None) -> NoReturn:
    from bot.statuses import Status, status

    click.echo(f"coopter: {line}", err=True)
    sys.exit(status(serving) if serving is not None else Status.REFUSED)
