"""Players, pictures, password fields, challenge marks and the declared length are read from the markup."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html
from newscrawl.extraction.page_type.markup import Markup, find_mark, read_jumps


def read(body: str, head: str = "") -> Markup:
    tree = parse_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return Markup(tree)


@pytest.mark.parametrize(
    ("body", "players"),
    [
        ("<video src='/a.mp4'></video>", 1),
        ("<iframe src='https://player.example/embed/4'></iframe>", 1),
        ("<iframe data-src='https://films.example/embed/4'></iframe>", 1),
        ("<div class='jwplayer'></div>", 1),
        ("<iframe src='https://maps.example/harbour'></iframe>", 0),
        ("<div class='players-of-the-match'></div>", 0),
    ],
)
def test_players(body: str, players: int) -> None:
    assert read(body).players == players


@pytest.mark.parametrize(
    ("body", "pictures"),
    [
        ("<figure><img src='/a.jpg'></figure>", 1),
        ("<ul class='diaporama'><li><img src='/a.jpg'></li><li><img src='/b.jpg'></li></ul>", 2),
        ("<figure><a href='/a-big.jpg'><img src='/a.jpg'></a></figure>", 1),
        ("<figure><a href='/news/other-story'><img src='/a.jpg'></a></figure>", 0),
        ("<img src='/logo.png'>", 0),
    ],
)
def test_pictures(body: str, pictures: int) -> None:
    assert read(body).pictures == pictures


def test_jumps_are_the_links_that_stay_on_the_page() -> None:
    tree = parse_html(
        "<html><body><a href='#q1'>What is  a <b>dredger</b>?</a><a href='javascript:void(0)'>More</a><a>No link</a>"
        "<a href=' \t#top'>Up</a><a href='/news/a#b'>A story</a></body></html>"
    )
    assert tree is not None
    assert read_jumps(tree) == {"What is a dredger?", "More", "No link", "Up"}


def test_fields_texts_and_declared_length() -> None:
    markup = read(
        "<form><input type='PASSWORD'><input type='text'></form><noscript>Turn on scripts</noscript>",
        "<title> The  title </title>"
        '<script type=\'application/ld+json\'>{"wordCount": 1240}</script><script>"wordCount": 9999</script>',
    )
    assert (markup.passwords, markup.noscript, markup.title, markup.word_count) == (
        1,
        "Turn on scripts",
        "The title",
        1240,
    )


def test_marks_are_found_in_addresses_and_names() -> None:
    tree = parse_html(
        "<html><body><div id='PX-Captcha'></div><script src='/cdn/challenge-platform/x.js'></script></body></html>"
    )
    assert tree is not None
    assert find_mark(tree, ("px-captcha",)) == "px-captcha"
    assert find_mark(tree, ("challenge-platform",)) == "challenge-platform"
    assert find_mark(tree, ("awswaf",)) is None
