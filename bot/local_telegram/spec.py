"""Which methods, parameters and types there are, and checks of a call against them, put together once.

The facts are in bot_api.json; parameters that a method does not have are told apart, not refused here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import ApiError, bad_request

Check = Callable[[Any, str], Any]
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "file_id": "file_id not specified",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
_unknown_fields: list[str] = []
MEDIA = ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")


@dataclass(slots=True)
class Method:
    """A method that is simulated: a check for each parameter and the names of the required ones."""

    name: str
    checks: dict[str, Check]
    required: tuple[str, ...]

    def read(self, given: Mapping[str, Any]) -> tuple[Json, list[str]]:
        """(parameters of the right types, names unknown to the method). Raises ApiError 400."""
        read: Json = {}
        _unknown_fields.clear()
        unknown = []
        checks = self.checks
        for name, value in given.items():
            check = checks.get(name)
            if check is None:
                unknown.append(name)
            elif value is not None and value != "":
                read[name] = check(value, name)
        for name in self.required:
            if name not in read:
                raise _missing(name, name in given)
        return read, unknown + _unknown_fields


def _missing(name: str, given: bool) -> ApiError:
    if name in MISSING:
        return bad_request(MISSING[name])
    if name in MEDIA:
        return bad_request(f"there is no {name.replace('_', ' ')} in the request")
    if given and name == "url":
        return bad_request("invalid webhook URL specified")
    return bad_request(f'parameter "{name}" is required')


@cache
def facts() -> Json:
    """The facts themselves."""
    read: Json = json.loads(files("bot.local_telegram").joinpath("bot_api.json").read_text("utf-8"))
    return read


@cache
def method_names() -> dict[str, str]:
    """Every method of the Bot API, by its name in small letters."""
    return {name.lower(): name for name in facts()["methods"]}


@cache
def method(name: str) -> Method | None:
    """The method of that name, when its parameters are known here."""
    described = facts()["methods"][name]
    if described is None:
        return None
    params = described["params"]
    optional_empty = {"url"} if name == "setWebhook" else {"commands"}
    required = tuple(param for param, fact in params.items() if fact.get("required") and param not in optional_empty)
    return Method(name, {param: check_of(tuple(fact["types"])) for param, fact in params.items()}, required)


@cache
def update_kinds() -> frozenset[str]:
    """The kinds of updates there are."""
    return frozenset(facts()["types"]["Update"]["fields"]) - {"update_id"}


@cache
def check_of(types: tuple[str, ...]) -> Check:
    """A check for a value of one of these types; it returns the value as that type."""
    if set(types) == {"Integer", "String"}:
        return _chat_reference
    if len(types) == 1 and types[0] in PLAIN:
        return PLAIN[types[0]]
    if all(one in ("InputFile", "String") for one in types):
        return _string
    named = [one for one in types if one not in ("InputFile", "String")]
    return _from_json(_structure(tuple(named)), named[0])


def _integer(value: Any, name: str) -> int:
    if isinstance(value, bool):
        raise bad_request(f'parameter "{name}" must be of type Integer')
    if isinstance(value, int):
        return value
    try:
        return int(value) if isinstance(value, str) or float(value).is_integer() else int("")
    except (TypeError, ValueError):
        raise bad_request(f'parameter "{name}" must be of type Integer') from None


def _float(value: Any, name: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise bad_request(f'parameter "{name}" must be of type Float') from None
    if isinstance(value, bool) or number != number:
        raise bad_request(f'parameter "{name}" must be of type Float')
    return number


def _boolean(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    written = str(value).lower() if isinstance(value, str | int) else ""
    if written in ("true", "yes", "1"):
        return True
    if written in ("false", "no", "0"):
        return False
    raise bad_request(f'parameter "{name}" must be of type Boolean')


def _string(value: Any, name: str) -> str:
    if isinstance(value, str):
        if not value.isascii():
            _must_be_unicode(value)
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f'parameter "{name}" must be of type String')


def _must_be_unicode(value: str) -> None:
    """Refuse halves of surrogate pairs, which JSON can carry."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _chat_reference(value: Any, name: str) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _integer(value, name)
    except ApiError:
        raise bad_request("chat not found") from None


