"""Answering what people type after @bot."""

from typing import Any

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.entities import formatted
from bot.local_telegram.errors import bad_request
from bot.local_telegram.markup import inline_keyboard
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.callbacks import TOO_OLD
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.sending import file_content, place
from bot.local_telegram.queries import CachedAnswer

DEFAULT_CACHE_SECONDS = 300
ANSWER_SECONDS = 10
CACHED_FILES = {
    "photo": "photo_file_id",
    "document": "document_file_id",
    "voice": "voice_file_id",
    "audio": "audio_file_id",
    "sticker": "sticker_file_id",
    "video": "video_file_id",
    "gif": "gif_file_id",
}


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    results = call.params["results"]
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("too many inline query results specified")
    prepared = [prepare(call, result) for result in results]
    names = [result["id"] for result in results]
    if len(set(names)) < len(names):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.get("next_offset", "").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = call.state.inline_queries.get(call.params["inline_query_id"])
    if query is None or query.bot != call.bot.id or query.answered.is_set():
        raise bad_request(TOO_OLD)
    if call.state.clock.time() - query.at > ANSWER_SECONDS:
        raise bad_request(TOO_OLD)
    query.results, query.button = prepared, call.get("button")
    query.next_offset = call.get("next_offset", "")
    query.answered.set()
    seconds = call.get("cache_time", DEFAULT_CACHE_SECONDS)
    if seconds > 0:
        whose = query.person if call.get("is_personal") else 0
        until = call.state.clock.time() + seconds
        answer = CachedAnswer(until, prepared, query.button, query.next_offset)
        call.state.inline_cache[query.bot, query.query, query.offset, whose] = answer
    return True


def prepare(call: Call, result: Json) -> Json:
    """A result with the content of the message it will make, checked as if it were sent. Raises ApiError 400."""
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    content = result.get("input_message_content")
    made = _typed(call, content) if content is not None else _own(call, result)
    markup = result.get("reply_markup")
    keyboard = inline_keyboard(markup) if markup is not None else None
    shown = {name: result.get(name) for name in ("id", "type", "title", "description", "url", "thumbnail_url")}
    return {"shown": shown, "content": made, "reply_markup": keyboard}


def _typed(call: Call, content: Json) -> Json:
    if "message_text" in content:
        text, entities = formatted(content["message_text"], content.get("parse_mode", ""), content.get("entities"))
        if not text:
            raise bad_request("message text is empty")
        if len(text) > limits.TEXT:
            raise bad_request("MESSAGE_TOO_LONG")
        kept = call.with_people(entities)
        made: Json = {"text": text, "entities": kept} if kept else {"text": text}
        if "link_preview_options" in content:
            made["link_preview_options"] = content["link_preview_options"]
        return made
    if "phone_number" in content:
        return {"contact": dict(content)}
    point = place(content)
    if "address" in content:
        return {
            "location": point,
            "venue": {"location": point, "title": content["title"], "address": content["address"]},
        }
    return {"location": point}


def _own(call: Call, result: Json) -> Json:
    """The message of a result that is its own content: a stored file, a place, a contact."""
    kind = result["type"]
    if kind in ("location", "venue", "contact"):
        return _typed(call, result)
    stored: Any = result.get(CACHED_FILES.get(kind, ""))
    if stored is None:
        raise bad_request("WEBDOCUMENT_URL_INVALID: files from the network are not fetched here; use a file identifier")
    content = file_content(call, "animation" if kind == "gif" else kind, stored)
    text, entities = formatted(result.get("caption", ""), result.get("parse_mode", ""), result.get("caption_entities"))
    if len(text) > limits.CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    if text:
        content |= {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    return content
