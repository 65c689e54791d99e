"""The settings of a machine: `COOPTER_*` in the environment or in `.env`; what the cooperative decides is none."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting is missing or unusable; the text is one line that names it and gives an example."""


class DataSettings(BaseSettings):
    """Where the data is: enough for what looks after it without running the bot."""

    model_config = SettingsConfigDict(env_prefix="COOPTER_", env_file=".env", extra="ignore")

    data: Path = Path("data")

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.data / "coopter.sqlite3"


class Settings(DataSettings):
    """What a machine needs to run the bot."""

    token: str
    coordinators: Annotated[frozenset[int], NoDecode] = frozenset()
    telegram_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: str | None = None
    public_url: str | None = None  # None: no web page and no calendar to subscribe to
    web_host: str = "127.0.0.1"
    web_port: int = 8080
    clock_url: str | None = None
    sends_in_flight: int = 32
    backup_days: int = Field(default=30, ge=0, le=3650)  # how long daily backups are kept; 0: none are made
    metrics_port: int | None = Field(default=None, ge=1, le=65535)  # None: no health and metrics endpoint
    metrics_host: str = "127.0.0.1"

    @field_validator("token")
    @classmethod
    def _token(cls, value: str) -> str:
        number, _, secret = value.partition(":")
        if not (number.isdigit() and len(secret) >= 20 and secret.replace("-", "").replace("_", "").isalnum()):
            raise ValueError("is no bot token")
        return value

    @field_validator("coordinators", mode="before")
    @classmethod
    def _coordinators(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("telegram_url", "webhook_url", "clock_url", "public_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("is no http address")
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise ValueError("is not encrypted (http) and not on this machine")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _bare(cls, value: str | None) -> str | None:
        if value is not None and (urlsplit(value).query or urlsplit(value).fragment or urlsplit(value).username):
            raise ValueError("has more than a host and a path")
        return value

    @model_validator(mode="after")
    def _together(self) -> Settings:
        if self.webhook_url and len(self.webhook_secret or "") < 32:
            raise ValueError("webhook_secret: must have at least 32 characters where webhook_url is set")
        if self.clock_url and not is_loopback(urlsplit(self.telegram_url).hostname or ""):
            raise ValueError("clock_url: goes only with a Bot API server on this machine")
        return self

    @property
    def base_url(self) -> str:
        """Where the Bot API is, as python-telegram-bot wants it."""
        return f"{self.telegram_url}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are downloaded from."""
        return f"{self.telegram_url}/file/bot"


EXAMPLES = {
    "token": "COOPTER_TOKEN=123456789:AAEexample-token-from-BotFather_0123",
    "coordinators": "COOPTER_COORDINATORS=123456789,987654321",
    "telegram_url": "COOPTER_TELEGRAM_URL=https://api.telegram.org",
    "webhook_url": "COOPTER_WEBHOOK_URL=https://bot.example.org/telegram",
    "webhook_secret": "COOPTER_WEBHOOK_SECRET=(32 characters or more of A-Z a-z 0-9 _ -)",
    "public_url": "COOPTER_PUBLIC_URL=https://bot.example.org",
    "web_port": "COOPTER_WEB_PORT=8080",
    "clock_url": "COOPTER_CLOCK_URL=http://127.0.0.1:8081/control/clock",
    "sends_in_flight": "COOPTER_SENDS_IN_FLIGHT=32",
    "backup_days": "COOPTER_BACKUP_DAYS=30",
    "metrics_port": "COOPTER_METRICS_PORT=9464",
}


def is_loopback(host: str) -> bool:
    """Whether a host name is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load(**given: Any) -> Settings:
    """Read the settings; raise SettingsError with one line for the first that is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_line(error)) from None


def _line(error: ValidationError) -> str:
    first = error.errors()[0]
    reason = str(first["msg"]).removeprefix("Value error, ")
    name = str(first["loc"][0]) if first["loc"] else reason.partition(":")[0]
    reason = "is not set" if first["type"] == "missing" else reason.removeprefix(f"{name}: ")
    example = EXAMPLES.get(name)
    return f"COOPTER_{name.upper()} {reason}" + (f" — example: {example}" if example else "")
