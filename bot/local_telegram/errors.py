"""How the local Telegram refuses: towards a bot (ApiError) and towards whoever drives the control interface."""

from collections.abc import Mapping

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
}


class ApiError(Exception):
    """An unsuccessful answer of the Bot API: HTTP status, description as Telegram words it, response parameters."""

    def __init__(self, status: int, reason: str = "", parameters: Mapping[str, int] | None = None) -> None:
        prefix = PREFIXES.get(status, "Error")
        self.status = status
        self.description = f"{prefix}: {reason}" if reason else prefix
        self.parameters = dict(parameters or {})
        super().__init__(self.description)


class ActError(Exception):
    """A person cannot do that (no such message, not in that group, …): what the driver of a person is told."""

    def __init__(self, reason: str, status: int = 400) -> None:
        self.status = status
        super().__init__(reason)


def bad_request(reason: str, **parameters: int) -> ApiError:
    return ApiError(400, reason, parameters)


def forbidden(reason: str) -> ApiError:
    return ApiError(403, reason)
