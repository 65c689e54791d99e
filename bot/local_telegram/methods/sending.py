"""Sending one message: text, files, places, contacts, dice; and the chat action shown meanwhile."""

from typing import Any

from bot.local_telegram import limits, media
from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.files import read_file_id
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.replying import send

FILE_KINDS = {
    "sendphoto": "photo",
    "senddocument": "document",
    "sendvoice": "voice",
    "sendaudio": "audio",
    "sendvideo": "video",
    "sendanimation": "animation",
    "sendvideonote": "video_note",
    "sendsticker": "sticker",
}
ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)
DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}


@method("sendMessage")
def send_message(call: Call) -> Json:
    text, entities = call.text("text", limits.TEXT)
    if not text:
        raise bad_request("message text is empty")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in call.params:
        content["link_preview_options"] = call.params["link_preview_options"]
    return send(call, call.chat(), content).payload


@method(
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendAudio",
    "sendVideo",
    "sendAnimation",
    "sendVideoNote",
    "sendSticker",
)
def send_file(call: Call) -> Json:
    kind = FILE_KINDS[call.method]
    content = captioned(call)
    chat = call.chat()
    content = {**file_content(call, kind, call.params[kind]), **content}
    if call.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return send(call, chat, content).payload


def captioned(call: Call, owner: Json | None = None) -> Json:
    """The caption and its entities, as the message carries them; ``owner`` is an InputMedia instead of the call."""
    reader = call if owner is None else Call(call.state, call.options, call.bot, call.method, owner)
    text, entities = reader.text("caption", limits.CAPTION, entities="caption_entities")
    content: Json = {}
    if text:
        content["caption"] = text
        if entities:
            content["caption_entities"] = entities
        if reader.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def file_content(call: Call, kind: str, reference: str) -> Json:
    """What a message carries for a file: uploaded with the call, or known by its identifier."""
    upload = call.uploads.get(kind)
    if reference.startswith("attach://"):
        upload = call.uploads.get(reference.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"can't find the file {reference.removeprefix('attach://')} in the request")
    if upload is not None:
        stored = media.keep(
            call.state, kind, upload.content, upload.name, upload.mime_type, duration=call.get("duration", 0)
        )
        return {kind: media.described(stored, call.bot.id)}
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = read_file_id(reference)
    stored_again = call.state.files.known.get(known[1]) if known else None
    if known is None or known[0] != call.bot.id or stored_again is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored_again.kind != kind:
        raise bad_request(f"type of file mismatch: can't use file of type {stored_again.kind} as {kind}")
    return {kind: media.described(stored_again, call.bot.id)}


@method("sendLocation")
def send_location(call: Call) -> Json:
    return send(call, call.chat(), {"location": place(call.params)}).payload


@method("sendVenue")
def send_venue(call: Call) -> Json:
    point = place(call.params)
    venue = {"location": point, "title": call.params["title"], "address": call.params["address"]}
    return send(call, call.chat(), {"location": point, "venue": venue}).payload


@method("sendContact")
def send_contact(call: Call) -> Json:
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send(call, call.chat(), {"contact": {n: call.params[n] for n in names if n in call.params}}).payload


@method("sendDice")
def send_dice(call: Call) -> Json:
    emoji = call.get("emoji", "🎲")
    if emoji not in DICE:
        raise bad_request("DICE_EMOJI_INVALID")
    value = call.state.random.randint(1, DICE[emoji])
    return send(call, call.chat(), {"dice": {"emoji": emoji, "value": value}}).payload


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    action = call.params["action"]
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.chat()
    chat.typing = (action, call.state.clock.time())
    call.state.tell("typing", chat, data=action)
    return True


def place(params: dict[str, Any]) -> Json:
    """A Location, checked."""
    latitude, longitude = params["latitude"], params["longitude"]
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("wrong latitude or longitude specified")
    names = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    return {"latitude": latitude, "longitude": longitude} | {n: params[n] for n in names if n in params}
