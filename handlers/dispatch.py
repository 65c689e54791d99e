"""From an update to its handler: who speaks, what is meant, whether they may — checked here, in one place."""

from __future__ import annotations

from typing import Any

from telegram import Message, User

from handlers import incoming
from handlers.buttons import Pressed, link
from handlers.buttons import read as read_button
from handlers.context import Bot, Context
from handlers.forms import forms
from handlers.people import charter
from handlers.routes import Table
from handlers.routing import Command, Press
from storage import choices, conversations, groups, messages, people
from storage.ids import Subject
from storage.permissions import Action, Verdict, check
from storage.store import Unit

TELEGRAM_OWN = frozenset({777000, 1087968824, 136817688})  # service messages, anonymous admins, channels


async def handle(unit: Unit, bot: Bot, table: Table, raw: dict[str, Any]) -> None:
    """Handle one raw update inside the open unit; whatever it changes or answers is written there."""
    kind = incoming.kind(raw)
    if kind not in ("message", "callback_query") and kind not in table.events:
        return
    update = incoming.read(raw)
    account = update.effective_user if update else None
    if update is None or account is None or not (update.my_chat_member or _is_somebody(account)):
        return
    ctx = Context(
        unit=unit,
        choices=await choices.load(unit),
        table=table,
        bot=bot,
        update=update,
        account=account,
        chat_id=update.effective_chat.id if update.effective_chat else account.id,
        private=update.effective_chat is None or update.effective_chat.type == "private",
        person=await people.by_telegram(unit, account.id),
        message=update.message,
        query=update.callback_query,
        raw=raw,
    )
    if update.callback_query is not None:
        await _press(ctx)
    elif update.message is not None:
        await _message(ctx)
    else:
        await table.events[kind].handler(ctx)
    if ctx.then is not None:
        await handle(unit, bot, table, ctx.then)


def _is_somebody(account: User) -> bool:
    """Not a bot, an anonymous administrator or Telegram itself: they may add us to a group, nothing more."""
    return not account.is_bot and account.id not in TELEGRAM_OWN


def speaker(raw: dict[str, Any]) -> User | None:
    """Return who sent a raw update, for an apology when its handler failed."""
    update = incoming.read(raw)
    return update.effective_user if update else None


async def _press(ctx: Context) -> None:
    assert ctx.query is not None
    pressed = read_button(ctx.query.data)
    route = ctx.table.presses.get(pressed.name) if pressed else None
    if pressed is None or route is None:
        await ctx.toast("refused/old_button")
        return
    if not ctx.private and not route.in_groups:
        await ctx.toast("refused/private_only")
    elif not await _charter_first(ctx, route, pressed) and await _allowed(ctx, route, pressed.args):
        try:
            await route.handler(ctx, *pressed.args)
        except TypeError as error:
            if error.__traceback__ and error.__traceback__.tb_next is None:  # raised by the call: a forged button
                await ctx.toast("refused/old_button")
            else:
                raise
    await ctx.acknowledge()


async def _charter_first(ctx: Context, route: Press, pressed: Pressed) -> bool:
    """A newer charter comes before a press, unless it answers it or gives something back."""
    if route.always or (route.handler is forms.press and await charter.answers_it(ctx, next(iter(pressed.args), 0))):
        return False
    subject = Subject(route.subject, pressed.args[0]) if route.subject and pressed.args else None
    return await charter.asked_first(ctx, subject)


async def _allowed(ctx: Context, route: Press | Command, args: tuple[int, ...] = ()) -> bool:
    if route.anyone:
        return True
    subject = None
    if isinstance(route, Press) and route.subject is not None:
        if not args:
            await ctx.toast("refused/old_button")
            return False
        subject = Subject(route.subject, args[0])
    return await allowed(ctx, route.action, subject)


async def allowed(ctx: Context, action: Action, subject: Subject | None = None) -> bool:
    """Check a right of the person who speaks; when refused, they are told why."""
    verdict = await check(ctx.unit, ctx.person, action, subject)
    if verdict is Verdict.ALLOWED:
        return True
    if verdict is Verdict.CHARTER and ctx.query is not None:
        prefix = _PAYLOADS.get(subject.kind) if subject else None
        await ctx.open_link(f"{prefix}-{subject.id}" if prefix and subject else "bonjour")
    else:
        await ctx.toast(f"refused/{verdict.value}", alert=True)
    return False


_PAYLOADS = {"session": "s", "work_day": "d"}  # where a newcomer's press leads after the charter


async def _message(ctx: Context) -> None:
    sent = ctx.message
    assert sent is not None
    ctx.text = (sent.text or sent.caption or "").strip()
    someone_elses = sent.forward_origin is not None or sent.via_bot is not None or sent.sender_chat is not None
    if not ctx.private:
        await _in_group(ctx, someone_elses)
    elif ctx.text.startswith("/") and not someone_elses:
        await _command(ctx)
    else:
        await _private_text(ctx, someone_elses)


