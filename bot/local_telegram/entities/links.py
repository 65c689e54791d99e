"""Addresses behind formatted links."""

import re

from bot.local_telegram.accounts import Json

MENTION = re.compile(r"tg://user\?id=(\d+)$")
ADDRESS = re.compile(r"(?:(https?|ftp|tonsite|tg|ton|mailto|tel):(?://)?)?([^\s]+)$", re.IGNORECASE)
HOST = re.compile(
    r"(?:[^\s/?#@]*@)?([\w.-]+\.[\w-]{2,}|localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-fA-F:]+\])(:\d+)?([/?#].*)?$"
)


def usable_url(url: str) -> str | None:
    """The address with its scheme, or None when Telegram would not take it as one."""
    found = ADDRESS.match(url.strip())
    if not found:
        return None
    scheme = (found[1] or "").lower()
    if scheme in ("tg", "ton", "mailto", "tel"):
        return url.strip()
    if not HOST.match(found[2]):
        return None
    return url.strip() if scheme else f"http://{url.strip()}"


def link_entity(url: str) -> Json | None:
    """The type and address of the entity a link makes; None when the address is unusable (the text stays plain)."""
    mention = MENTION.match(url.strip())
    if mention:
        return {"type": "text_mention", "user": {"id": int(mention[1])}}
    address = usable_url(url)
    if address is None:
        return None
    if re.match(r"https?://[^/?#]+$", address):
        address += "/"
    return {"type": "text_link", "url": address}
