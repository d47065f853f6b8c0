"""What the head says, wherever a page puts it."""

from __future__ import annotations

from lxml.html import fromstring

from newscrawl.metadata.head import MAX_META_CHARACTERS, MAX_REPEATS, Head, read_head
from newscrawl.metadata.survey import survey_page


def read(head: str, body: str = "") -> Head:
    return read_head(survey_page(fromstring(f'<html lang="en-GB"><head>{head}</head><body>{body}</body></html>')))


def test_metas_are_kept_by_every_name_in_order() -> None:
    head = read('<meta property="OG:Title" content=" A &amp;amp; B "><meta name="og:title" value="C">')
    assert head.read_all("og:title") == ["A & B", "C"]
    assert head.read_first("twitter:title", "og:title") == "A & B"
    assert head.read_first("twitter:title") is None


def test_metas_links_and_json_ld_in_the_body_count() -> None:
    head = read("", '<meta itemprop="author" content="Ann"><link rel="canonical alternate" href="/a">'
                    '<script type="application/ld+json">{}</script>')  # fmt: skip
    assert head.read_all("itemprop:author") == ["Ann"]
    assert head.links == {"canonical": ("/a",), "alternate": ("/a",)}
    assert head.json_ld == ("{}",)


def test_title_of_a_drawing_is_no_title() -> None:
    assert read("", "<svg><title>Icon</title></svg>").title is None
    assert read("<title> The  tide </title>", "<svg><title>Icon</title></svg>").title == "The tide"


def test_empty_metas_are_left_out_and_endless_ones_cut() -> None:
    head = read(f'<meta name="a" content=" "><meta name="b" content="{"x" * 2 * MAX_META_CHARACTERS}">')
    assert "a" not in head.metas
    assert len(head.metas["b"][0]) == MAX_META_CHARACTERS
    assert len(read('<meta name="c" content="x">' * 500).metas["c"]) == MAX_REPEATS


def test_language_of_the_root_is_kept() -> None:
    assert read("").lang == "en-GB"
