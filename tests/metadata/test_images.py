"""Images of the story, their captions and credits."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata import Metadata, read_metadata

URL = "https://news.example/local/tide"


def read(body: str, head: str = "") -> Metadata:
    page = f"<html><head>{head}</head><body><article><h1>The tide turns</h1>{body}</article></body></html>"
    return read_metadata(fromstring(page), URL)


def show(metadata: Metadata) -> list[tuple[str, str | None, str | None]]:
    return [(image.url.removeprefix("https://news.example"), image.caption, image.credit) for image in metadata.images]


@pytest.mark.parametrize(
    ("body", "image"),
    [
        ('<figure><img src="/a.jpg"><figcaption>The quay. (Photo: Ann Roe)</figcaption></figure>',
         ("/a.jpg", "The quay.", "Ann Roe")),
        ('<figure><img src="/a.jpg"><figcaption>A. Roe (SPD) and B. Low (CDU)</figcaption></figure>',
         ("/a.jpg", "A. Roe (SPD) and B. Low (CDU)", None)),
        ('<figure><img src="/lazyload-fallback.gif" data-src="/a.jpg"></figure>', ("/a.jpg", None, None)),
        ('<figure><img srcset="/a.jpg 1x, /b.jpg 2x"></figure>', ("/a.jpg", None, None)),
        ('<div><img src="/a.jpg"></div><p class="pic-desc">The quay.</p>', ("/a.jpg", "The quay.", None)),
        ('<div><img src="/a.jpg" alt="The old quay"></div><div>The old quay at low tide.</div>',
         ("/a.jpg", "The old quay at low tide.", None)),
        ('<div><img src="/a.jpg"><div><b class="caption">The quay.</b> <i class="credit">(Foto: Roe)</i></div></div>',
         ("/a.jpg", "The quay.", "Roe")),
        ('<figure><img src="/a.jpg"><figcaption>港の花火＝2日、汐見市＝共同</figcaption></figure>',
         ("/a.jpg", "港の花火＝2日、汐見市", "共同")),
        ('<figure><img src="/a.jpg"><figcaption>货轮靠港。新华社记者 何思源 摄</figcaption></figure>',
         ("/a.jpg", "货轮靠港。", "新华社记者 何思源")),
    ],
)  # fmt: skip
def test_image_has_its_caption_and_credit(body: str, image: tuple[str, str | None, str | None]) -> None:
    assert show(read(body)) == [image]


@pytest.mark.parametrize(
    "body",
    [
        '<aside><figure><img src="/a.jpg"></figure></aside>',
        '<div class="related"><a><figure><img src="/a.jpg"></figure></a></div>',
        '<div class="author-box"><figure><img src="/a.jpg"></figure></div>',
        '<figure><img src="/icon.svg"></figure>',
        '<figure><img src="data:image/gif;base64,x"></figure>',
        '<img src="/a.jpg">',
    ],
)
def test_teasers_portraits_icons_and_bare_images_are_left_out(body: str) -> None:
    assert read(body).images == ()


def test_one_image_in_several_sizes_is_one() -> None:
    figure = '<figure><img src="/{}/a.jpg"><figcaption>{}</figcaption></figure>'
    assert len(read(figure.format("s", "One.") + figure.format("l", "Two.")).images) == 1
    other = '<figure><img src="/a/640.jpg"><figcaption>One.</figcaption></figure>'
    assert len(read(other + other.replace("640", "1920")).images) == 1


def test_image_inside_a_figure_is_read_with_it() -> None:
    body = '<figure><div><img src="/a.jpg"></div><figcaption>The quay.</figcaption></figure>'
    assert show(read(body)) == [("/a.jpg", "The quay.", None)]


@pytest.mark.parametrize(
    ("head", "body", "image"),
    [
        ('<meta property="og:image" content="/lead.jpg">', "", "https://news.example/lead.jpg"),
        ('<meta property="og:image" content="/logo.svg"><meta name="twitter:image" content="//cdn.example/a.jpg">',
         "", "https://cdn.example/a.jpg"),
        ("", '<figure><img src="/a.jpg"></figure>', None),
        ("", '<figure><img src="/a.jpg"><figcaption>The quay.</figcaption></figure>', "https://news.example/a.jpg"),
        ('<base href="https://cdn.example/x/"><meta property="og:image" content="a.jpg">', "",
         "https://cdn.example/x/a.jpg"),
    ],
)  # fmt: skip
def test_lead_image_is_the_one_that_metas_name_else_the_first_with_a_caption(
    head: str, body: str, image: str | None
) -> None:
    assert read(body, head).image == image


def test_captions_of_structured_data_stand_in() -> None:
    data = (
        '{"@type":"NewsArticle","headline":"The tide turns","image":{"url":"/a.jpg","caption":"The quay.",'
        '"creditText":"Foto: Ann Roe"}}'
    )
    assert show(read("", f'<script type="application/ld+json">{data}</script>')) == [("/a.jpg", "The quay.", "Ann Roe")]
