"""Answering button presses."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.queries import CallbackQuery
from bot.local_telegram.state import State

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TOASTS_KEPT = 20


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    text = call.get("text", "")
    if len(text) > limits.ANSWER_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.state.callbacks.get(call.params["callback_query_id"])
    if query is None or query.bot != call.bot.id or query.answered:
        raise bad_request(TOO_OLD)
    if call.state.clock.time() - query.at > call.options.query_age_seconds:
        raise bad_request(TOO_OLD)
    url = call.get("url", "")
    if url and not url.startswith((f"https://t.me/{call.bot.username}?start=", f"t.me/{call.bot.username}?start=")):
        raise bad_request("URL_INVALID")
    query.answered = True
    show_toast(call.state, query, text, bool(call.get("show_alert")), url)
    return True


def show_toast(state: State, query: CallbackQuery, text: str, alert: bool, url: str) -> None:
    """Show the answer to whoever pressed."""
    toast: Json = {"query_id": query.id, "text": text, "alert": alert, "url": url or None}
    toast |= {"message": query.message_id or None, "at": state.clock.now().isoformat()}
    chat = state.chat_by_key(query.chat_key)
    event = state.tell_person("toast", query.person, chat, toast)
    toast["seq"] = event.seq
    if chat is not None:
        chat.toasts = [*chat.toasts, {**toast, "person": query.person}][-TOASTS_KEPT:]
        state.save_chat(chat)
