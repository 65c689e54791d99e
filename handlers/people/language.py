"""`/langue`: which language a person reads; each is named in itself."""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context
from handlers.forms import forms
from handlers.home import menu
from handlers.routing import Command, Press, Route
from locales import texts
from storage import messages, people

OFFERED = ("fr", "en")
"""The languages in the order of their buttons, which carry their place: it never changes."""


async def ask(ctx: Context) -> None:
    """Show the languages, the present one ticked."""
    if ctx.person is None:
        await ctx.say("unknown/stranger")
        return
    keyboard = [
        [button(f"language.{language}", "lnchoose", at, ticked=language == ctx.language)]
        for at, language in enumerate(OFFERED)
        if language in texts.languages()
    ]
    await ctx.show("language/ask", keyboard)


async def choose(ctx: Context, at: int) -> None:
    """From now on everything reaches this person in that language, what they have on screen too."""
    if ctx.person is None or not 0 <= at < len(OFFERED):
        await ctx.toast("refused/old_button")
        return
    ctx.person = await people.change(ctx.unit, ctx.person.id, ctx.person.id, language=OFFERED[at])
    await messages.touch_reader(ctx.unit, ctx.person.id)
    await ctx.toast("language/changed")
    talk = await forms.current(ctx)
    if talk is not None:
        await forms.resume(ctx, talk)
    elif ctx.person.accepted:
        await menu.show(ctx)


ROUTES: tuple[Route, ...] = (
    Command("langue", ask, anyone=True),
    Command("language", ask, anyone=True),
    Press("lnask", ask),
    Press("lnchoose", choose, anyone=True),
)
