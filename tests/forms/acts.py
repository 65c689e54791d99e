"""What people do in the cases of the catalogue: acts, and what a case is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.local_telegram import Person
from handlers.forms.form import Form
from locales import texts


@dataclass(frozen=True)
class Act:
    """One act and what it brings. `forges` presses with this callback data, whatever buttons are shown."""

    kind: Literal["starts", "says", "presses", "forges", "photo"]
    what: str = ""
    brings: str = "."

    async def play(self, person: Person, timeout: float = 5) -> None:  # noqa: ASYNC109
        """Do it, and wait for what comes back."""
        await self.begin(person)
        await person.sees(self.brings, timeout=timeout)

    async def begin(self, person: Person) -> None:
        """Do it; nothing is waited for."""
        if self.kind == "starts":
            await person.start(self.what)
        elif self.kind == "says":
            await person.says(self.what)
        elif self.kind == "presses":
            await person.presses(self.what)
        elif self.kind == "forges":
            await person.presses(data=self.what)
        else:
            await person.sends_photo()


@dataclass(frozen=True)
class Case:
    """A form: `who` (of the stage) opens it and answers everything, one act an answer; `ends` comes at the end."""

    who: str
    opens: tuple[Act, ...]
    answers: tuple[Act, ...]
    ends: str
    given_up: str = "C’est annulé, rien n’a été gardé"

    @property
    def question(self) -> str:
        """What the first question says."""
        return self.opens[-1].brings


async def give_up(person: Person, form: Form, case: Case) -> None:
    """Press the button that gives the form up, and be sure."""
    await person.presses(cancel_label(form))
    await surely(person, case)


async def surely(person: Person, case: Case) -> None:
    """Say yes if they are asked whether they are sure; see that it is given up."""
    said = await person.sees(f"{case.given_up}|Abandonner")
    if "Abandonner" in said.text:
        await person.presses("Oui, abandonner")
        await person.sees(case.given_up)


def cancel_label(form: Form) -> str:
    """Return what the button says that gives a form up."""
    return texts.label("fr", form.cancel_label, {})


def starts(payload: str, brings: str) -> Act:
    """They press Start, perhaps led by a link."""
    return Act("starts", payload, brings)


def says(text: str, brings: str = ".") -> Act:
    """They write."""
    return Act("says", text, brings)


def presses(label: str, brings: str = ".") -> Act:
    """They press a button by its label."""
    return Act("presses", label, brings)


def forges(name: str, *args: int, brings: str) -> Act:
    """They press a button that leads to a form, wherever it stands."""
    return Act("forges", ".".join(["1", name, *map(str, args)]), brings)


def photo(brings: str = ".") -> Act:
    """They send a picture."""
    return Act("photo", "", brings)
