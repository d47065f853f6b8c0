"""Whatever the markup, the tree holds the page's text, or it is said that it does not."""

from __future__ import annotations

import time

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.dom.parsing import is_truncated

NAV = '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'
STORY = "".join(f"<p>Paragraph {number} of the story.</p>" for number in range(1, 5))
TEXTS = [f"Paragraph {number} of the story." for number in range(1, 5)]
END = '<footer class="foot"><a href="/imprint">Imprint</a></footer></body></html>'


def read_texts(html: str) -> list[str]:
    tree = parse_html(html)
    assert tree is not None
    assert not is_truncated(tree)
    return [block.text for block in segment_page(tree)]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<html><body>{NAV}</body></html>\n{STORY}{END}<script>a()</script>", id="behind the page's end"),
        pytest.param(f"<html><body>{NAV}<!-- advert {STORY}{END}<script>a()</script>", id="comment, script behind"),
        pytest.param(f"<html><body>{NAV}<!-- advert {STORY}{END}", id="comment that never ends"),
        pytest.param(f"<html><body><!-- a -->{NAV}<!-- advert {STORY}<!-- b {END}", id="two comments that never end"),
        pytest.param(f"<html><head><script>var a = 1 < 2;\n<body>{NAV}{STORY}{END}", id="script that never ends"),
        pytest.param(f"<html><script>a()</script><body>{NAV}<SCRIPT src=x>\n{STORY}{END}", id="the second script"),
        pytest.param(f"<html><head><style>p {{}}\n<body>{NAV}{STORY}{END}", id="style that never ends"),
        pytest.param(f"<html><head><title>A title<body>{NAV}{STORY}{END}", id="title that never ends"),
        pytest.param(f"<html><body>{NAV}<textarea>{STORY}{END}", id="text area that never ends"),
        pytest.param(f"<html><body>{NAV}<iframe src=x>{STORY}{END}", id="frame that never ends"),
        pytest.param(f"<html><body>{NAV}<plaintext>{STORY}{END}", id="plaintext"),
        pytest.param(f'<html><body>{NAV}<div class="story>{STORY}</div>{END}', id="open quote, other quotes behind"),
        pytest.param(f'<html><body>{NAV}<div class="story>{STORY}</div>', id="open quote, none behind"),
        pytest.param(f"<html><body>{NAV}<noscript>{STORY * 20}</noscript>{END}", id="story without scripts"),
        pytest.param(f"<html><body>{NAV}<template>{STORY * 20}</template>{END}", id="story in a template"),
        pytest.param(f"<!doctype html><title>A title</title>{NAV}<main>{STORY}</main>", id="no tags of head and body"),
        pytest.param(f"<head><title>A title</title>{NAV}<section>{STORY}</section>", id="head that never ends"),
        pytest.param(f'<x-a>{NAV}<template shadowrootmode="open">{STORY}</template></x-a>', id="shadow tree"),
        pytest.param(f"<html><body>{NAV}<select><option>One{STORY * 20}{END}", id="select that never ends"),
        pytest.param(f"<html><body>{NAV}<svg><path>{STORY * 20}{END}", id="drawing that never ends"),
        pytest.param(f"<html><body>{NAV}<embed src=x>{STORY}{END}", id="empty element that the parser does not know"),
        pytest.param(
            f"<html><frameset cols=1><frame src=x><noframes><body>{STORY * 20}</body></noframes></frameset></html>",
            id="page of frames",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{NAV}{STORY}{END}',
            id="XHTML",
        ),
        pytest.param(
            '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
            + STORY.replace("</p", "</h:p").replace("<p", "<h:p")
            + "</h:body></h:html>",
            id="XHTML with a prefix",
        ),
        pytest.param(
            "<html><body>" + "".join(f"<p><![CDATA[{text}]]></p>" for text in TEXTS) + END, id="CDATA sections"
        ),
        pytest.param(f"\ufeff\ufeff<html><body>{STORY}{END}", id="byte order marks"),
        pytest.param(f"<html><body>\ufeff{STORY}{END}", id="byte order mark inside"),
        pytest.param(f"<html><body>\x00{NAV}\x01\ud800&#x1;&#xFFFE;&#8;{STORY}{END}", id="illegal characters"),
        pytest.param("<br><br>".join(("", *TEXTS, "")), id="line breaks only"),
        pytest.param(f"<b><i><font size=2>{STORY}</font></i></b>", id="paragraphs in inline elements"),
        pytest.param(f"<table><tr><td>{NAV}<td>{STORY}<td>Advert</table>", id="layout table"),
        pytest.param("<div>" * 2_000 + STORY, id="2,000 elements deep"),
        pytest.param(f"<p>{NAV}<p></p></div></html><body>{STORY}</body></span>", id="end tags of nothing"),
    ],
)
def test_the_body_comes_out(html: str) -> None:
    texts = read_texts(html)
    start = texts.index(TEXTS[0])
    assert texts[start : start + len(TEXTS)] == TEXTS


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<html><body>{STORY}<!-- a page that was cut <p>here", id="comment at the end of a cut page"),
        pytest.param(f"<html><body>{STORY}<script>var html = '<p>one</p>'; if (a", id="script of a cut page"),
        pytest.param(f"<html><body>{STORY}<noscript><p>Please enable scripts.</p></noscript></body>", id="notice"),
        pytest.param(f"<html><body>{STORY}<template><p>{{{{title}}}}</p></template></body>", id="template of a script"),
        pytest.param(f"<html><body>{STORY}<select>{'<option>Land' * 9_000}</select></body>", id="9,000 options"),
        pytest.param(f"<html><body>{STORY}<script>//<![CDATA[\na('<p>code</p>')\n//]]></script></body>", id="CDATA"),
        pytest.param(f'<html><body><a title="A > B" data-x="<p>no</p>">{STORY}</a></body>', id="tags in attributes"),
        pytest.param(f"<html><body><svg><text>{'drawn ' * 200}</text></svg>{STORY}</body>", id="text of a drawing"),
    ],
)
def test_nothing_else_is_taken_for_text(html: str) -> None:
    assert read_texts(html) == TEXTS


