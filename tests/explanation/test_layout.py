"""What is shown of an untrusted page can neither run nor fetch nor lead away."""

from __future__ import annotations

import re

import pytest

from newscrawl.dom import parse_html
from newscrawl.explanation.layout import clean_styles, render_layout

HOSTILE = """
<script>owned()</script><p onclick="owned()" data-piece="1" data-kind="k">One</p><a href="javascript:owned()">Two</a>
<a href="https://news.example/">Three</a><img src="https://news.example/i.png" onerror="owned()" alt="A quay">
<iframe src="https://news.example/"></iframe><iframe srcdoc="<script>owned()</script>"></iframe>
<meta http-equiv="refresh" content="0"><base href="https://news.example/"><link rel="stylesheet" href="x.css">
<svg onload="owned()"><script>owned()</script></svg><object data="x"></object><embed src="x">
<video src="x" poster="y"></video><form action="x"><input autofocus onfocus="owned()">
<button formaction="javascript:x">Go</button></form>
<div style="position:fixed;background:url(https://news.example/s);width:40%">Four</div>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=owned()&gt;">
</mglyph></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=owned()>"></noscript>
<template shadowrootmode="open"><script>owned()</script></template><custom-card>Five</custom-card>
"""


def test_hostile_page_keeps_its_words_and_nothing_else() -> None:
    tree = parse_html(f"<html><body>{HOSTILE}</body></html>")
    assert tree is not None
    markup, _ = render_layout(tree)
    assert [word for word in ("One", "Two", "Three", "[A quay]", "Four", "Five", "Go") if word not in markup] == []
    tags = re.findall(r"<[^>]*>", markup)
    assert not [tag for tag in tags if re.search(r"\bon\w+=|href|src|url|script|style>|position|data-kind", tag[:9])]
    names = set(re.findall(r"<(\w+)", markup))
    assert names <= {"p", "a", "div", "span", "table", "tbody"}
    assert {name for tag in tags for name in re.findall(r'([\w-]+)="', tag)} <= {"data-piece", "data-kind", "style"}
    assert 'style="width:40%"' in markup


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("p { width: 50%; color: red }", "p{width:50%}"),
        ("@import url(x.css); .a, .b > i { float: left }", ".a, .b > i{float:left}"),
        ("@media (width) { .a { display: flex; background: url(x) } }", "@media (width){.a{display:flex}}"),
        (".a { display: none; margin: -999px; padding-top: 56% }", ""),
        ("@media print { p { width: 1px } } @font-face { src: url(x) }", ""),
        ("p { width: 1px } </style><script>x</script> i { width: 2px }", "p{width:1px}"),
        (":host { width: 1px } p { width: expression(x()); width: var(--x) }", ""),
    ],
)
def test_style_sheet_keeps_what_sets_the_layout(sheet: str, kept: str) -> None:
    assert clean_styles([sheet]) == kept


def test_classes_that_no_style_speaks_of_are_left_out() -> None:
    sheet = "<head><style>.wide{width:9em}</style></head>"
    tree = parse_html(f"<html>{sheet}<body><p class='wide x' id=y>One</p></body></html>")
    assert tree is not None
    markup, style = render_layout(tree)
    assert (markup, style) == ('<p class="wide">One</p>', ".wide{width:9em}")
