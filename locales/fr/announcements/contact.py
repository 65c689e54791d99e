"""Phone numbers and mail addresses typed into an announcement: kept apart, never shown with it."""

import re

from locales.fr.announcements.passage import Heard

_CONTACT = re.compile(
    r"(?<![\d])(?:\+33|0033|0)\s?[1-9](?:[\s.-]?\d{2}){4}(?!\d)|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)@[a-z]\w{4,31}\b"
)


def read_contacts(written: str) -> Heard[tuple[str, ...]]:
    """Phone numbers, mail addresses and Telegram names, as typed."""
    hits = list(_CONTACT.finditer(written))
    return Heard(value=tuple(hit[0] for hit in hits), spans=tuple(hit.span() for hit in hits))
