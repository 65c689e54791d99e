"""Polls: sending and stopping them."""

from bot.local_telegram.accounts import Json
from bot.local_telegram.entities import formatted
from bot.local_telegram.errors import bad_request
from bot.local_telegram.markup import inline_keyboard
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.replying import send
from bot.local_telegram.polls import PollRecord
from bot.local_telegram.posting import change
from bot.local_telegram.voting import poll_changed

QUESTION, OPTION, EXPLANATION = 300, 100, 200
MOST_OPTIONS = 12


@method("sendPoll")
def send_poll(call: Call) -> Json:
    options = [_option(call, option) for option in call.params["options"]]
    if not 1 <= len(options) <= MOST_OPTIONS:
        raise bad_request("poll must have at least 1 option" if not options else "poll can't have more than 12 options")
    question = _text(call, "question", "question_parse_mode", "question_entities", "question", QUESTION)
    kind = call.get("type", "regular")
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    correct = call.get("correct_option_ids", [])
    if kind == "quiz" and (not correct or any(not 0 <= one < len(options) for one in correct)):
        raise bad_request("invalid correct option identifier specified")
    record = PollRecord(
        str(5_000_000_000_000_000_000 + call.state.next("poll")),
        call.bot.id,
        question,
        options,
        anonymous=call.get("is_anonymous", True),
        kind=kind,
        multiple=call.get("allows_multiple_answers", False),
        revoting=call.get("allows_revoting", kind == "regular"),
        correct=correct,
        closed=call.get("is_closed", False),
        close_at=_close_at(call),
        open_period=call.get("open_period", 0),
    )
    if "explanation" in call.params:
        record.explanation = _text(
            call, "explanation", "explanation_parse_mode", "explanation_entities", "explanation", EXPLANATION
        )
    chat = call.chat()
    message = send(call, chat, {"poll": record.described()})
    record.chat_key, record.message_id = chat.key, message.id
    call.state.polls[record.id] = record
    call.state.journal.mark("poll", record.id, record.dump)
    return message.payload


def _close_at(call: Call) -> float:
    now = call.state.clock.time()
    if "open_period" in call.params:
        return float(now + call.params["open_period"])
    return float(call.get("close_date", 0))


def _text(call: Call, name: str, mode: str, entities: str, field: str, ceiling: int) -> Json:
    text, found = formatted(call.params[name], call.get(mode, ""), call.get(entities))
    if not text:
        raise bad_request(f"poll {name} must be non-empty")
    if len(text) > ceiling:
        raise bad_request(f"poll {name} length must not exceed {ceiling}")
    return {field: text, f"{field}_entities": found} if found else {field: text}


def _option(call: Call, option: Json) -> Json:
    text, found = formatted(option["text"], option.get("text_parse_mode", ""), option.get("text_entities"))
    if not text:
        raise bad_request("poll options must be non-empty")
    if len(text) > OPTION:
        raise bad_request(f"poll options length must not exceed {OPTION}")
    return {"text": text, "text_entities": found} if found else {"text": text}


@method("stopPoll")
def stop_poll(call: Call) -> Json:
    message = call.message(call.chat(access="edit"), "message with poll to stop")
    if "poll" not in message.payload or message.author != call.bot.id:
        raise bad_request(
            "message with poll to stop not found" if "poll" not in message.payload else "poll can't be stopped"
        )
    record = call.state.polls[message.payload["poll"]["id"]]
    if record.closed:
        raise bad_request("poll has already been closed")
    record.closed = True
    markup = call.get("reply_markup")
    keyboard = inline_keyboard(markup) if markup is not None else None
    changes: Json = {"reply_markup": keyboard} if keyboard else {}
    change(call.state, message, changes, gone=() if keyboard else ("reply_markup",), dated=False)
    poll_changed(call.state, record, tell_bot=False)
    return record.described()
