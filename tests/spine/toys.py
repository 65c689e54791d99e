"""Toy conversations: a greeting, three messages in a row, a command that ends the process."""

from __future__ import annotations

import asyncio
import os

from bot.app import App
from bot.logs import configure
from bot.run import log
from bot.settings import load
from handlers.context import Context
from handlers.routes import Table
from handlers.routing import Command
from storage.clock import SystemClock

ECHO = "broadcasts/body"  # a template that says what it is given


async def hello(ctx: Context) -> None:
    """Answer once."""
    await ctx.say(ECHO, body=f"Bonjour {ctx.arguments}!")


async def three(ctx: Context) -> None:
    """Answer three times."""
    for number in range(3):
        await ctx.say(ECHO, body=f"message {number}")


async def die(ctx: Context) -> None:
    """End the process as a crash in a library of C would."""
    os._exit(9)


SAYS = {"start": hello, "hello": hello, "three": three, "die": die}
TABLE = Table([Command(name, handler, anyone=True) for name, handler in SAYS.items()], [], {}, {}, [])


async def _serve() -> None:
    """As `coopter run`, with these conversations."""
    settings = load()
    configure(settings.token)
    urls = {"base_url": settings.base_url, "base_file_url": settings.base_file_url}
    app = App(settings.token, settings.data, SystemClock(), routes=TABLE, paced=False, **urls)
    await app.start()
    log.info("serving")
    await app.run()


if __name__ == "__main__":
    asyncio.run(_serve())
