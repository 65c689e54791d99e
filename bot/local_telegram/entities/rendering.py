"""Entities back to safe HTML, for a page."""

from collections.abc import Iterable
from html import escape

from bot.local_telegram.accounts import Json

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
}
SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")


def rendered(text: str, entities: Iterable[Json]) -> str:
    """The text as HTML: everything escaped, entities as tags, properly nested even where they cross."""
    raw = text.encode("utf-16-le")
    tagged = [(e["offset"], e["offset"] + e["length"], tags) for e in entities if (tags := _tags(e, raw))]
    cuts = sorted({0, len(raw) // 2} | {cut for start, stop, _ in tagged for cut in (start, stop)})
    pieces: list[str] = []
    active: list[tuple[int, int, tuple[str, str]]] = []
    for start, stop in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        wanted = [one for one in tagged if one[0] <= start < one[1]]
        same = 0
        while same < min(len(active), len(wanted)) and active[same] is wanted[same]:
            same += 1
        pieces.extend(tags[1] for _, _, tags in reversed(active[same:]))
        pieces.extend(tags[0] for _, _, tags in wanted[same:])
        active = wanted
        pieces.append(escape(raw[start * 2 : stop * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(pieces)


def _tags(entity: Json, raw: bytes) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in TAGS:
        return TAGS[kind]
    shown = raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le", "replace")
    address = ""
    if kind == "text_link":
        address = entity["url"]
    elif kind == "url":
        address = shown if "://" in shown else f"http://{shown}"
    elif kind == "email":
        address = f"mailto:{shown}"
    if not address.lower().startswith(SCHEMES):
        return None
    return f'<a href="{escape(address)}">', "</a>"
