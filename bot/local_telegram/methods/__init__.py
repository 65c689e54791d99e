"""The methods of the Bot API, one file per family; importing this package registers them all."""

from bot.local_telegram.methods import (
    albums,
    callbacks,
    chats,
    commands,
    copies,
    edits,
    files,
    inline,
    membership,
    polls,
    receiving,
    sending,
    settings,
)
from bot.local_telegram.methods.call import Call, Upload
from bot.local_telegram.methods.registry import HANDLERS

FAMILIES = (
    albums,
    callbacks,
    chats,
    commands,
    copies,
    edits,
    files,
    inline,
    membership,
    polls,
    receiving,
    sending,
    settings,
)

__all__ = ["FAMILIES", "HANDLERS", "Call", "Upload"]
