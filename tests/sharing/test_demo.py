"""In the demo the pages are served on this machine, so that the link of a poster opens in the browser."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.demo import demonstration
from storage import web_links, work_days
from storage.store import Unit


async def _shared(unit: Unit) -> str:
    return await web_links.publish(unit, (await work_days.coming(unit))[0].id)


async def test_the_link_of_a_poster_opens_in_the_demo(tmp_path: Path) -> None:
    async with demonstration(port=0, data=tmp_path, fresh=True) as (_, app):
        public_id = await app.store.run(_shared)
        async with aiohttp.ClientSession() as client, client.get(f"{app.public_url}/j/{public_id}") as answer:
            assert answer.status == 200
            assert "https://t.me/" in await answer.text()