async def _command(ctx: Context) -> None:
    word, _, ctx.arguments = ctx.text.partition(" ")
    name, _, addressee = word[1:].partition("@")
    if addressee and addressee.lower() != ctx.bot.username.lower() and not ctx.private:
        return
    route = ctx.table.commands.get(name.lower())
    if route is None:
        await (ctx.say("refused/unknown_command") if ctx.private else _in_private(ctx))
    elif not ctx.private and not route.in_groups:
        await _in_private(ctx)
    elif not (ctx.private and not route.always and await charter.asked_first(ctx)) and await _allowed(ctx, route):
        await route.handler(ctx)


async def _in_private(ctx: Context) -> None:
    await ctx.say("refused/private_only", [[link("help.open_private", "bonjour")]])


async def _in_group(ctx: Context, someone_elses: bool) -> None:
    """In approved groups only commands and replies to our messages are for us; nothing else is kept or answered."""
    sent = ctx.message
    assert sent is not None
    if sent.migrate_to_chat_id:
        await messages.chat_migrated(ctx.unit, ctx.chat_id, sent.migrate_to_chat_id)
    elif not await groups.is_approved(ctx.unit, ctx.chat_id):
        return
    elif ctx.text.startswith("/") and not someone_elses:
        word = ctx.text.split()[0]
        known = word[1:].partition("@")[0].lower() in ctx.table.commands
        if known or word.lower().endswith(f"@{ctx.bot.username.lower()}"):
            await _command(ctx)
    elif "group_message" in ctx.table.events and not someone_elses:
        await ctx.table.events["group_message"].handler(ctx)


async def _private_text(ctx: Context, someone_elses: bool) -> None:
    sent = ctx.message
    assert sent is not None
    if someone_elses:
        route = ctx.table.events.get("forwarded")
        if route is not None:
            await route.handler(ctx)
        else:
            await ctx.say("unknown/forwarded")
        return
    for plain in ctx.table.plains:
        if plain.always and await plain.handler(ctx):
            return
    if not await charter.answers_it(ctx, None) and await charter.asked_first(ctx):
        return
    if sent.reply_to_message and await _reply(ctx, await _pointed_at(ctx, sent.reply_to_message)):
        return
    talk = await forms.current(ctx)
    if talk is not None:
        await forms.receive(ctx, talk, forms.given(ctx))
        return
    question = await messages.newest_question(ctx.unit, ctx.chat_id)
    ctx.pointed = False
    if await _reply(ctx, question):
        return
    for plain in ctx.table.plains:
        if await plain.handler(ctx):
            return
    await ctx.say("unknown/text")  # a table without the last of the plain routes


async def _pointed_at(ctx: Context, ours: Message) -> messages.Sent | None:
    """The message of ours to which somebody replies, and what it is about.

    One that we do not know (the process was killed between sending it and writing that down) tells it by its buttons.
    """
    ctx.pointed = True
    found = await messages.find(ctx.unit, ctx.chat_id, ours.message_id)
    if found is not None:
        return found
    if ours.reply_markup is None or ours.from_user is None or ours.from_user.id != ctx.bot.id:
        return None
    for key in (key for row in ours.reply_markup.inline_keyboard for key in row):
        pressed = read_button(key.callback_data) if isinstance(key.callback_data, str) else None
        route = ctx.table.presses.get(pressed.name) if pressed else None
        kind = _MATTERS.get(route.subject, route.subject) if route and route.subject else None
        if pressed and pressed.args and kind in ctx.table.replies:
            return messages.Sent(
                chat_id=ctx.chat_id, message_id=ours.message_id, person_id=ctx.me.id if ctx.person else None, name="",
                subject=Subject(kind, pressed.args[0]),
            )  # fmt: skip
    return None


_MATTERS = {"recipient": "broadcast"}  # what a right is checked on, where it is not the matter itself


async def _reply(ctx: Context, found: messages.Sent | None) -> bool:
    route = ctx.table.replies.get(found.subject.kind) if found and found.subject else None
    if found is None or found.subject is None or route is None:
        return False
    if not route.anyone:
        right = Subject(route.right_on or found.subject.kind, found.subject.id)
        verdict = await check(ctx.unit, ctx.person, route.action, right)
        if verdict is not Verdict.ALLOWED:
            return await _refused_reply(ctx, verdict)
    ctx.asked = found
    return await route.handler(ctx, found.subject)


async def _refused_reply(ctx: Context, verdict: Verdict) -> bool:
    """Who chose that message is told; a text that only came after it may be about something else."""
    if not ctx.pointed or verdict in (Verdict.CHARTER, Verdict.EXCLUDED):
        return False
    await ctx.say(f"refused/{verdict.value}")
    return True


async def forget_forms(unit: Unit) -> None:
    """Remove forms whose time is over."""
    for talk in await conversations.expired(unit):
        await conversations.end(unit, talk.id)
