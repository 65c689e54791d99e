"""Texts are read as Telegram reads them: entities in UTF-16 units, unknown tags refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_telegram.entities import formatted, utf16_length
from bot.local_telegram.entities.rendering import rendered
from bot.local_telegram.errors import ApiError


def test_html_nests_and_counts_in_utf16_units() -> None:
    text, entities = formatted("<b>é😀 <i>x</i></b> &amp; &#233;", "HTML")
    assert text == "é😀 x & é"
    assert entities == [{"type": "bold", "offset": 0, "length": 5}, {"type": "italic", "offset": 4, "length": 1}]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<code>x</code>", "code"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<a href="https://a.fr/">x</a>', "text_link"),
    ],
)
def test_each_tag_makes_its_entity(source: str, kind: str) -> None:
    assert [entity["type"] for entity in formatted(source, "HTML")[1]] == [kind]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_telegram_does_not_know_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_a_pre_with_a_language_is_one_entity() -> None:
    text, entities = formatted('<pre><code class="language-python">x = 1</code></pre>', "HTML")
    assert text == "x = 1"
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_a_link_that_is_no_address_stays_plain_text() -> None:
    assert formatted('<a href="pas une adresse">x</a>', "HTML") == ("x", [])


def test_markdown_v2_nests_and_unescapes() -> None:
    text, entities = formatted("*gras _et_* \\. ||secret|| [lien](https://a.fr/)", "MarkdownV2")
    assert text == "gras et . secret lien"
    assert [entity["type"] for entity in entities] == ["bold", "italic", "spoiler", "text_link"]


@pytest.mark.parametrize("character", "_*[]()~`>#+-=|{}.!")
def test_markdown_v2_wants_its_characters_escaped(character: str) -> None:
    assert formatted(f"a \\{character} b", "MarkdownV2")[0] == f"a {character} b"
    if character not in "_*[~`|>":
        with pytest.raises(ApiError, match="is reserved and must be escaped"):
            formatted(f"a {character} b", "MarkdownV2")


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("x", "BBCode")


def test_telegram_finds_commands_mentions_and_addresses_by_itself() -> None:
    text = "/agenda@coopter_bot avec @lea sur https://ex.fr/a?b=1, #chantier le 12/03 à lea@ex.fr"
    found = [(entity["type"], _covered(text, entity)) for entity in formatted(text)[1]]
    assert found == [
        ("bot_command", "/agenda@coopter_bot"),
        ("mention", "@lea"),
        ("url", "https://ex.fr/a?b=1"),
        ("hashtag", "#chantier"),
        ("email", "lea@ex.fr"),
    ]


def test_white_space_around_is_cut_and_entities_follow() -> None:
    assert formatted("\n <b>x</b> \n", "HTML") == ("x", [{"type": "bold", "offset": 0, "length": 1}])


def test_entities_beyond_the_text_are_refused() -> None:
    with pytest.raises(ApiError):
        formatted("abc", entities=[{"type": "bold", "offset": 2, "length": 5}])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_escaped_text_comes_back_whole(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain = formatted(text)
    assert formatted(escaped, "HTML") == plain
    assert all(entity["offset"] + entity["length"] <= utf16_length(plain[0]) for entity in plain[1])


@given(st.text(alphabet='<>/b& i"=a;é😀*_`|[]()\\.', max_size=40), st.sampled_from(["HTML", "MarkdownV2", "Markdown"]))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_shown(text: str, mode: str) -> None:
    try:
        shown, entities = formatted(text, mode)
    except ApiError:
        return
    html = rendered(shown, entities)
    assert html.count("<b>") == html.count("</b>")


def test_crossing_entities_are_shown_properly_nested() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert rendered("abcde", entities) == "<b>ab<i>c</i></b><i>de</i>"


def test_shown_html_is_safe() -> None:
    html = rendered("<script>", [{"type": "text_link", "offset": 0, "length": 8, "url": "javascript:alert(1)"}])
    assert html == "&lt;script&gt;"


def _covered(text: str, entity: dict[str, int]) -> str:
    raw = text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
