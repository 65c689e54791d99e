"""Only this machine gets in, and no other site's pages."""

from __future__ import annotations

import pytest

from bot.local_telegram import LocalTelegram
from tests.local_telegram.conftest import Wire


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254", "[", ""])
async def test_other_hosts_are_refused(wire: Wire, telegram: LocalTelegram, host: str) -> None:
    for path in ("/control/state", f"/bot{telegram.token}/getMe", "/"):
        async with wire.session.get(telegram.url + path, headers={"Host": host}) as answer:
            assert answer.status in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_loopback_names_are_served(wire: Wire, telegram: LocalTelegram, host: str) -> None:
    assert (await wire.get("state", Host=f"{host}:{telegram.port}")).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
async def test_other_origins_are_refused(wire: Wire, telegram: LocalTelegram, origin: str) -> None:
    answer = await wire.post("people", {"first_name": "x"}, Origin=origin.format(port=telegram.port))
    assert answer.status == 403
    assert telegram.state.people == {}


async def test_other_sites_cannot_even_load_from_it(wire: Wire) -> None:
    assert (await wire.get("state", **{"Sec-Fetch-Site": "cross-site"})).status == 403


async def test_its_own_origin_is_served(wire: Wire, telegram: LocalTelegram) -> None:
    assert (await wire.post("people", {"first_name": "x"}, Origin=telegram.url)).status == 200


async def test_it_listens_on_loopback_only() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await LocalTelegram().start(host="0.0.0.0")


async def test_files_that_a_browser_could_run_are_only_downloaded(wire: Wire, telegram: LocalTelegram) -> None:
    lea = await telegram.person("Léa")
    await lea.start()
    sent = await lea.sends_document(b"<script>alert(1)</script>", name="x.html", mime_type="text/html")
    unique_id = sent.payload["document"]["file_unique_id"]
    async with wire.session.get(f"{telegram.url}/control/files/{unique_id}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.content_type == "application/octet-stream"


async def test_the_page_gives_out_its_own_files_only() -> None:
    import aiohttp

    async with LocalTelegram(page=True) as telegram, aiohttp.ClientSession() as session:
        for path in ("/../state.py", "/%2e%2e/state.py", "/..%2fstate.py", "/.hidden"):
            async with session.get(telegram.url + path) as answer:
                assert answer.status == 404
