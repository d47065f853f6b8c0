"""Marker rules know elements by their names; the nearest words go first."""

from __future__ import annotations

import pytest

from newscrawl.blocks import CutKind
from newscrawl.dom import parse_html
from newscrawl.dom.markers import read_markers
from newscrawl.extraction.markers import MarkerRule, index_rules, load_marker_index


def find(markup: str) -> str | None:
    tree = parse_html(f"<body>{markup}</body>")
    assert tree is not None
    element = tree[0][0]
    rule = load_marker_index().find(element.tag, read_markers(element))
    return rule.name if rule is not None else None


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<div class="storyComments">', "comment-area"),
        ('<div id="disqus_thread">', "comment-area"),
        ('<ul class="share-tools">', "share-area"),
        ('<div class="newsletter-signup">', "newsletter-area"),
        ("<nav>", "menu-area"),
        ("<footer>", "foot-area"),
        ("<figure>", "caption-area"),
        ('<div role="complementary">', "side-area"),
        ('<div class="author-bio">', "author-bio-area"),
        ('<nav class="breadcrumbs">', "breadcrumb-area"),
        ('<div class="adsbygoogle">', "advertisement-area"),
        ('<div class="sharepoint">', None),
        ('<div class="story-body">', None),
        ("<p>", None),
    ],
)
def test_elements_are_known_by_tag_and_words(markup: str, name: str | None) -> None:
    assert find(markup) == name


def test_pairs_go_before_words_and_words_before_tags() -> None:
    def rule(name: str, words: str = "", pair: str = "", tag: str = "") -> MarkerRule:
        pairs = (frozenset(pair.split("+")),) if pair else ()
        return MarkerRule(name, CutKind.other, "", frozenset(words.split()), pairs, frozenset(tag.split()))

    rules = (rule("tag", tag="nav"), rule("word", words="a b"), rule("pair", pair="a+c"), rule("late", words="a"))
    index = index_rules(rules)
    found = [
        index.find("nav", frozenset(markers))
        for markers in (["x"], ["a", "x"], ["a", "c"], ["c"], ["c", "b"], [])
    ]
    assert [one and one.name for one in found] == ["tag", "word", "pair", "tag", "word", "tag"]


def test_every_rule_of_the_file_can_be_found_and_says_why() -> None:
    index = load_marker_index()
    for rule in index.rules:
        assert rule.why
        assert rule.words or rule.pairs or rule.tags
        assert rule.cut.kind == rule.kind
    assert len({rule.name for rule in index.rules}) == len(index.rules)
