"""Telephone numbers as people in France write them."""

import re

_KEPT = re.compile(r"[^\d+]")


def read_phone(text: str) -> str | None:
    """Return a number in international form («+33612345678»), or None when the text holds none.

    French numbers have ten digits and begin with 0 (or +33, 0033); foreign ones begin with + and have 8 to 15 digits
    (Recommendation ITU-T E.164).
    """
    digits = _KEPT.sub("", text.replace("(0)", ""))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("33") and len(digits) == 11:
        digits = "+" + digits
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return "+33" + digits[1:]
    if digits.startswith("+33"):
        national = digits[3:].removeprefix("0")
        return "+33" + national if re.fullmatch(r"[1-9]\d{8}", national) else None
    return digits if re.fullmatch(r"\+[1-9]\d{7,14}", digits) else None


def say_phone(number: str) -> str:
    """«06 12 34 56 78» for a French number, others as they are."""
    if not re.fullmatch(r"\+33\d{9}", number):
        return number
    national = "0" + number[3:]
    return " ".join(national[at : at + 2] for at in range(0, 10, 2))