PLAIN: dict[str, Check] = {
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "True": _boolean,
    "String": _string,
}


def _from_json(check: Check, type_name: str) -> Check:
    def read(value: Any, name: str) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad_request(f"can't parse {JSON_WORDS.get(name, name)} JSON object") from None
        return check(value, name)

    read.__name__ = f"read_{type_name}"
    return read


JSON_WORDS = {"reply_markup": "reply keyboard markup", "reply_parameters": "reply parameters"}


def _structure(types: tuple[str, ...]) -> Check:
    """A check for an already decoded value."""
    if set(types) == {"Integer", "String"}:
        return _chat_reference
    if all(one in ("InputFile", "String") for one in types):
        return _string
    if len(types) > 1:
        if all(one.startswith("Array of ") for one in types):
            return _array(_any_of(tuple(one.removeprefix("Array of ") for one in types)))
        return _any_of(types)
    name = types[0]
    if name.startswith("Array of "):
        return _array(_structure((name.removeprefix("Array of "),)))
    if name in PLAIN:
        return PLAIN[name]
    return _lazily(name)


def _lazily(name: str) -> Check:
    def check(value: Any, where: str) -> Any:
        return _object(name)(value, where)

    return check


def _array(inner: Check) -> Check:
    def check(value: Any, name: str) -> list[Any]:
        if not isinstance(value, list):
            raise bad_request(f"expected an Array in {name}")
        return [inner(one, name) for one in value]

    return check


@cache
def _object(name: str) -> Check:
    """A check for an object of a named type; types that are not described take any object."""
    described = facts()["types"].get(name, {})
    if "one_of" in described:
        return _any_of(tuple(described["one_of"]))
    fields = {field: _structure(tuple(fact["types"])) for field, fact in described.get("fields", {}).items()}
    required = tuple(field for field, fact in described.get("fields", {}).items() if fact.get("required"))

    def check(value: Any, where: str) -> Any:
        if name == "KeyboardButton" and isinstance(value, str):
            return {"text": value}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: expected an Object in {where}")
        return _read_fields(name, fields, required, value)

    return check


def _read_fields(name: str, fields: dict[str, Check], required: tuple[str, ...], value: Json) -> Json:
    for field in required:
        if value.get(field) is None:
            raise bad_request(f"can't parse {name}: Can't find field \"{field}\"")
    if not fields:
        return value
    read: Json = {}
    for field, inside in value.items():
        check = fields.get(field)
        if check is None:
            _unknown_fields.append(f"{name}.{field}")
        elif inside is not None:
            read[field] = check(inside, f"{name}.{field}")
    return read


def _any_of(types: tuple[str, ...]) -> Check:
    """A check for a value of one of several object types, told apart by what it carries."""
    described = {name: set(facts()["types"].get(name, {}).get("fields", {})) for name in types}
    needed = {
        name: {
            field for field, fact in facts()["types"].get(name, {}).get("fields", {}).items() if fact.get("required")
        }
        for name in types
    }

    def check(value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {where.replace('_', ' ')}")
        fitting = [name for name in types if _fits(name, value) and needed[name] <= value.keys()]
        if not fitting:
            fitting = [name for name in types if _fits(name, value)] or list(types)
        best = max(fitting, key=lambda name: len(described[name] & value.keys()))
        return _object(best)(value, where)

    return check


def _fits(name: str, value: Json) -> bool:
    """Whether the ``type`` a value carries belongs to the type of that name."""
    kind = value.get("type")
    if not isinstance(kind, str):
        return True
    words = "".join(part.capitalize() for part in kind.split("_"))
    return name.endswith(words)
