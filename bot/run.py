"""`coopter run`: the bot for real."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from importlib import import_module

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.app import App
from bot.logs import configure
from bot.receive import StoppedByTelegramError
from bot.remote_clock import RemoteClock
from bot.settings import Settings
from storage.clock import SystemClock

log = structlog.get_logger()

Parts = list[Callable[[], Awaitable[None]]]


async def serve(settings: Settings) -> None:
    """Serve until the process is told to stop."""
    configure(settings.token)
    remote = RemoteClock(settings.clock_url) if settings.clock_url else None
    app = App(
        settings.token,
        settings.data,
        remote.clock if remote else SystemClock(),
        base_url=settings.base_url,
        base_file_url=settings.base_file_url,
        coordinators=settings.coordinators,
        public_url=settings.public_url,
        in_flight=settings.sends_in_flight,
    )
    if remote is not None:
        await remote.read()
    await _start(app, receive=settings.webhook_url is None)
    more = await _beside(app, settings)
    if remote is not None:
        remote.clock.on_change(app.clock_moved)
        more.append(remote.run)
    serving = asyncio.create_task(app.run(*more, poll=settings.webhook_url is None))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    log.info("serving", bot=app.bot.username, receiving="webhook" if settings.webhook_url else "polling")
    try:
        await serving
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        await app.stop()


async def _beside(app: App, settings: Settings) -> Parts:
    """What runs beside the bot itself: the webhook, backups, a look at the machine, health and metrics."""
    for name in ("bot.backups", "bot.machine", "bot.monitoring", "bot.web"):
        await asyncio.to_thread(import_module, name)  # later than receiving, and beside the loop
    from bot.backups import Backups
    from bot.machine import MachineWatch
    from bot.monitoring import Monitoring
    from bot.web import Web

    web = Web(app, settings) if settings.webhook_url or settings.public_url else None
    parts: Parts = [Backups(app.store, settings.backup_days).run, MachineWatch(app.store, settings.backup_days).run]
    if web is not None:
        parts.append(web.run)
    if settings.metrics_port is not None:
        by_webhook = web if settings.webhook_url else None
        receiver, poller = by_webhook or app.poller, None if by_webhook else app.poller
        monitoring = Monitoring(app, settings.metrics_host, settings.metrics_port, lambda: receiver.received, poller)
        parts.append(monitoring.run)
    return parts


async def _start(app: App, *, receive: bool) -> None:
    """Start, waiting for Telegram when it cannot be reached yet; with `receive`, updates are stored meanwhile."""
    pause = 1.0
    while True:
        try:
            if receive:
                await app.receive()
            await app.start()
        except InvalidToken as error:
            await app.stop()
            why = "Telegram refuses the token: check COOPTER_TOKEN"
            raise StoppedByTelegramError(why, token_refused=True) from error
        except (NetworkError, TelegramError) as error:
            log.warning("telegram cannot be reached", why=type(error).__name__, pause=pause)
            await app.stop()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30.0)
        except BaseException:
            await app.stop()
            raise
        else:
            return
