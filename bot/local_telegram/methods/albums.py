"""Several pictures or documents as one album."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.replying import replied_message
from bot.local_telegram.methods.sending import captioned, file_content
from bot.local_telegram.posting import post

TOGETHER = ({"photo", "video"}, {"document"}, {"audio"})


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    items = call.params["media"]
    fewest, most = limits.ALBUM
    if len(items) < fewest:
        raise bad_request("there must be at least 2 media to send as an album")
    if len(items) > most:
        raise bad_request("too many messages to send as an album")
    kinds = {item["type"] for item in items}
    if not any(kinds <= together for together in TOGETHER):
        raise bad_request("can't use the media of the specified type in the album")
    captions = [captioned(call, item) for item in items]
    chat = call.chat()
    contents = [
        file_content(call, item["type"], item["media"]) | caption for item, caption in zip(items, captions, strict=True)
    ]
    replied = replied_message(call, chat)
    call.pace(chat, len(items))
    album = str(13_000_000_000_000_000 + call.state.next("album"))
    silent = bool(call.get("disable_notification"))
    return [
        post(call.state, chat, call.bot.id, {"media_group_id": album, **one}, reply_to=replied, silent=silent).payload
        for one in contents
    ]
