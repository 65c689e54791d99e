"""Whom to call in an emergency: the two questions, for oneself or for somebody one brings."""

from __future__ import annotations

from pydantic import BaseModel

from handlers.context import Context
from handlers.forms.form import Answers, Given, Step, Trouble
from handlers.forms.profile_steps import read_name
from locales.fr.phone import read_phone


class Contact(BaseModel):
    """Who to call in an emergency."""

    contact_name: str
    contact_phone: str


async def _read_name(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    if given.contact is not None:
        return " ".join(filter(None, (given.contact.first_name, given.contact.last_name)))[:60]
    return await read_name(ctx, given, answers)


async def _read_phone(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    written = given.contact.phone_number if given.contact is not None else given.text
    if given.contact is not None and not written.startswith(("0", "+")):
        written = f"+{written}"
    return read_phone(written) or Trouble("profile/phone_unusable")


TEXT_OR_CONTACT = frozenset({"text", "contact"})
NAME = Step("contact_name", "profile/ask_contact_name", read=_read_name, takes=TEXT_OR_CONTACT)
PHONE = Step("contact_phone", "profile/ask_contact_phone", read=_read_phone, takes=TEXT_OR_CONTACT)
