"""What a bot learns of files it was sent."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.files import file_id, read_file_id
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method


@method("getFile")
def get_file(call: Call) -> Json:
    known = read_file_id(call.params["file_id"])
    stored = call.state.files.known.get(known[1]) if known else None
    if known is None or known[0] != call.bot.id or stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id(call.bot.id, stored.unique_id),
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


@method("getUserProfilePhotos")
def get_user_profile_photos(call: Call) -> Json:
    if call.params["user_id"] not in call.state.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
