"""A Bot API server on loopback, for the demo and the tests: strict, stateful, with people one can act as.

The control interface over HTTP is described in docs/local-telegram.md. In process::

    telegram = LocalTelegram(flood=None)             # see LocalTelegram for every setting
    await telegram.start()                           # port 0: any free port
    telegram.url, telegram.base_url, telegram.base_file_url, telegram.token, telegram.bot.id
    lea = await telegram.person("Léa", "Martin", username="lea")
    paul = await telegram.person("Paul")
    await lea.start("payload")                       # /start payload, as the Start button or a link does
    card = await lea.sees("Samedi 14 mars")          # regex; waits; plain spaces also match no-break ones
    await lea.presses("Je participe", on=card)       # or the newest message that has this button
    assert "noté" in (await lea.toast()).text
    await lea.says("ok pour samedi", reply_to=card)
    await lea.sends_photo(caption="le mur")          # also document, voice, sticker, location, contact, album
    assert lea.chat.last.labels == ["Me désister"]   # what is now on the screen
    group = await telegram.group("Entraide", owner=lea, members=[paul])
    await paul.says("/agenda", chat=group)
    await group.sees("agenda")
    telegram.clock.advance(hours=25)                 # the server's clock; listeners are told
    telegram.faults.add("bad_gateway", methods=["sendMessage"], count=3)
    await telegram.idle()                            # no update waits, no call runs, nothing moved for 50 ms
    await telegram.stop()
"""

from bot.local_telegram.clock import ServerClock
from bot.local_telegram.faults import Fault, Faults
from bot.local_telegram.limits import FloodLimits
from bot.local_telegram.people import Group, Person, PersonChat, Press, SeenMessage, Toast
from bot.local_telegram.telegram import LocalTelegram

__all__ = [
    "Fault",
    "Faults",
    "FloodLimits",
    "Group",
    "LocalTelegram",
    "Person",
    "PersonChat",
    "Press",
    "SeenMessage",
    "ServerClock",
    "Toast",
]
