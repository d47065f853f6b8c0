"""What is removed has the kind that a reader would give it, and a reason that a reader understands."""

from __future__ import annotations

import pytest

from newscrawl.extraction.removal_kinds import explain_removal, repeats_title

from .conftest import See

PARAGRAPH = "<p>The council of the port voted on Tuesday to widen the northern lock in winter.</p>"
STORY = f"<article>{PARAGRAPH * 4}</article>"
FACTS = {"title": "Council votes to widen the lock", "subtitle": "Skippers protest", "authors": ("Ann Baker",)}


@pytest.mark.parametrize(
    ("html", "kind", "rule"),
    [
        ("<p hidden>target text</p>", "hidden", "hidden"),
        ("<nav hidden><p>Skip to content</p></nav>", "hidden", "hidden"),
        ("<p>Skip to content</p>", "navigation", "skip-link"),
        ("<h1>Council votes to widen the lock</h1>", "headline", "repeats-title"),
        ("<h2>Council votes to widen lock</h2>", "headline", "repeats-title"),
        ("<div>Council votes to widen the lock</div>", "headline", "repeats-title"),
        ("<p>Skippers protest</p>", "deck", "repeats-subtitle"),
        ("<p>Ann Baker, harbour desk</p>", "byline", "names-author"),
        ("<div class=comments><p>Thank you Ann Baker!</p></div>", "comments", "comment-area"),
        ("<nav><p>Sailing</p></nav>", "navigation", "menu-area"),
        ('<p><span class="photo-credit">Harbour board</span></p>', "caption", "caption-area"),
        ("<p><a href=/a>Pilots go back to work at last</a></p>", "related_links", "linked-headline"),
        ("<p><a href=/a>Sailing</a></p>", "navigation", "linked-label"),
        ('<div class="related"><p>Pilots go back to work</p></div>', "related_links", "related-area"),
        ('<footer><div class="related"><a href=/a>Harbours</a></div></footer>', "footer", "foot-area"),
        ('<nav><div class="metadata">Harbour</div></nav>', "navigation", "menu-area"),
        ('<div class="metadata">Harbour desk, 26 of May</div>', "timestamp", "time-area"),
        ("<nav><form><p>Choose</p></form></nav>", "navigation", "menu-area"),
        ("<form><p>Choose a harbour</p></form>", "other", "form-area"),
        ("<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>", "table", "table-outside"),
        ("<h3>Around the coast</h3>", "heading", "heading-outside"),
        ("<p>Something of no kind at all.</p>", "other", "classifier"),
    ],
)
def test_kind(see: See, html: str, kind: str, rule: str) -> None:
    view = see(STORY + html, **FACTS)
    cut = explain_removal(view, 4, 0.031)
    assert (cut.kind.value, cut.rule) == (kind, rule)
    assert cut.reason
    assert len(cut.reason) < 90


def test_the_classifier_tells_how_sure_it_was(see: See) -> None:
    assert "3%" in explain_removal(see("<p>Something of no kind at all.</p>"), 0, 0.031).reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Council votes to widen the lock", True),
        ("Council votes to widen lock", True),
        ("Council votes", False),
        ("Council votes to widen the lock, skippers and clubs protest against the plan", False),
    ],
)
def test_a_title_is_repeated_in_nearly_the_same_words(see: See, text: str, expected: bool) -> None:
    assert repeats_title(see(f"<p>{text}</p>", **FACTS), 0) is expected
