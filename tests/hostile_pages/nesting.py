"""Elements nested deeper than people write them."""

from __future__ import annotations

from tests.hostile_pages.kinds import inside, kind, page


@kind(260)
def depth_just_past_255(n: int) -> str:
    return page(story=inside("<div>", "</div>", n))


@kind(1000)
def depth_a_thousand(n: int) -> str:
    return page(story=inside("<div class=wrap>", "</div>", n))


@kind(1990, 1990)
def depth_two_thousand(n: int) -> str:
    return page(story=inside("<div>", "</div>", n))


@kind(3000, 3000, whole=False)
def depth_past_the_parser(n: int) -> str:
    return page(story=inside("<div>", "</div>", n))


@kind(100_000, whole=False)
def depth_hundred_thousand(n: int) -> str:
    return page(story=inside("<div>", "</div>", n))


@kind(100_000, whole=False)
def depth_never_closed(n: int) -> str:
    return page(top="<div>" * n)


@kind(3000, 3000, whole=False)
def depth_behind_the_story(n: int) -> str:
    return page(end=inside("<div>", "</div>", n, "x"))


@kind(500)
def depth_of_tables(n: int) -> str:
    return page(story=inside("<table><tr><td>", "</td></tr></table>", n))


@kind(500)
def depth_of_lists(n: int) -> str:
    return page(story=inside("<ul><li>", "</li></ul>", n))


@kind(1500)
def depth_of_spans(n: int) -> str:
    return page(story=inside("<span>", "</span>", n))


@kind(400)
def depth_of_quotes(n: int) -> str:
    return page(story=inside("<blockquote>", "</blockquote>", n), end="</div>" * 9)


@kind(1000)
def depth_of_unclosed_formatting(n: int) -> str:
    return page(top="<b><i><font>" * (n // 3))


@kind(5000)
def depth_of_unclosed_anchors(n: int) -> str:
    return page(top="<a href=/x>" * n)


@kind(5000)
def depth_of_forms(n: int) -> str:
    return page(top="<form>" * n)


@kind(5000, whole=False)
def depth_of_buttons(n: int) -> str:
    return page(top="<button>x" * n + "</button>" * n, end="")


@kind(1800)
def depth_of_svg(n: int) -> str:
    return page(top="<svg>" + inside("<g>", "</g>", n, "") + "</svg>")


@kind(50_000)
def end_tags_of_nothing(n: int) -> str:
    return page(top="</div></p></span></td>" * n)