def test_text_in_an_anchor_that_never_ends_is_no_link() -> None:
    def count(paragraphs: int) -> int:
        tree = parse_html(f"<body>{NAV}<a href=/advert><main>{'<p>A line.</p>' * paragraphs}</main>{END}")
        assert tree is not None
        return sum(block.link_characters for block in segment_page(tree) if block.text == "A line.")

    assert (count(3), count(6)) == (3 * len("A line."), 0)


def test_a_title_that_never_ends_is_a_title_still() -> None:
    tree = parse_html(f"<html><head><title>Vote delayed<body>{NAV}{STORY}{END}")
    assert tree is not None
    assert tree.findtext(".//title") == "Vote delayed"


def test_deeper_markup_than_the_parser_takes_is_told() -> None:
    tree = parse_html("<body>" + "<div>" * 3_000 + STORY)
    assert tree is not None
    assert is_truncated(tree)


@pytest.mark.parametrize("html", ["", " ", "\ufeff", "no markup", "<!-- -->", "<?xml version='1.0'?>", "\x00"])
def test_what_holds_no_element_is_no_page(html: str) -> None:
    assert parse_html(html) is None


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p>A line of text.</p>\n" * 45_000, id="paragraphs"),
        pytest.param("<p>x" * 250_000, id="short paragraphs"),
        pytest.param('<li><a href="/a/b">A headline of five words</a></li>' * 18_000, id="links"),
        pytest.param("<table>" + "<tr><td>one<td>1994" * 50_000, id="table rows"),
        pytest.param("<select>" + "<option>Land" * 80_000 + "</select><p>x", id="options"),
        pytest.param("<div " + " ".join(f'a{n}="x"' for n in range(100_000)) + "><p>x", id="attributes"),
        pytest.param("<p>" + "<a " * 330_000, id="tags that never end"),
        pytest.param("<p>x<!-- " * 110_000, id="comments that never end"),
        pytest.param('<p class="x>y ' * 70_000, id="quotes that never end"),
        pytest.param("<p>" + "<![CDATA[" * 110_000, id="CDATA that never ends"),
        pytest.param("<script>" * 120_000, id="scripts that never end"),
        pytest.param("<table><tr><td>" * 66_000, id="nested tables"),
        pytest.param("<b><p>x</p>" * 90_000, id="open inline elements"),
        pytest.param("<p>" + " \t" * 500_000, id="white space"),
        pytest.param('<p class="' + "a-b " * 250_000 + '">x', id="class names"),
    ],
)
def test_a_hostile_megabyte_is_read_in_seconds(html: str) -> None:
    start = time.process_time()
    tree = parse_html(html)
    assert tree is not None
    segment_page(tree)
    assert time.process_time() - start < 5
