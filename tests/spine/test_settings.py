"""A wrong setting stops the start with one line that names it and gives an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load

TOKEN = "123456789:AAEexample-token-from-BotFather_0123"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` and no setting of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"COOPTER_{name.upper()}", raising=False)


def test_good_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPTER_TOKEN", TOKEN)
    monkeypatch.setenv("COOPTER_COORDINATORS", "12, 34")
    monkeypatch.setenv("COOPTER_TELEGRAM_URL", "http://127.0.0.1:8081/")
    settings = load()
    assert settings.coordinators == {12, 34}
    assert settings.base_url == "http://127.0.0.1:8081/bot"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", "nonsense"),
        ("COORDINATORS", "Brigitte"),
        ("TELEGRAM_URL", "http://bot.example.org"),
        ("TELEGRAM_URL", "ftp://127.0.0.1"),
        ("WEBHOOK_URL", "http://bot.example.org/hook"),
        ("WEB_PORT", "many"),
        ("METRICS_PORT", "beaucoup"),
        ("METRICS_PORT", "0"),
        ("METRICS_PORT", "70000"),
        ("BACKUP_DAYS", "-1"),
        ("BACKUP_DAYS", "un mois"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("COOPTER_TOKEN", TOKEN)
    monkeypatch.setenv(f"COOPTER_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert str(caught.value).startswith(f"COOPTER_{name} ")
    assert "example: COOPTER_" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_token_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^COOPTER_TOKEN is not set"):
        load()


@pytest.mark.parametrize("secret", [None, "short", "x" * 31])
def test_a_webhook_without_a_long_secret_is_refused(monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    monkeypatch.setenv("COOPTER_TOKEN", TOKEN)
    monkeypatch.setenv("COOPTER_WEBHOOK_URL", "https://bot.example.org/hook")
    if secret:
        monkeypatch.setenv("COOPTER_WEBHOOK_SECRET", secret)
    with pytest.raises(SettingsError, match="COOPTER_WEBHOOK_SECRET"):
        load()


def test_a_steered_clock_goes_only_with_a_server_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPTER_TOKEN", TOKEN)
    monkeypatch.setenv("COOPTER_CLOCK_URL", "http://127.0.0.1:8081/control/clock")
    with pytest.raises(SettingsError, match="COOPTER_CLOCK_URL"):
        load()
    monkeypatch.setenv("COOPTER_TELEGRAM_URL", "http://localhost:8081")
    assert load().clock_url == "http://127.0.0.1:8081/control/clock"
