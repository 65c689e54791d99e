"""Typing @bot … and choosing a result."""

import asyncio
import secrets

from bot.local_telegram import limits
from bot.local_telegram.accounts import Account, BotAccount, Json
from bot.local_telegram.acts.writing import speak
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import ActError
from bot.local_telegram.queries import InlineMessage, InlineQuery
from bot.local_telegram.state import State

QUERIES_KEPT = 1_000


async def ask(
    state: State, person: Account, bot: BotAccount, query: str, chat: Chat, offset: str = "", seconds: float = 10.0
) -> InlineQuery:
    """Type ``@bot query`` in a chat and wait for the results. Raises ActError 408 when none come in time."""
    if not bot.inline:
        raise ActError("this bot has no inline mode")
    if len(query) > limits.INLINE_QUERY:
        raise ActError(f"an inline query has at most {limits.INLINE_QUERY} characters")
    asked = InlineQuery(
        str(state.random.randrange(10**18, 10**19)), bot.id, person.id, query, offset, state.clock.time()
    )
    state.inline_queries[asked.id] = asked
    while len(state.inline_queries) > QUERIES_KEPT:
        del state.inline_queries[next(iter(state.inline_queries))]
    if _from_cache(state, asked):
        return asked
    kind = chat.kind if not chat.private else ("sender" if chat.bot == bot.id else "private")
    update: Json = {"id": asked.id, "from": person.user, "query": query, "offset": offset, "chat_type": kind}
    state.queues[bot.id].put("inline_query", update, person.id)
    try:
        await asyncio.wait_for(asked.answered.wait(), seconds)
    except TimeoutError:
        raise ActError("the bot did not answer the inline query in time", 408) from None
    return asked


def _from_cache(state: State, asked: InlineQuery) -> bool:
    for whose in (asked.person, 0):
        kept = state.inline_cache.get((asked.bot, asked.query, asked.offset, whose))
        if kept is not None and kept.until > state.clock.time():
            asked.results, asked.button, asked.next_offset = kept.results, kept.button, kept.next_offset
            asked.cached = True
            asked.answered.set()
            return True
    return False


def choose(state: State, person: Account, query_id: str, result_id: str, chat: Chat) -> Message:
    """Post a result into a chat; the bot hears of the choice, and edits the message by its inline id."""
    asked = state.inline_queries.get(query_id)
    if asked is None or asked.person != person.id:
        raise ActError(f"there is no inline query {query_id}", 404)
    chosen = next((one for one in asked.results if one["shown"]["id"] == result_id), None)
    if chosen is None:
        raise ActError(f"there is no result {result_id}", 404)
    bot = state.bots[asked.bot]
    content = {**chosen["content"], "via_bot": bot.user}
    keyboard = chosen["reply_markup"]
    if keyboard:
        content["reply_markup"] = keyboard
    message = speak_via(state, person, chat, content, bot.id, secrets.token_urlsafe(16) if keyboard else None)
    if bot.inline_feedback:
        update: Json = {"result_id": result_id, "from": person.user, "query": asked.query}
        if message.inline_id:
            update["inline_message_id"] = message.inline_id
        state.queues[bot.id].put("chosen_inline_result", update, person.id)
    return message


def speak_via(state: State, person: Account, chat: Chat, content: Json, bot: int, inline_id: str | None) -> Message:
    """Post a message that a bot made for a person."""
    number = chat.next_id
    message = speak(state, person, chat, content, via_bot=bot, inline_id=inline_id)
    if inline_id is not None:
        record = InlineMessage(inline_id, bot, chat.key, number)
        state.inline_messages[inline_id] = record
        state.journal.mark("inline", inline_id, record.dump)
    return message
